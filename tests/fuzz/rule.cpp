#include <cstdint>
#include <cstdlib>
#include <string>

#include "engine/load.h"
#include "engine/matcher.h"

namespace {

using namespace doctor;

constexpr const char* kLogSources =
    "services:\n  system: {channels: [System]}\ncategories:\n  process_creation: {channels: [System], event_ids: "
    "[1]}\n";

// One event with a value of each type, that rules of the corpus ask about.
const Event& sample() {
  static const Field fields[] = {
      {"AlertDesc", "AlertDesc", Value::of_text("40")},
      {"CommandLine", "CommandLine", Value::of_text("certutil.exe /decode a* b\\c Straße")},
      {"Ip", "Ip", Value::of_text("10.0.0.7")},
      {"Number", "Number", Value::of_unsigned(0xffffffffffffffff, true)},
      {"Negative", "Negative", Value::of_signed(-5)},
      {"Null", "Null", Value{}},
      {"Data", "Data[0]", Value::of_text("first")},
      {"Data", "Data[1]", Value::of_text("second")},
  };
  static const Event event = [] {
    Event e;
    e.time.ticks = 130'776'156'000'000'000;
    e.record_id = 1;
    e.event_id = 1;
    e.provider = "Schannel";
    e.channel = "System";
    e.computer = "FE01.contoso.local";
    e.data = fields;
    return e;
  }();
  return event;
}

}  // namespace

/// Reads the input as one rule document and, if it loads, tries it on an event. Whatever it holds: a document is either honoured or
/// refused with a reason, and what may not match must not match.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 16 * 1024) return 0;
  DataStore store;
  store.add("logsources.yml", kLogSources);
  store.add("signals/rule.yml", "title: x\n" + std::string(reinterpret_cast<const char*>(data), size));
  store.add("signals/plain.yml", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics problems;
  const LoadedRules loaded = load_rules(store, problems);
  if (loaded.refused > 0 && problems.count(Severity::error) == 0) std::abort();
  Matcher matcher(loaded.rules);
  StringPool strings;
  std::vector<Finding> findings;
  const bool may_match = matcher.may_match(sample());
  matcher.match(sample(), strings, findings);
  if (!may_match && !findings.empty()) std::abort();
  const Prefilter wanted = loaded.rules.prefilter();
  if (!findings.empty() && !wanted.wants(sample())) std::abort();
  return 0;
}
