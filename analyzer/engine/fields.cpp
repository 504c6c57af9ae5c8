#include "engine/fields.h"

#include <array>
#include <limits>

#include "base/text.h"

namespace doctor {

namespace {

struct Named {
  std::string_view name;
  SystemField field;
};

constexpr std::array kNamed{
    Named{"Provider_Name", SystemField::provider_name},
    Named{"Provider_Guid", SystemField::provider_guid},
    Named{"Provider_EventSourceName", SystemField::event_source_name},
    Named{"EventID", SystemField::event_id},
    Named{"EventID_Qualifiers", SystemField::qualifiers},
    Named{"Qualifiers", SystemField::qualifiers},
    Named{"Version", SystemField::version},
    Named{"Level", SystemField::level},
    Named{"Task", SystemField::task},
    Named{"Opcode", SystemField::opcode},
    Named{"Keywords", SystemField::keywords},
    Named{"TimeCreated", SystemField::time_created},
    Named{"TimeCreated_SystemTime", SystemField::time_created},
    Named{"EventRecordID", SystemField::record_id},
    Named{"Correlation_ActivityID", SystemField::activity_id},
    Named{"Correlation_RelatedActivityID", SystemField::related_activity_id},
    Named{"Execution_ProcessID", SystemField::process_id},
    Named{"Execution_ThreadID", SystemField::thread_id},
    Named{"Channel", SystemField::channel},
    Named{"Computer", SystemField::computer},
    Named{"Security_UserID", SystemField::user_id},
};

constexpr auto kNames = [] {
  std::array<std::string_view, kNamed.size()> names{};
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kNamed[i].name;
  return names;
}();

Value text_or_none(std::string_view text) {
  return text.empty() ? Value{} : Value::of_text(text);
}

template <class T>
bool set_number(T& member, std::string_view text) {
  bool negative = false;
  const auto number = parse_integer(text, &negative);
  if (!number || negative || *number > std::numeric_limits<T>::max()) return false;
  member = static_cast<T>(*number);
  return true;
}

bool set_text(std::string_view& member, std::string_view text) {
  member = text;
  return true;
}

}  // namespace

SystemField system_field(std::string_view name) {
  for (const Named& n : kNamed) {
    if (n.name == name) return n.field;
  }
  return SystemField::none;
}

std::span<const std::string_view> system_field_names() {
  return kNames;
}

Value system_value(const Event& event, SystemField field) {
  switch (field) {
    case SystemField::none:
      return {};
    case SystemField::provider_name:
      return text_or_none(event.provider);
    case SystemField::provider_guid:
      return text_or_none(event.provider_guid);
    case SystemField::event_source_name:
      return text_or_none(event.event_source_name);
    case SystemField::event_id:
      return Value::of_unsigned(event.event_id);
    case SystemField::qualifiers:
      return Value::of_unsigned(event.qualifiers);
    case SystemField::version:
      return Value::of_unsigned(event.version);
    case SystemField::level:
      return Value::of_unsigned(event.level);
    case SystemField::task:
      return Value::of_unsigned(event.task);
    case SystemField::opcode:
      return Value::of_unsigned(event.opcode);
    case SystemField::keywords:
      return Value::of_unsigned(event.keywords, true);
    case SystemField::time_created:
      return event.time.ticks == 0 ? Value{} : Value::of_time(event.time);
    case SystemField::record_id:
      return Value::of_unsigned(event.record_id);
    case SystemField::activity_id:
      return text_or_none(event.activity_id);
    case SystemField::related_activity_id:
      return text_or_none(event.related_activity_id);
    case SystemField::process_id:
      return Value::of_unsigned(event.process_id);
    case SystemField::thread_id:
      return Value::of_unsigned(event.thread_id);
    case SystemField::channel:
      return text_or_none(event.channel);
    case SystemField::computer:
      return text_or_none(event.computer);
    case SystemField::user_id:
      return text_or_none(event.user_sid);
  }
  return {};
}

bool set_system_value(Event& event, SystemField field, std::string_view text) {
  switch (field) {
    case SystemField::none:
      return false;
    case SystemField::provider_name:
      return set_text(event.provider, text);
    case SystemField::provider_guid:
      return set_text(event.provider_guid, text);
    case SystemField::event_source_name:
      return set_text(event.event_source_name, text);
    case SystemField::event_id:
      return set_number(event.event_id, text);
    case SystemField::qualifiers:
      return set_number(event.qualifiers, text);
    case SystemField::version:
      return set_number(event.version, text);
    case SystemField::level:
      return set_number(event.level, text);
    case SystemField::task:
      return set_number(event.task, text);
    case SystemField::opcode:
      return set_number(event.opcode, text);
    case SystemField::keywords:
      return set_number(event.keywords, text);
    case SystemField::time_created: {
      const auto time = parse_iso8601(text);
      if (time) event.time = *time;
      return time.has_value();
    }
    case SystemField::record_id:
      return set_number(event.record_id, text);
    case SystemField::activity_id:
      return set_text(event.activity_id, text);
    case SystemField::related_activity_id:
      return set_text(event.related_activity_id, text);
    case SystemField::process_id:
      return set_number(event.process_id, text);
    case SystemField::thread_id:
      return set_number(event.thread_id, text);
    case SystemField::channel:
      return set_text(event.channel, text);
    case SystemField::computer:
      return set_text(event.computer, text);
    case SystemField::user_id:
      return set_text(event.user_sid, text);
  }
  return false;
}

bool compares_without_case(SystemField field) {
  return field == SystemField::computer || field == SystemField::channel || field == SystemField::provider_name;
}

std::uint32_t FieldTable::add(std::string_view name) {
  if (const auto known = find(name)) return *known;
  const auto id = static_cast<std::uint32_t>(names_.size());
  names_.emplace_back(name);
  index_.emplace(names_.back(), id);
  systems_.push_back(system_field(name));
  if (systems_.back() != SystemField::none) {
    system_.emplace_back(systems_.back(), id);
  } else if (name.find_first_of("/[@") != std::string_view::npos) {
    has_paths_ = true;
  }
  return id;
}

std::optional<std::uint32_t> FieldTable::find(std::string_view name) const {
  const auto it = index_.find(name);
  if (it == index_.end()) return std::nullopt;
  return it->second;
}

}  // namespace doctor
