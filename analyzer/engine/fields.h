#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "event/event.h"

namespace doctor {

/// The parts of an event's <System> element, under the names Sigma gives them: tag and attribute joined with an underscore
/// (Sigma rules specification 2.1, "Field Usage").
enum class SystemField : std::uint8_t {
  none,
  provider_name,
  provider_guid,
  event_source_name,
  event_id,
  qualifiers,
  version,
  level,
  task,
  opcode,
  keywords,
  time_created,
  record_id,
  activity_id,
  related_activity_id,
  process_id,
  thread_id,
  channel,
  computer,
  user_id
};

/// `none` if the name is not one of the System element. Case-sensitive, as all field names are.
SystemField system_field(std::string_view name);
/// All names system_field() knows.
std::span<const std::string_view> system_field_names();
/// Type none where the event does not have it.
Value system_value(const Event& event, SystemField field);
/// Sets it from text (of an example). False if the text is no value of that field. Texts must outlive the event.
bool set_system_value(Event& event, SystemField field, std::string_view text);
/// Host, channel and provider names are the same name in any case.
bool compares_without_case(SystemField field);

/// The field names that a rule set asks for, numbered from 0, so that an event's fields are looked up once for all rules.
/// Threads: any number, once complete.
class FieldTable {
 public:
  FieldTable() = default;
  FieldTable(const FieldTable&) = delete;  // index_ points into names_
  FieldTable& operator=(const FieldTable&) = delete;

  std::uint32_t add(std::string_view name);
  std::optional<std::uint32_t> find(std::string_view name) const;
  std::size_t size() const { return names_.size(); }
  /// Which part of the System element that name is; `none` for names of data.
  SystemField system(std::uint32_t number) const { return systems_[number]; }
  /// Those that name a part of the System element, with their numbers.
  const std::vector<std::pair<SystemField, std::uint32_t>>& system_fields() const { return system_; }
  /// Whether any name can only be a path ("A/B/@c", "Data[2]").
  bool has_paths() const { return has_paths_; }

 private:
  std::deque<std::string> names_;
  std::unordered_map<std::string_view, std::uint32_t> index_;
  std::vector<std::pair<SystemField, std::uint32_t>> system_;
  std::vector<SystemField> systems_;  // per name
  bool has_paths_ = false;
};

}  // namespace doctor
