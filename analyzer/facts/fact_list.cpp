#include "facts/fact_list.h"

#include "base/text.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

}  // namespace

void FactList::value(std::string_view name, const Value& value) {
  if (room_for(1)) facts_.push_back({name, name, value});
}

void FactList::text(std::string_view name, std::string_view text) {
  if (room_for(1)) value(name, Value::of_text(batch_.keep(text)));
}

void FactList::word(std::string_view name, std::string_view literal) {
  value(name, Value::of_text(literal));
}

void FactList::number(std::string_view name, std::uint64_t n, bool hex) {
  value(name, Value::of_unsigned(n, hex));
}

void FactList::some_text(std::string_view name, std::string_view content) {
  if (!content.empty()) text(name, content);
}

void FactList::status(std::uint32_t code) {
  number("StatusCode", code, true);
  some_text("StatusName", knowledge_.code_name(CodeSpace::status, code));
}

std::string_view FactList::status_name(std::uint32_t code) {
  const std::string_view known = knowledge_.code_name(CodeSpace::status, code);
  return known.empty() ? batch_.keep(hex_text(code)) : known;
}

const Value* FactList::find(std::string_view name) const {
  for (const Field& field : event_.data) {
    if (same_name(field.name, name)) return &field.value;
  }
  for (const Field& fact : facts_) {
    if (fact.name == name) return &fact.value;
  }
  return nullptr;
}

std::string_view FactList::find_text(std::string_view name) {
  const Value* found = find(name);
  return found == nullptr ? std::string_view{} : trim(text_of(*found));
}

std::string_view FactList::text_of(const Value& value) {
  return value.is_text() ? value.text : batch_.keep(value.to_text());
}

}  // namespace doctor::facts
