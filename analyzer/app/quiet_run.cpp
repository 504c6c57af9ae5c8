#include "app/quiet_run.h"

#include <algorithm>
#include <string>

#include "base/checksum.h"

namespace doctor {

namespace {

std::string number(std::uint64_t n) {
  return std::to_string(n);
}

}  // namespace

std::uint64_t quiet_question(const Options& o) {
  const bool wants_report = !o.quiet || !o.report_dir.empty() || !o.out_dir.empty() || !o.metrics.empty();
  // --require names what is missing on standard error, --now may be another one in each run, the documents of --rules may have changed.
  const bool differs = !o.require.empty() || o.now.ticks != 0 || !o.rules.empty() || !o.placeholders.empty();
  // Without paths the registry is an input, and is read by whoever judges.
  if (wants_report || differs || o.paths.empty() || o.live_api) return 0;
  Fingerprint digest;
  for (const bool flag : {o.builtin_rules, o.assume_logged, o.strict, o.event_log, !o.on_finding.empty(),
                          o.reading.verify_checksums}) {
    digest.add_field(flag ? "1" : "0");
  }
  digest.add_field(number(static_cast<std::uint64_t>(o.topology)));
  digest.add_field(o.fail_on ? verdict_name(*o.fail_on) : "never");
  digest.add_field(number(o.history.count));
  digest.add_field(number(o.quiet_after.count));
  return std::max<std::uint64_t>(digest.value(), 1);
}

bool only_logs(const Inputs& inputs) {
  return inputs.failures.empty() && !inputs.sources.empty() &&
         std::none_of(inputs.sources.begin(), inputs.sources.end(), [](const auto& source) { return source->undated(); });
}

std::uint64_t digest_of(const std::vector<RunReport::LogNote>& notes) {
  Fingerprint digest;
  for (const RunReport::LogNote& note : notes) {
    digest.add_field(log_note_name(note.kind));
    digest.add_field(note.path);
  }
  return digest.value();
}

}  // namespace doctor
