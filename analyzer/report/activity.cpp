#include "report/activity.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kValues = 120;  // of a finding, on one line

std::string named(const Nearby& one) {
  std::string out = one.title;
  if (!one.values.empty()) out.append(" (").append(prefix(one.values, kValues)).append(")");
  return out;
}

/// A way to say how much later something came.
std::string later(FileTime from, FileTime to) {
  return to.ticks < from.ticks + kTicksPerSecond ? "at once" : to_words(Ticks{to.ticks - from.ticks});
}

}  // namespace

std::string rhythm_text(const Rhythm& rhythm, const TextStyle& style) {
  if (rhythm.events < 2) return {};
  const std::string pattern = pattern_text(rhythm, style);
  return counted(rhythm.events, "event", "events") + (pattern.empty() ? "" : ", ") + pattern;
}

std::string interval_text(const Rhythm& rhythm) {
  if (rhythm.events < 2) return {};
  const bool grouped_up = rhythm.clusters * 2 <= rhythm.events;
  if (rhythm.interval.count != 0) {
    return fmt::format("{} every {}", grouped_up ? "a group" : "one", to_words(rhythm.interval));
  }
  if (rhythm.clusters == 1) return rhythm.span_hours <= 1 ? "close together" : "without a pause";
  return grouped_up ? fmt::format("in {} groups", grouped(rhythm.clusters)) : std::string();
}

std::string pattern_text(const Rhythm& rhythm, const TextStyle& style) {
  std::string out = interval_text(rhythm);
  if (rhythm.span_hours >= 3) {
    out += fmt::format("{}in {} of {} hours, most in that of {} ({})", out.empty() ? "" : "; ", grouped(rhythm.active_hours),
                       grouped(rhythm.span_hours), moment_text(rhythm.busiest_hour, style), grouped(rhythm.busiest));
  }
  return out;
}

std::string changes_text(const Activity& activity, FileTime first) {
  std::string out;
  for (const Nearby& change : activity.changes) {
    const std::string when = later(change.time, first);
    out += fmt::format("{}{} after: {}", out.empty() ? "" : "; ", when == "at once" ? "directly" : when, named(change));
  }
  if (!out.empty() && activity.log_begins) out += "; the log does not reach further back";
  return out;
}

std::string impact_text(const Activity& activity, FileTime first) {
  std::string out;
  for (const Nearby& one : activity.impact) {
    const std::string when = later(first, one.time);
    out += fmt::format("{}{}{}, {}", out.empty() ? "" : "; ", named(one),
                       one.count > 1 ? fmt::format(", {} times", grouped(one.count)) : "",
                       when == "at once" ? "at the same time" : when + " after the first event");
  }
  if (out.empty() && activity.impact_visible) out = "no service of this computer is seen to fail meanwhile";
  return out;
}

}  // namespace doctor
