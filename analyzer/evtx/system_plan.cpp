#include "evtx/system_plan.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"

namespace doctor::evtx {

namespace {

struct Place {
  std::string_view element, attribute;  // attribute empty: the element's text
  Slot SystemPlan::*slot;
};

constexpr std::array<Place, 19> kPlaces = {{
    {"Provider", "Name", &SystemPlan::provider},
    {"Provider", "Guid", &SystemPlan::provider_guid},
    {"Provider", "EventSourceName", &SystemPlan::event_source},
    {"EventID", "", &SystemPlan::event_id},
    {"EventID", "Qualifiers", &SystemPlan::qualifiers},
    {"Version", "", &SystemPlan::version},
    {"Level", "", &SystemPlan::level},
    {"Task", "", &SystemPlan::task},
    {"Opcode", "", &SystemPlan::opcode},
    {"Keywords", "", &SystemPlan::keywords},
    {"TimeCreated", "SystemTime", &SystemPlan::time},
    {"EventRecordID", "", &SystemPlan::record_id},
    {"Correlation", "ActivityID", &SystemPlan::activity},
    {"Correlation", "RelatedActivityID", &SystemPlan::related_activity},
    {"Execution", "ProcessID", &SystemPlan::process},
    {"Execution", "ThreadID", &SystemPlan::thread},
    {"Channel", "", &SystemPlan::channel},
    {"Computer", "", &SystemPlan::computer},
    {"Security", "UserID", &SystemPlan::user},
}};

void note(SystemPlan& plan, std::string_view element, std::string_view attribute, Slot slot) {
  for (const Place& place : kPlaces) {
    if (place.element != element || place.attribute != attribute) continue;
    if ((plan.*place.slot).absent()) plan.*place.slot = slot;
  }
}

void plan_element(SystemPlan& plan, Ops ops, std::uint32_t at) {
  const Op& element = ops[at];
  std::uint32_t i = at + 1;
  for (; i < element.end && ops[i].kind == Op::Kind::attribute; i = ops[i].end) {
    note(plan, element.local(), ops[i].local(), {i + 1, ops[i].end});
  }
  note(plan, element.local(), {}, {i, element.end});
}

/// The first child element of that name, or the end of the element.
std::uint32_t child(Ops ops, std::uint32_t element, std::string_view name) {
  const std::uint32_t end = ops[element].end;
  std::uint32_t i = element + 1;
  while (i < end) {
    const Op& op = ops[i];
    if (op.kind == Op::Kind::open && op.local() == name) return i;
    i = op.kind == Op::Kind::open || op.kind == Op::Kind::attribute ? op.end : i + 1;
  }
  return end;
}

}  // namespace

Value Filled::evaluate(std::uint32_t begin, std::uint32_t end) const {
  if (begin == end) return {};
  const Op& first = ops[begin];
  if (end - begin == 1 && first.kind == Op::Kind::text) return Value::of_text(first.text);
  if (end - begin == 1 && first.kind == Op::Kind::substitution) {
    const StoredValue stored = value(first);
    if (!stored.is_array() && !stored.is_binary_xml()) return to_value(stored.type, stored.bytes(chunk), pool);
  }
  std::string together;  // rare: text with entity references, or beside a substitution
  for (std::uint32_t i = begin; i < end && pool.spend();) {
    const Op& op = ops[i];
    if (op.kind == Op::Kind::text) {
      together += op.text;
    } else if (op.kind == Op::Kind::substitution) {
      const StoredValue stored = value(op);
      if (!stored.is_binary_xml()) append_value(stored, chunk, pool, together);
    }
    i = op.kind == Op::Kind::open ? op.end : i + 1;
  }
  if (together.empty()) return {};
  return Value::of_text(pool.copy(together));
}

SystemPlan SystemPlan::of(Ops ops) {
  SystemPlan plan;
  if (ops.empty() || ops[0].local() != "Event") return plan;
  const std::uint32_t system = child(ops, 0, "System");
  if (system == ops[0].end) return plan;
  for (std::uint32_t i = system + 1; i < ops[system].end;) {
    const Op& op = ops[i];
    if (op.kind == Op::Kind::open) plan_element(plan, ops, i);
    i = op.kind == Op::Kind::open || op.kind == Op::Kind::attribute ? op.end : i + 1;
  }
  plan.found = !plan.event_id.absent();
  return plan;
}

SystemGate SystemGate::of(Ops ops, const SystemPlan& plan) {
  SystemGate gate;
  if (!plan.found) return gate;
  gate.usable = true;
  const auto place = [&](Slot slot, std::uint8_t& out, bool may_be_literal) {
    const bool single = slot.end - slot.begin == 1;
    if (single && ops[slot.begin].kind == Op::Kind::substitution && ops[slot.begin].index < kMostValues) {
      out = static_cast<std::uint8_t>(ops[slot.begin].index);
      gate.needed = std::max(gate.needed, static_cast<std::uint8_t>(out + 1));
    } else if (!may_be_literal || !(slot.absent() || (single && ops[slot.begin].kind == Op::Kind::text))) {
      gate.usable = false;
    }
  };
  place(plan.event_id, gate.event_id, false);
  place(plan.level, gate.level, false);
  place(plan.time, gate.time, false);
  place(plan.provider, gate.provider, true);
  place(plan.channel, gate.channel, true);
  place(plan.computer, gate.computer, true);
  return gate;
}

std::uint64_t number_at(const Filled& event, Slot slot) {
  return slot.absent() ? 0 : event.evaluate(slot.begin, slot.end).integer().value_or(0);
}

std::string_view text_at(const Filled& event, Slot slot) {
  if (slot.absent()) return {};
  const Value value = event.evaluate(slot.begin, slot.end);
  if (value.type == Value::Type::text || value.type == Value::Type::none) return value.text;
  std::string& printed = event.pool.scratch();
  value.append_text(printed);
  return event.pool.copy(printed);
}

std::string_view guid_at(const Filled& event, Slot slot) {
  const std::string_view text = text_at(event, slot);
  if (text.empty() || event.ops[slot.begin].kind == Op::Kind::substitution) return text;
  const std::string lower = to_lower_ascii(text);
  if (lower == text && text.front() == '{') return text;
  return lower.front() == '{' ? event.pool.copy(lower) : event.pool.join("{", lower, "}");
}

FileTime time_at(const Filled& event, Slot slot, FileTime otherwise) {
  if (slot.absent()) return otherwise;
  const Value value = event.evaluate(slot.begin, slot.end);
  if (value.type == Value::Type::time) return value.number != 0 ? FileTime{value.number} : otherwise;
  if (value.type != Value::Type::text) return otherwise;
  return parse_iso8601(value.text).value_or(otherwise);
}

}  // namespace doctor::evtx
