#include "xml/to_event.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/text.h"
#include "xml/fields.h"
#include "xml/limits.h"
#include "xml/peek.h"
#include "xml/plain_walk.h"

namespace doctor::xml {

namespace {

// Line ends and blanks stay as they are, so that a field equals what the log itself holds.
constexpr unsigned kParseFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_ws_pcdata_single;

/// Providers and activities come in runs.
class Guids {
 public:
  /// The one spelling of a GUID, whatever case and braces the exporter chose. Empty if it is none.
  std::string_view read(std::string_view text, EventBatch& batch) {
    if (text.empty()) return {};
    if (text != given_) {
      given_ = text;
      const auto bytes = parse_guid(trim(text));
      shown_ = bytes ? guid_text(as_bytes(bytes->data(), bytes->size())) : std::string();
    }
    return batch.keep(shown_);
  }

 private:
  std::string given_, shown_;
};

std::size_t path_budget(std::size_t event_bytes) {
  return kPathBytesAlways + kPathBytesPerByte * event_bytes;
}

template <class T>
T number(std::string_view text) {
  const std::uint64_t n = number_or_zero(text);
  return n > std::numeric_limits<T>::max() ? T{0} : static_cast<T>(n);
}

enum class Part : unsigned char {
  provider,
  event_id,
  version,
  level,
  task,
  opcode,
  keywords,
  time_created,
  record_id,
  correlation,
  execution,
  channel,
  computer,
  security,
  none
};

/// In the order in which exporters write them.
constexpr std::string_view kParts[] = {"Provider",  "EventID",  "Version",     "Level",         "Task",
                                       "Opcode",    "Keywords", "TimeCreated", "EventRecordID", "Correlation",
                                       "Execution", "Channel",  "Computer",    "Security"};

/// Tells the elements of System by their names.
class Parts {
 public:
  Part next(std::string_view name) {
    if (expected_ == std::size(kParts) || kParts[expected_] != name) {
      expected_ = static_cast<std::size_t>(std::find(std::begin(kParts), std::end(kParts), name) - std::begin(kParts));
    }
    if (expected_ == std::size(kParts)) return Part::none;
    return static_cast<Part>(expected_++);
  }
  /// Of elements that are there twice the first counts.
  bool first(Part part) {
    const unsigned bit = 1u << static_cast<unsigned>(part);
    const bool is_first = (seen_ & bit) == 0;
    seen_ |= bit;
    return is_first;
  }

 private:
  std::size_t expected_ = 0;
  unsigned seen_ = 0;
};

/// An element of a tree.
class TreeElement {
 public:
  TreeElement(pugi::xml_node node, EventBatch& batch) : node_(node), batch_(batch) {}

  std::string_view text() const { return own_text(node_, batch_); }
  std::string_view attribute(std::string_view name) const {
    for (pugi::xml_attribute a = node_.first_attribute(); a; a = a.next_attribute()) {
      if (local_name(a.name()) == name) return a.value();
    }
    return {};
  }

 private:
  pugi::xml_node node_;
  EventBatch& batch_;
};

/// The same of a plain text.
class PlainElement {
 public:
  PlainElement(const PlainWalk& walk, std::string_view text) : walk_(walk), text_(text) {}

  std::string_view text() const { return text_; }
  std::string_view attribute(std::string_view name) const { return walk_.attribute(name); }

 private:
  const PlainWalk& walk_;
  std::string_view text_;
};

/// Reads the elements of System.
class SystemReader {
 public:
  SystemReader(Guids& providers, Guids& activities, EventBatch& batch, Event& event)
      : providers_(providers), activities_(activities), batch_(batch), event_(event) {}

  template <class Element>
  void element(Part part, const Element& e) {
    switch (part) {
      case Part::event_id:
        event_.event_id = static_cast<std::uint32_t>(std::min<std::uint64_t>(number_or_zero(e.text()), 0xffffffff));
        event_.qualifiers = number<std::uint16_t>(e.attribute("Qualifiers"));
        return;
      case Part::version:
        event_.version = small_number(e.text());
        return;
      case Part::level:
        event_.level = small_number(e.text());
        return;
      case Part::task:
        event_.task = number<std::uint16_t>(e.text());
        return;
      case Part::opcode:
        event_.opcode = small_number(e.text());
        return;
      case Part::keywords:
        event_.keywords = number_or_zero(e.text());
        return;
      case Part::record_id:
        event_.record_id = number_or_zero(e.text());
        return;
      case Part::channel:
        event_.channel = trim(e.text());
        return;
      case Part::computer:
        event_.computer = trim(e.text());
        return;
      default:
        return attributes_only(part, e);
    }
  }

 private:
  template <class Element>
  void attributes_only(Part part, const Element& e) {
    if (part == Part::provider) {
      event_.provider = e.attribute("Name");
      event_.provider_guid = providers_.read(e.attribute("Guid"), batch_);
      event_.event_source_name = e.attribute("EventSourceName");
    } else if (part == Part::time_created) {
      event_.time = time_or_zero(e.attribute("SystemTime"));
    } else if (part == Part::correlation) {
      event_.activity_id = activities_.read(e.attribute("ActivityID"), batch_);
      event_.related_activity_id = activities_.read(e.attribute("RelatedActivityID"), batch_);
    } else if (part == Part::execution) {
      event_.process_id = number<std::uint32_t>(e.attribute("ProcessID"));
      event_.thread_id = number<std::uint32_t>(e.attribute("ThreadID"));
    } else if (part == Part::security) {
      event_.user_sid = trim(e.attribute("UserID"));
    }
  }

  Guids &providers_, &activities_;
  EventBatch& batch_;
  Event& event_;
};

void read_system(pugi::xml_node system, SystemReader& reader, EventBatch& batch) {
  Parts parts;
  for (pugi::xml_node node = system.first_child(); node; node = node.next_sibling()) {
    if (node.type() != pugi::node_element) continue;
    const Part part = parts.next(local_name(node.name()));
    if (part != Part::none && parts.first(part)) reader.element(part, TreeElement(node, batch));
  }
}

// The same without a tree. False: it is not plain, or has what is better left to the other way.

bool read_system(PlainWalk& walk, SystemReader& reader) {
  if (!walk.start() || walk.name != "System" || walk.empty) return false;
  Parts parts;
  while (!walk.end("System")) {
    if (!walk.start() || walk.has_prefixes()) return false;
    const Part part = parts.next(walk.name);
    std::string_view text;
    if (part == Part::none || !parts.first(part) || !walk.leaf(text)) return false;
    reader.element(part, PlainElement(walk, text));
  }
  return true;
}

bool read_event_data(PlainWalk& walk, FieldCollector& fields) {
  if (walk.empty) return true;
  fields.begin_event_data();
  while (!walk.end("EventData")) {
    std::string_view text;
    if (!walk.start() || walk.name != "Data" || !walk.leaf(text)) return false;
    fields.data(walk.attribute("Name"), text);
  }
  return true;
}

bool read_event(PlainWalk& walk, SystemReader& system, FieldCollector& fields) {
  if (!walk.start() || walk.name != "Event" || walk.empty || !read_system(walk, system)) return false;
  while (!walk.end("Event")) {
    if (walk.seen_reference() || !walk.start()) return false;
    if (walk.name == "EventData") {
      if (!read_event_data(walk, fields) || walk.seen_reference()) return false;
    } else if (walk.name != "RenderingInfo" || !walk.skip()) {
      return false;
    } else {
      return walk.end("Event") && walk.at_end();
    }
  }
  return !walk.seen_reference() && walk.at_end();
}

}  // namespace

struct EventParser::State {
  pugi::xml_document document;
  Guids providers, activities;
  std::vector<Field> fields;
  std::size_t size = 0;   ///< of the event's text
  bool is_plain = false;  ///< `fields` are there already, and no tree
  bool left_out = false;  ///< some are missing
};

EventParser::EventParser() : state_(std::make_unique<State>()) {}
EventParser::~EventParser() = default;

bool EventParser::parse_plainly(std::string_view text, EventBatch& batch, Event& event) {
  Event read;
  read.origin = event.origin;
  SystemReader system(state_->providers, state_->activities, batch, read);
  state_->fields.clear();
  FieldCollector fields(batch, state_->fields, path_budget(text.size()));
  PlainWalk walk(text);
  state_->is_plain = read_event(walk, system, fields);
  state_->left_out = fields.left_out();
  if (state_->is_plain) event = read;
  return state_->is_plain;
}

std::string_view EventParser::parse_system(std::span<char> text, EventBatch& batch, Event& event) {
  state_->size = text.size();
  state_->is_plain = false;
  const pugi::xml_parse_result parsed =
      state_->document.load_buffer_inplace(text.data(), text.size(), kParseFlags, pugi::encoding_utf8);
  if (!parsed) return "it is not well-formed XML";
  for (const pugi::xml_node node : root().children()) {
    if (node.type() != pugi::node_element || local_name(node.name()) != "System") continue;
    SystemReader reader(state_->providers, state_->activities, batch, event);
    read_system(node, reader, batch);
    return {};
  }
  return "it has no System element";
}

bool EventParser::collect_fields(EventBatch& batch, Event& event) {
  std::vector<Field>& fields = state_->fields;
  if (state_->is_plain) {
    event.data = batch.keep(std::span<const Field>(fields));
    return !state_->left_out;
  }
  fields.clear();
  FieldCollector collector(batch, fields, path_budget(state_->size));
  for (const pugi::xml_node node : root().children()) {
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = local_name(node.name());
    if (name != "System" && name != "RenderingInfo" && name != "DebugData") collector.event_child(node);
  }
  event.data = batch.keep(std::span<const Field>(fields));
  return !collector.left_out();
}

EventParser::Outcome EventParser::parse(std::span<char> text, EventBatch& batch, Event& event) {
  if (const std::string_view problem = parse_system(text, batch, event); !problem.empty()) return {problem, false};
  return {{}, !collect_fields(batch, event)};
}

pugi::xml_node EventParser::root() const {
  return state_->document.document_element();
}

}  // namespace doctor::xml
