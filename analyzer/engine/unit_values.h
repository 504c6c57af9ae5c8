#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/compile.h"
#include "engine/scan.h"

namespace doctor {

/// A finding or a firing, as a correlation sees it.
struct Unit {
  bool is_firing = false;
  std::uint32_t index = 0;
};

/// The values of findings and firings that correlations group by or count. Lifetime: of the scan.
class UnitValues {
 public:
  explicit UnitValues(const ScanResult& scan) : scan_(scan) {}

  /// Calls take(text) for each value of that source.
  template <class Take>
  void each(const Unit& unit, const ValueSource& source, Take take) const {
    const Finding* finding = unit.is_firing ? nullptr : &scan_.findings[unit.index];
    const Firing* firing = unit.is_firing ? &scan_.firings[unit.index] : nullptr;
    switch (source.kind) {
      case ValueSource::Kind::computer:
        return take_if(scan_.strings[finding != nullptr ? finding->computer : firing->computer], take);
      case ValueSource::Kind::channel:
        return take_if(scan_.strings[finding->channel], take);
      case ValueSource::Kind::provider:
        return take_if(scan_.strings[finding->provider], take);
      case ValueSource::Kind::event_id:
        return take(std::string_view(std::to_string(finding->event_id)));
      case ValueSource::Kind::kept:
      case ValueSource::Kind::grouped:
        for (const std::string_view v :
             values_of(scan_.strings[finding != nullptr ? finding->values : firing->group], source.index)) {
          take(v);
        }
    }
  }

  /// What decides the values of a source: equal numbers, equal values. Saves building texts for a million equal findings.
  std::uint64_t cause(const Unit& unit, const ValueSource& source) const {
    if (unit.is_firing) return unit.index;
    const Finding& f = scan_.findings[unit.index];
    switch (source.kind) {
      case ValueSource::Kind::computer:
        return f.computer;
      case ValueSource::Kind::channel:
        return f.channel;
      case ValueSource::Kind::provider:
        return f.provider;
      case ValueSource::Kind::event_id:
        return f.event_id;
      case ValueSource::Kind::kept:
      case ValueSource::Kind::grouped:
        return f.values;
    }
    return 0;
  }

 private:
  template <class Take>
  static void take_if(std::string_view text, Take& take) {
    if (!text.empty()) take(text);
  }

  const ScanResult& scan_;
};

}  // namespace doctor
