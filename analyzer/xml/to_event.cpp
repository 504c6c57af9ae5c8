#include "xml/to_event.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <pugixml.hpp>
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

std::string_view attribute(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute a : node.attributes()) {
    if (local_name(a.name()) == name) return a.value();
  }
  return {};
}

template <class T>
T number(std::string_view text) {
  const std::uint64_t n = number_or_zero(text);
  return n > std::numeric_limits<T>::max() ? T{0} : static_cast<T>(n);
}

/// The one spelling of a GUID, whatever case and braces the exporter chose. Empty if it is none.
std::string_view guid(std::string_view text, EventBatch& batch) {
  const auto bytes = parse_guid(trim(text));
  return bytes ? batch.keep(guid_text(as_bytes(bytes->data(), bytes->size()))) : std::string_view{};
}

void read_provider(pugi::xml_node node, EventBatch& batch, Event& event) {
  event.provider = attribute(node, "Name");
  event.provider_guid = guid(attribute(node, "Guid"), batch);
  event.event_source_name = attribute(node, "EventSourceName");
}

void read_system_element(pugi::xml_node node, std::string_view name, EventBatch& batch, Event& event) {
  const auto text = [&] { return trim(own_text(node, batch)); };
  if (name == "Provider") {
    read_provider(node, batch, event);
  } else if (name == "EventID") {
    event.event_id = static_cast<std::uint32_t>(std::min<std::uint64_t>(number_or_zero(text()), 0xffffffff));
    event.qualifiers = number<std::uint16_t>(attribute(node, "Qualifiers"));
  } else if (name == "Version") {
    event.version = small_number(text());
  } else if (name == "Level") {
    event.level = small_number(text());
  } else if (name == "Task") {
    event.task = number<std::uint16_t>(text());
  } else if (name == "Opcode") {
    event.opcode = small_number(text());
  } else if (name == "Keywords") {
    event.keywords = number_or_zero(text());
  } else if (name == "TimeCreated") {
    event.time = time_or_zero(attribute(node, "SystemTime"));
  } else if (name == "EventRecordID") {
    event.record_id = number_or_zero(text());
  } else if (name == "Correlation") {
    event.activity_id = guid(attribute(node, "ActivityID"), batch);
    event.related_activity_id = guid(attribute(node, "RelatedActivityID"), batch);
  } else if (name == "Execution") {
    event.process_id = number<std::uint32_t>(attribute(node, "ProcessID"));
    event.thread_id = number<std::uint32_t>(attribute(node, "ThreadID"));
  } else if (name == "Channel") {
    event.channel = text();
  } else if (name == "Computer") {
    event.computer = text();
  } else if (name == "Security") {
    event.user_sid = trim(attribute(node, "UserID"));
  }
}

/// Of elements that are there twice the first counts.
void read_system(pugi::xml_node system, EventBatch& batch, Event& event) {
  constexpr std::string_view kNames[] = {"Provider",  "EventID",  "Version",     "Level",         "Task",
                                         "Opcode",    "Keywords", "TimeCreated", "EventRecordID", "Correlation",
                                         "Execution", "Channel",  "Computer",    "Security"};
  unsigned seen = 0;
  for (const pugi::xml_node node : system.children()) {
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = local_name(node.name());
    const auto* known = std::find(std::begin(kNames), std::end(kNames), name);
    if (known == std::end(kNames)) continue;
    const unsigned bit = 1u << (known - std::begin(kNames));
    if ((seen & bit) == 0) read_system_element(node, name, batch, event);
    seen |= bit;
  }
}

}  // namespace

struct EventParser::State {
  pugi::xml_document document;
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
    read_system(node, batch, event);
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
