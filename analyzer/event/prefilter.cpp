#include "event/prefilter.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

void set_bit(std::vector<std::uint64_t>& bits, std::uint32_t id) {
  if (bits.empty()) bits.resize(1024);
  bits[id >> 6] |= std::uint64_t{1} << (id & 63);
}

bool has_bit(const std::vector<std::uint64_t>& bits, std::uint32_t id) {
  return !bits.empty() && ((bits[id >> 6] >> (id & 63)) & 1) != 0;
}

bool contains_name(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& n) { return equals_ignore_case(n, name); });
}

bool any_of_names(const std::vector<std::string>& wanted, std::string_view name) {
  return wanted.empty() || contains_name(wanted, name);
}

void add_once(std::vector<std::string>& names, std::string_view name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
}

}  // namespace

void Prefilter::only_listed() {
  all_ = false;
  bits_.resize(1024);
}

void Prefilter::allow(std::uint32_t event_id) {
  only_listed();
  if (event_id > 0xffff) return;  // such ids always pass: no Windows event has one
  set_bit(bits_, event_id);
  set_bit(any_provider_bits_, event_id);
}

void Prefilter::allow(std::uint32_t event_id, std::string_view provider) {
  only_listed();
  if (event_id > 0xffff) return;
  set_bit(bits_, event_id);
  add_once(providers_of_id_[event_id], provider);
}

void Prefilter::allow_provider(std::string_view name) {
  only_listed();
  any_id_of_name_ = true;
  add_once(allowed_providers_, name);
}

void Prefilter::allow_channel(std::string_view name) {
  only_listed();
  any_id_of_name_ = true;
  add_once(allowed_channels_, name);
}

void Prefilter::only_provider(std::string_view name) {
  narrowed_ = true;
  providers_.emplace_back(name);
}
void Prefilter::only_channel(std::string_view name) {
  narrowed_ = true;
  channels_.emplace_back(name);
}
void Prefilter::only_computer(std::string_view name) {
  narrowed_ = true;
  computers_.emplace_back(name);
}
void Prefilter::only_level(std::uint8_t level) {
  narrowed_ = true;
  levels_ |= std::uint32_t{1} << std::min<unsigned>(level, 31);
}
void Prefilter::only_record(std::uint64_t record_id) {
  narrowed_ = true;
  record_ids_.push_back(record_id);
}
void Prefilter::only_text(std::string_view text) {
  text_ = fold(text);
}

bool Prefilter::wants_any_id(std::string_view provider, std::string_view channel) const {
  return all_ || contains_name(allowed_providers_, provider) || contains_name(allowed_channels_, channel);
}

bool Prefilter::wants(std::uint32_t event_id, FileTime time, std::string_view provider,
                      std::string_view channel) const {
  if (!wants(event_id, time)) return false;
  if (all_ || event_id > 0xffff || has_bit(any_provider_bits_, event_id)) return true;
  const auto it = providers_of_id_.find(event_id);
  return (it != providers_of_id_.end() && contains_name(it->second, provider)) || wants_any_id(provider, channel);
}

bool Prefilter::wants_narrowed_record(std::uint8_t level, std::uint64_t record_id) const {
  if (levels_ != 0 && ((levels_ >> std::min<unsigned>(level, 31)) & 1) == 0) return false;
  return record_ids_.empty() || std::find(record_ids_.begin(), record_ids_.end(), record_id) != record_ids_.end();
}

bool Prefilter::wants_narrowed_names(std::string_view provider, std::string_view channel,
                                     std::string_view computer) const {
  return any_of_names(providers_, provider) && any_of_names(channels_, channel) && any_of_names(computers_, computer);
}

bool Prefilter::has_wanted_text(const Event& event) const {
  if (text_.empty()) return true;
  for (const std::string_view name : {event.provider, event.event_source_name, event.channel, event.computer}) {
    if (fold(name).find(text_) != std::string::npos) return true;
  }
  std::string printed;
  for (const Field& field : event.data) {
    printed.clear();
    field.value.append_text(printed);
    if (fold(printed).find(text_) != std::string::npos) return true;
  }
  return false;
}

bool Prefilter::wants(const Event& event) const {
  return wants(event.event_id, event.time, event.provider, event.channel) &&
         wants_record(event.level, event.record_id) && wants_names(event.provider, event.channel, event.computer) &&
         has_wanted_text(event);
}

}  // namespace doctor
