#include "app/log_entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/checksum.h"

namespace doctor {

namespace {

LogEntry entry(LogId id, LogLevel level, std::string text, std::vector<std::string> details) {
  return {static_cast<std::uint32_t>(id), level, std::move(text), std::move(details)};
}

/// Somebody should get up for it: it is serious, and more than a possibility.
bool urgent(const KnownDiagnosis& d) {
  return (d.severity == "critical" || d.severity == "high") && d.verdict <= Verdict::likely;
}

std::string on_computer(std::string_view computer) {
  return computer.empty() ? std::string() : fmt::format(" on {}", computer);
}

std::string moment(FileTime time) {
  return time.ticks == 0 ? "unknown" : to_iso8601_millis(time);
}

LogEntry trouble(LogId id, LogLevel level, std::string text, std::string_view what, std::string_view computer,
                 std::string_view reason) {
  return entry(id, level, std::move(text), {std::string(what), std::string(computer), std::string(reason)});
}

/// The same for the same trouble in every run: its reason may name times.
std::uint64_t key_of(const LogEntry& e) {
  Fingerprint key;
  key.add_field(std::to_string(e.id));
  key.add_field(e.details[0]);
  key.add_field(e.details[1]);
  return key.value();
}

void add_inputs(const Report& report, std::vector<LogEntry>& out) {
  for (const InputResult& input : report.scan.inputs) {
    if (input.error.empty()) continue;
    out.push_back(trouble(LogId::log_blind, LogLevel::warning,
                          fmt::format("cannot read the log '{}': {}", input.path, input.error), input.path, "", input.error));
  }
  std::set<std::pair<std::string_view, std::string_view>> told;  // one log keeps many diagnoses from being judged
  for (const NotAssessable& n : report.assessment.not_assessable) {
    if (!n.blind || !told.insert({n.needs, n.computer}).second) continue;
    std::string text = fmt::format("the log '{}'{} cannot show what it is needed for: {}", n.needs, on_computer(n.computer),
                                   n.because);
    if (!n.enable.empty()) text += fmt::format("; to switch it on: {}", n.enable);
    out.push_back(trouble(LogId::log_blind, LogLevel::warning, std::move(text), n.needs, n.computer, n.because));
  }
}

LogEntry entry_of_note(const RunReport::LogNote& note) {
  const std::string since = moment(note.since);
  switch (note.kind) {
    case RunReport::LogNote::Kind::vanished:
      return trouble(LogId::log_still, LogLevel::warning,
                     fmt::format("the log '{}' is gone; it was last seen at {}", note.path, since), note.path, "", "gone");
    case RunReport::LogNote::Kind::overwritten:
      return trouble(LogId::log_lost, LogLevel::warning,
                     fmt::format("at least {} events of the log '{}' were overwritten since {} before anybody read them",
                                 note.records, note.path, since),
                     note.path, "", "overwritten");
    case RunReport::LogNote::Kind::stands_still:
      break;
  }
  return trouble(LogId::log_still, LogLevel::warning,
                 fmt::format("nothing was written to the log '{}' since {}", note.path, since), note.path, "", "stands still");
}

}  // namespace

LogEntry entry_of(const Notice& notice) {
  const KnownDiagnosis& d = notice.about;
  const std::string_view verdict = verdict_name(d.verdict);
  std::vector<std::string> details{
      d.id, d.computer, std::string(verdict), d.severity, std::to_string(notice.number), fmt::format("{:016x}", d.fingerprint)};
  const std::string what = fmt::format("{}{} ({}, {})", d.title, on_computer(d.computer), verdict, d.severity);
  const std::string names = fmt::format("{}, notice {}", d.id, notice.number);
  if (notice.kind == Notice::Kind::recovered) {
    return entry(LogId::recovered, LogLevel::information,
                 fmt::format("recovered: {}, last event {} [{}]", what, moment(d.last), names), std::move(details));
  }
  return entry(LogId::found, urgent(d) ? LogLevel::error : LogLevel::warning,
               fmt::format("new: {}, first event {} [{}]", what, moment(d.first), names), std::move(details));
}

LogEntry entry_of_run(const RunReport& run, int exit_code) {
  return entry(LogId::run_finished, LogLevel::information,
               fmt::format("run {} finished: {} new, {} still open, {} recovered (exit code {})", run.number,
                           run.count(Change::fresh), run.count(Change::still_open), run.count(Change::ended), exit_code),
               {std::to_string(run.number), std::to_string(exit_code)});
}

std::vector<LogEntry> new_troubles(const Report& report, std::string_view state_damaged,
                                   std::vector<std::uint64_t>& known) {
  std::vector<LogEntry> all;
  add_inputs(report, all);
  if (report.run) {
    for (const RunReport::LogNote& note : report.run->logs) all.push_back(entry_of_note(note));
  }
  const std::set<std::uint64_t> before(known.begin(), known.end());
  std::set<std::uint64_t> now;
  std::vector<LogEntry> fresh;
  if (!state_damaged.empty()) {
    fresh.push_back(trouble(LogId::state_damaged, LogLevel::error,
                            fmt::format("the state of earlier runs cannot be used: {}", state_damaged), "state", "",
                            state_damaged));
  }
  std::size_t more = 0;
  for (LogEntry& e : all) {
    const std::uint64_t key = key_of(e);
    // Events that were lost are lost anew in each run; everything else lasts.
    const bool lasts = e.id != static_cast<std::uint32_t>(LogId::log_lost);
    if (!now.insert(key).second || (lasts && before.contains(key))) continue;
    if (fresh.size() < kMostTroubles) {
      fresh.push_back(std::move(e));
    } else {
      ++more;
    }
  }
  if (more > 0) {
    fresh.push_back(trouble(LogId::log_blind, LogLevel::warning,
                            fmt::format("{} more logs cannot be read, are blind or stand still: see the report", more),
                            "", "", "more"));
  }
  known.assign(now.begin(), now.end());
  return fresh;
}

}  // namespace doctor
