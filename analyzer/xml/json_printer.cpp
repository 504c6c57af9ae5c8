#include "xml/json_printer.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/escape.h"
#include "base/ids.h"
#include "base/print.h"
#include "xml/fields.h"
#include "xml/occurrences.h"

namespace doctor::xml {

namespace {

/// What an element is found in.
enum class Place : unsigned char { event, system, event_data, other };

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_plain_number(std::string_view text) {
  return !text.empty() && text.size() < 20 && (text.size() == 1 || text.front() != '0') &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Writes one event; members are separated by what was written before.
class JsonPrinter {
 public:
  explicit JsonPrinter(TextBuffer& out) : out_(out) {}

  void event(pugi::xml_node node) {
    out_ += "{\"Event\":";
    value(node, Place::event);
    out_ += '}';
  }

 private:
  void quoted(std::string_view text) {
    char* to = out_.reserve(escaped_room(text.size()) + 2);
    *to++ = '"';
    to = put_escaped(to, text, Escape::json);
    *to++ = '"';
    out_.finish(to);
  }

  /// "name": for the next member of an object.
  void member(std::string_view name, Occurrences& names) {
    if (out_.back() != '{') out_ += ',';
    const std::size_t before = names.next(name);
    quoted(name);
    if (before > 0) {
      out_.shorten(out_.size() - 1);
      out_ += '_';
      out_ += std::to_string(before);
      out_ += '"';
    }
    out_ += ':';
  }

  void system_number(std::string_view text, bool number) {
    if (number && is_plain_number(text)) {
      out_ += text;
    } else {
      quoted(text);
    }
  }

  void guid(std::string_view text) {
    const auto bytes = parse_guid(text);
    if (!bytes) return quoted(text);
    char* to = out_.reserve(40);
    *to++ = '"';
    to = put_guid(to, as_bytes(bytes->data(), bytes->size()), true);
    *to++ = '"';
    out_.finish(to);
  }

  void attributes(pugi::xml_node element, Place place) {
    Occurrences names;
    out_ += "{\"#attributes\":{";
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const std::string_view name = attribute.name(), local = local_name(name), text = attribute.value();
      member(name == "xmlns" || local.empty() ? name : local, names);
      if (place != Place::system) {
        quoted(text);
      } else if (is_any_of(local, {"Guid", "ActivityID", "RelatedActivityID"})) {
        guid(text);
      } else {
        system_number(text, is_any_of(local, {"Qualifiers", "ProcessID", "ThreadID", "ProcessorID", "SessionID",
                                              "KernelTime", "UserTime", "ProcessorTime"}));
      }
    }
    out_ += '}';
  }

  /// Requires that there is text.
  void text(std::string_view element, std::string_view text, Place place) {
    const bool number = place == Place::system &&
                        is_any_of(element, {"EventID", "Version", "Level", "Task", "Opcode", "EventRecordID"});
    system_number(text, number);
  }

  /// The text directly in an element; between child elements that of a tree view does not count.
  std::string_view own_text(pugi::xml_node element, bool leaf) {
    std::string_view first;
    bool joined = false;
    for (const pugi::xml_node child : element.children()) {
      if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
      const std::string_view text = child.value();
      if (!leaf && child.type() == pugi::node_pcdata && is_filling(text)) continue;
      if (joined) {
        joined_ += text;
      } else if (first.empty()) {
        first = text;
      } else {
        joined_ = first;
        joined_ += text;
        joined = true;
      }
    }
    return joined ? std::string_view(joined_) : first;
  }

  /// What stands behind the name of an element.
  void value(pugi::xml_node element, Place place) {
    const std::string_view name = local_name(element.name());
    const bool is_data = place == Place::event_data && name == "Data";  // its name is the member's name
    const bool leaf = !has_child_elements(element);
    const bool has_attributes = !is_data && element.first_attribute();
    const std::string_view own = own_text(element, leaf);
    if (has_attributes) attributes(element, place);
    if (leaf && !has_attributes) {
      if (own.empty()) {
        out_ += "null";
      } else {
        text(name, own, place);
      }
      return;
    }
    if (!has_attributes) out_ += '{';
    if (!own.empty()) {
      if (has_attributes) out_ += ',';
      out_ += "\"#text\":";
      text(name, own, place);
    }
    if (!leaf) members(element, inside(name, place));
    out_ += '}';
  }

  static Place inside(std::string_view name, Place place) {
    if (place == Place::system) return Place::system;
    if (name == "EventData") return Place::event_data;
    return place == Place::event && name == "System"  ? Place::system
           : place == Place::event && name == "Event" ? Place::event
                                                      : Place::other;
  }

  void members(pugi::xml_node parent, Place place) {
    Occurrences names;
    bool unnamed_done = false;
    for (const pugi::xml_node child : parent.children()) {
      if (child.type() != pugi::node_element) continue;
      std::string_view name = local_name(child.name());
      if (place == Place::event_data && name == "Data") {
        name = data_name(child);
        if (name.empty()) {
          if (!unnamed_done) unnamed_data(parent, names);
          unnamed_done = true;
          continue;
        }
      }
      member(name, names);
      value(child, place);
    }
  }

  /// All unnamed <Data> of one <EventData> are one member: a value, or a list of several.
  void unnamed_data(pugi::xml_node parent, Occurrences& names) {
    const auto is_unnamed = [](pugi::xml_node node) {
      return node.type() == pugi::node_element && local_name(node.name()) == "Data" && data_name(node).empty();
    };
    const auto children = parent.children();
    const bool list = std::count_if(children.begin(), children.end(), is_unnamed) > 1;
    member("Data", names);
    if (list) out_ += '[';
    bool first = true;
    for (const pugi::xml_node child : children) {
      if (!is_unnamed(child)) continue;
      if (!first) out_ += ',';
      first = false;
      value(child, Place::event_data);
    }
    if (list) out_ += ']';
  }

  TextBuffer& out_;
  std::string joined_;  ///< text that stood in pieces
};

}  // namespace

void print_json(pugi::xml_node event, TextBuffer& out) {
  JsonPrinter(out).event(event);
}

}  // namespace doctor::xml
