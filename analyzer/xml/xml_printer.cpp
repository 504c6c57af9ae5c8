#include "xml/xml_printer.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/escape.h"
#include "base/text.h"
#include "xml/fields.h"
#include "xml/occurrences.h"

namespace doctor::xml {

namespace {

void print_value(std::string_view text, Escape place, TextBuffer& out) {
  if (!text.empty()) out.finish(put_escaped(out.reserve(escaped_room(text.size())), text, place));
}

bool can_stand_alone(std::string_view name) {
  return !name.empty() && name[0] != '-' && name[0] != '.' && !(name[0] >= '0' && name[0] <= '9');
}

/// Names hold letters, digits, ".", "-", "_" and anything that is not ASCII (the parser sees to that): also C1 controls, which a
/// terminal would obey and a name cannot write as references.
void print_name(std::string_view name, TextBuffer& out) {
  if (std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    out += name;
    return;
  }
  std::string shown;
  for (std::size_t i = 0; i < name.size();) {
    const char32_t c = next_code_point(name, i);
    append_utf8(c >= 0x80 && c < 0xa0 ? char32_t{0xfffd} : c, shown);
  }
  out += shown;
}

std::string_view shown_element_name(std::string_view name) {
  const std::string_view local = local_name(name);
  return can_stand_alone(local) ? local : name;
}

void print_attributes(pugi::xml_node element, TextBuffer& out) {
  const std::string_view name = element.name();
  const std::string_view prefix = name.substr(0, name.size() - local_name(name).size());  // with its colon
  Occurrences occurrences;
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view full = attribute.name();
    std::string_view shown = shown_element_name(full);
    if (full.starts_with("xmlns:")) {
      const bool cut_off = !prefix.empty() && full.substr(6) == prefix.substr(0, prefix.size() - 1);
      shown = cut_off ? "xmlns" : full;
    }
    out += ' ';
    print_name(shown, out);
    if (const std::size_t before = occurrences.next(shown); before > 0) {
      out += '_';
      out += std::to_string(before);
    }
    out += "='";
    print_value(attribute.value(), Escape::xml_attribute, out);
    out += '\'';
  }
}

void print_element(pugi::xml_node element, bool in_event_data, TextBuffer& out) {
  const std::string_view name = shown_element_name(element.name());
  out += '<';
  print_name(name, out);
  print_attributes(element, out);
  // Windows writes data without a value as <Data Name='x'></Data>.
  if (!element.first_child() && !(in_event_data && name == "Data")) {
    out += "/>";
    return;
  }
  out += '>';
  const bool leaf = !has_child_elements(element);
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_element) {
      print_element(child, name == "EventData", out);
    } else if (const std::string_view text = child.value();
               leaf || child.type() == pugi::node_cdata || !is_filling(text)) {
      print_value(text, Escape::xml_text, out);
    }
  }
  out += "</";
  print_name(name, out);
  out += '>';
}

}  // namespace

void print_xml(pugi::xml_node element, TextBuffer& out) {
  print_element(element, false, out);
}

}  // namespace doctor::xml
