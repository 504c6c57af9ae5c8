#include "engine/event_view.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace doctor {

namespace {

/// Folds into a buffer that keeps its capacity. False if the text is its own folded form.
bool fold_into(std::string_view text, std::string& out) {
  unsigned any = 0, capitals = 0;  // loops without branches: the compiler takes many bytes at once
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    any |= u;
    capitals |= static_cast<unsigned char>(u - 'A') < 26 ? 1u : 0u;
  }
  const bool ascii = any < 0x80;
  if (ascii && capitals == 0) return false;
  if (ascii) {
    out.resize(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto u = static_cast<unsigned char>(text[i]);
      out[i] = static_cast<char>(u + (static_cast<unsigned char>(u - 'A') < 26 ? 32 : 0));
    }
    return true;
  }
  out.clear();
  for (std::size_t i = 0; i < text.size();) append_utf8(fold(next_code_point(text, i)), out);
  return true;
}

}  // namespace

void ViewedValue::reset(const Value& value) {
  value_ = value;
  has_text_ = has_folded_ = false;
}

std::string_view ViewedValue::text() {
  if (!has_text_) {
    has_text_ = true;
    if (value_.is_text()) {
      text_ = value_.text;
    } else {
      text_buffer_.clear();
      value_.append_text(text_buffer_);
      text_ = text_buffer_;
    }
  }
  return text_;
}

std::string_view ViewedValue::folded() {
  if (!has_folded_) {
    has_folded_ = true;
    folded_ = text();
    if (fold_into(folded_, folded_buffer_)) folded_ = folded_buffer_;
  }
  return folded_;
}

std::uint32_t EventView::add(const Value& value) {
  if (used_ == pool_.size()) pool_.emplace_back();
  pool_[used_].reset(value);
  return used_++;
}

void EventView::add_to_field(std::uint32_t field, std::uint32_t value) {
  if (by_field_[field].empty()) touched_.push_back(field);
  by_field_[field].push_back(value);
}

void EventView::add_named(std::string_view name, const Value& value) {
  const auto field = names_.find(name);
  if (field && names_.system(*field) == SystemField::none) add_to_field(*field, add(value));
}

void EventView::reset(const Event& event) {
  event_ = &event;
  for (const std::uint32_t field : touched_) by_field_[field].clear();
  touched_.clear();
  searched_.clear();
  used_ = 0;
  for (const auto& [system, field] : names_.system_fields()) {
    const Value value = system_value(event, system);
    if (value.type != Value::Type::none) add_to_field(field, add(value));
  }
  for (const std::span<const Field> fields : {event.data, event.facts}) {
    for (const Field& f : fields) {
      add_named(f.name, f.value);
      if (f.name.find(' ') == std::string_view::npos) continue;
      without_blanks_.clear();
      std::copy_if(f.name.begin(), f.name.end(), std::back_inserter(without_blanks_), [](char c) { return c != ' '; });
      add_named(without_blanks_, f.value);
    }
  }
  if (names_.has_paths()) add_by_path();
}

void EventView::add_by_path() {
  for (const Field& f : event_->data) {
    if (f.path == f.name) continue;
    const auto field = names_.find(f.path);
    if (field && by_field_[*field].empty()) add_to_field(*field, add(f.value));
  }
}

std::span<const std::uint32_t> EventView::searched_values() {
  if (searched_.empty()) {
    for (const Field& f : event_->data) searched_.push_back(add(f.value));
    for (const SystemField field :
         {SystemField::provider_name, SystemField::channel, SystemField::computer, SystemField::user_id}) {
      searched_.push_back(add(system_value(*event_, field)));
    }
  }
  return searched_;
}

}  // namespace doctor
