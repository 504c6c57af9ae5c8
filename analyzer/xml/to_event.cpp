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

template <class T>
T number(std::string_view text) {
  const std::uint64_t n = number_or_zero(text);
  return n > std::numeric_limits<T>::max() ? T{0} : static_cast<T>(n);
}

/// Reads the elements of System.
class SystemReader {
 public:
  SystemReader(Guids& providers, Guids& activities, EventBatch& batch, Event& event)
      : providers_(providers), activities_(activities), batch_(batch), event_(event) {}

  void element(pugi::xml_node node, std::string_view name) {
    if (name == "EventID") {
      event_.event_id = static_cast<std::uint32_t>(std::min<std::uint64_t>(number_or_zero(text(node)), 0xffffffff));
      event_.qualifiers = number<std::uint16_t>(attribute(node, "Qualifiers"));
    } else if (name == "Version") {
      event_.version = small_number(text(node));
    } else if (name == "Level") {
      event_.level = small_number(text(node));
    } else if (name == "Task") {
      event_.task = number<std::uint16_t>(text(node));
    } else if (name == "Opcode") {
      event_.opcode = small_number(text(node));
    } else if (name == "Keywords") {
      event_.keywords = number_or_zero(text(node));
    } else if (name == "EventRecordID") {
      event_.record_id = number_or_zero(text(node));
    } else if (name == "Channel") {
      event_.channel = trim(text(node));
    } else if (name == "Computer") {
      event_.computer = trim(text(node));
    } else {
      attributes_only(node, name);
    }
  }

 private:
  void attributes_only(pugi::xml_node node, std::string_view name) {
    if (name == "Provider") {
      event_.provider = attribute(node, "Name");
      event_.provider_guid = providers_.read(attribute(node, "Guid"), batch_);
      event_.event_source_name = attribute(node, "EventSourceName");
    } else if (name == "TimeCreated") {
      event_.time = time_or_zero(attribute(node, "SystemTime"));
    } else if (name == "Correlation") {
      event_.activity_id = activities_.read(attribute(node, "ActivityID"), batch_);
      event_.related_activity_id = activities_.read(attribute(node, "RelatedActivityID"), batch_);
    } else if (name == "Execution") {
      event_.process_id = number<std::uint32_t>(attribute(node, "ProcessID"));
      event_.thread_id = number<std::uint32_t>(attribute(node, "ThreadID"));
    } else if (name == "Security") {
      event_.user_sid = trim(attribute(node, "UserID"));
    }
  }

  std::string_view text(pugi::xml_node node) { return own_text(node, batch_); }

  static std::string_view attribute(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute a = node.first_attribute(); a; a = a.next_attribute()) {
      if (local_name(a.name()) == name) return a.value();
    }
    return {};
  }

  Guids &providers_, &activities_;
  EventBatch& batch_;
  Event& event_;
};

/// Of elements that are there twice the first counts.
void read_system(pugi::xml_node system, SystemReader& reader) {
  constexpr std::string_view kNames[] = {"Provider",  "EventID",  "Version",     "Level",         "Task",
                                         "Opcode",    "Keywords", "TimeCreated", "EventRecordID", "Correlation",
                                         "Execution", "Channel",  "Computer",    "Security"};
  unsigned seen = 0;
  for (pugi::xml_node node = system.first_child(); node; node = node.next_sibling()) {
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = local_name(node.name());
    const auto* known = std::find(std::begin(kNames), std::end(kNames), name);
    if (known == std::end(kNames)) continue;
    const unsigned bit = 1u << (known - std::begin(kNames));
    if ((seen & bit) == 0) reader.element(node, name);
    seen |= bit;
  }
}

}  // namespace

struct EventParser::State {
  pugi::xml_document document;
  Guids providers, activities;
  std::vector<Field> fields;
  std::size_t size = 0;  ///< of the event's text
};

EventParser::EventParser() : state_(std::make_unique<State>()) {}
EventParser::~EventParser() = default;

std::string_view EventParser::parse_system(std::span<char> text, EventBatch& batch, Event& event) {
  state_->size = text.size();
  const pugi::xml_parse_result parsed =
      state_->document.load_buffer_inplace(text.data(), text.size(), kParseFlags, pugi::encoding_utf8);
  if (!parsed) return "it is not well-formed XML";
  for (const pugi::xml_node node : root().children()) {
    if (node.type() != pugi::node_element || local_name(node.name()) != "System") continue;
    SystemReader reader(state_->providers, state_->activities, batch, event);
    read_system(node, reader);
    return {};
  }
  return "it has no System element";
}

bool EventParser::collect_fields(EventBatch& batch, Event& event) {
  std::vector<Field>& fields = state_->fields;
  fields.clear();
  FieldCollector collector(batch, fields, kPathBytesAlways + kPathBytesPerByte * state_->size);
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
