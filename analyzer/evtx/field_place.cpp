#include "evtx/field_place.h"

#include <algorithm>
#include <array>

namespace doctor::evtx {

namespace {

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Of <System>: what every reader and rule finds events by.
constexpr std::array<std::string_view, 12> kFixed = {
    "Provider", "EventID",     "Version",       "Level",       "Task",      "Opcode",
    "Keywords", "TimeCreated", "EventRecordID", "Correlation", "Execution", "Channel",
};

}  // namespace

void FieldNames::open(std::string_view name) {
  open_.push_back({std::string(local(name)), {}});
}

/// Whether the innermost element is, or is in, that part of the event.
bool FieldNames::inside(std::string_view part) const {
  if (open_.empty()) return false;
  const std::size_t at = open_[0].name == "Event" ? 1 : 0;
  return at < open_.size() && open_[at].name == part;
}

bool FieldNames::is_fixed() const {
  const std::string& name = open_.back().name;
  if (inside("System")) return std::find(kFixed.begin(), kFixed.end(), name) != kFixed.end();
  return inside("RenderingInfo") && (name == "Provider" || name == "Channel");
}

FieldPlace FieldNames::attribute(std::string_view name) const {
  FieldPlace place{std::string(local(name)), true};
  const bool declares = name == "xmlns" || name.starts_with("xmlns:");
  const bool names_data = place.name == "Name" && !open_.empty() && open_.back().name == "Data";
  place.ask = !declares && !names_data && (open_.empty() || !is_fixed());
  return place;
}

FieldPlace FieldNames::content() const {
  if (open_.empty()) return {};
  const Element& e = open_.back();
  return {e.data_name.empty() ? e.name : e.data_name, !is_fixed()};
}

void FieldNames::attribute_value(std::string_view attribute, std::string_view text) {
  if (!open_.empty() && open_.back().name == "Data" && local(attribute) == "Name") open_.back().data_name = text;
}

}  // namespace doctor::evtx
