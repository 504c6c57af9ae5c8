#include "engine/finding.h"

#include "base/text.h"

namespace doctor {

namespace {

constexpr char kBetweenFields = '\x1f';
constexpr char kBetweenValues = '\x1e';

}  // namespace

StringPool::StringPool() {
  intern({});
}

std::uint32_t StringPool::intern(std::string_view text) {
  const auto it = index_.find(text);
  if (it != index_.end()) return it->second;
  const auto number = static_cast<std::uint32_t>(texts_.size());
  texts_.emplace_back(text);
  index_.emplace(texts_.back(), number);
  return number;
}

void JoinedValues::next_field() {
  if (any_field_) text_ += kBetweenFields;
  any_field_ = true;
  any_value_ = false;
}

void JoinedValues::add(std::string_view value) {
  if (any_value_) text_ += kBetweenValues;
  any_value_ = true;
  for (const char c : value) {
    if (c != kBetweenFields && c != kBetweenValues) text_ += c;
  }
}

void JoinedValues::clear() {
  text_.clear();
  any_field_ = any_value_ = false;
}

std::string joined_values(std::span<const std::vector<std::string>> fields) {
  JoinedValues joined;
  for (const auto& values : fields) {
    joined.next_field();
    for (const std::string& value : values) joined.add(value);
  }
  return joined.text();
}

std::vector<std::string_view> values_of(std::string_view joined, std::size_t index) {
  for (; index > 0; --index) {
    const std::size_t end = joined.find(kBetweenFields);
    if (end == std::string_view::npos) return {};
    joined.remove_prefix(end + 1);
  }
  joined = joined.substr(0, joined.find(kBetweenFields));
  if (joined.empty()) return {};
  return split(joined, kBetweenValues);
}

}  // namespace doctor
