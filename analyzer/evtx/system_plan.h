#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "event/event.h"
#include "evtx/binxml.h"
#include "evtx/text_pool.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// The operations that make up one value, as a range of its program. Empty: there is no such value.
struct Slot {
  std::uint32_t begin = 0, end = 0;

  bool absent() const { return begin == end; }
};

/// A program with the values for its substitutions, and what is needed to make values of them.
struct Filled {
  Ops ops;
  std::span<const StoredValue> values;
  ByteView chunk;
  TextPool& pool;

  /// The value that a substitution stands for; null if there is none of that index.
  StoredValue value(const Op& substitution) const {
    return substitution.index < values.size() ? values[substitution.index] : StoredValue{};
  }
  /// The value of operations [begin, end) together: typed if it is one substitution, else text. Elements inside are left out.
  Value evaluate(std::uint32_t begin, std::uint32_t end) const;
};

/// Where the fields of <System> are found in a program that begins with <Event>: made once for a template, so that the few
/// values that decide about a record are read without walking it.
struct SystemPlan {
  bool found = false;  ///< there is an Event/System with an EventID
  Slot provider, provider_guid, event_source, event_id, qualifiers, version, level, task, opcode, keywords, time,
      record_id, activity, related_activity, process, thread, channel, computer, user;

  static SystemPlan of(Ops ops);
};

/// Where the values that decide about a record stand among the substitutions of a template, for those that need no more than to look
/// there: nearly all.
struct SystemGate {
  static constexpr std::uint8_t kLiteral = 0xff;  ///< written in the template, or absent
  static constexpr std::size_t kMostValues = 24;  ///< Windows has 18 or 20

  bool usable = false;
  std::uint8_t event_id = 0, level = 0, time = 0;
  std::uint8_t provider = kLiteral, channel = kLiteral, computer = kLiteral;
  std::uint8_t needed = 0;  ///< how many values, from the first, hold all of them

  static SystemGate of(Ops ops, const SystemPlan& plan);
};

/// A whole number at `slot`, 0 if there is none or it is no number.
std::uint64_t number_at(const Filled& event, Slot slot);
/// Text at `slot` in the arena; what is not text is printed.
std::string_view text_at(const Filled& event, Slot slot);
/// A GUID at `slot` as "{...}" in lower case.
std::string_view guid_at(const Filled& event, Slot slot);
/// A time at `slot`, or the given one if there is none or it is 0.
FileTime time_at(const Filled& event, Slot slot, FileTime otherwise);

}  // namespace doctor::evtx
