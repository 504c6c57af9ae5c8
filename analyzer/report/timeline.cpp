#include "report/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "report/display_width.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kMostColumns = 72;  // more does not tell more
constexpr std::size_t kFewColumns = 30;   // fewer do not leave room for a label beside them
constexpr std::size_t kLeastColumns = 8;
constexpr std::size_t kMostRows = 20;  // unless all are asked for
constexpr unsigned kNumber = 4;        // columns of "12. "
constexpr unsigned kFrame = 2;         // the bars around a line

struct TimelineRow {
  std::string number;  ///< "1. "; empty for the same diagnosis on a further computer
  std::string label;
  const Diagnosis* diagnosis = nullptr;
};

std::vector<TimelineRow> rows_of(const Layout& layout) {
  std::vector<TimelineRow> rows;
  for (std::size_t i = 0; i < layout.sections.size(); ++i) {
    const Layout::Section& section = layout.sections[i];
    rows.push_back({fmt::format("{}.", i + 1), {}, section.main});
    for (const Diagnosis* d : section.same) rows.push_back({{}, {}, d});
  }
  for (TimelineRow& row : rows) row.label = printable(row.diagnosis->computer);
  return rows;
}

/// What the diagnosis accounts for; if that is another's, its evidence.
std::vector<std::string> signals_of(const Diagnosis& d) {
  std::vector<std::string> signals;
  for (const auto& [signal, n] : d.explains) signals.push_back(signal);
  if (!signals.empty()) return signals;
  for (const Evidence& e : d.evidence_for) signals.push_back(e.signal);
  return signals;
}

std::size_t longest_label(const std::vector<TimelineRow>& rows) {
  std::size_t most = 0;
  for (const TimelineRow& row : rows) most = std::max(most, display_width(row.label));
  return most;
}

/// A caret in each column in which something was changed before the trouble; empty if nothing was.
std::string change_marks(const std::vector<TimelineRow>& rows, const TimeAxis& axis) {
  std::string marks(axis.buckets, ' ');
  bool any = false;
  for (const TimelineRow& row : rows) {
    for (const Nearby& change : row.diagnosis->activity.changes) {
      if (!axis.holds(change.time)) continue;
      marks[axis.bucket(change.time)] = '^';
      any = true;
    }
  }
  return any ? marks : std::string();
}

}  // namespace

std::string activity_line(std::span<const std::uint64_t> counts, bool blocks) {
  static constexpr std::array<std::string_view, 9> kBlocks = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static constexpr std::array<std::string_view, 8> kAscii = {" ", ".", ":", "-", "=", "+", "*", "#"};
  const std::span<const std::string_view> heights = blocks ? std::span<const std::string_view>(kBlocks) : kAscii;
  const std::uint64_t steps = heights.size() - 1;
  const std::uint64_t most = counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
  std::string out;
  for (const std::uint64_t count : counts) {
    // In floating point, because a count times the steps may be too large; only multiples of 1/8 matter.
    const double height =
        most == 0 ? 0 : static_cast<double>(count) * static_cast<double>(steps) / static_cast<double>(most);
    auto step = static_cast<std::size_t>(height + 0.5);
    if (count > 0) step = std::max<std::size_t>(step, 1);
    out += heights[std::min<std::size_t>(step, steps)];
  }
  return out;
}

void write_timeline(const Report& report, const EventTimes& times, const Layout& layout, const TextStyle& style,
                    Page& page) {
  std::vector<TimelineRow> rows = rows_of(layout);
  std::erase_if(rows, [](const TimelineRow& row) { return row.diagnosis->first.ticks == 0; });
  if (rows.empty()) return;
  const std::size_t hidden = style.all || rows.size() <= kMostRows ? 0 : rows.size() - kMostRows;
  rows.resize(rows.size() - hidden);

  const std::size_t room = std::max<std::size_t>(page.width(), kNumber + kFrame + kLeastColumns) - kNumber - kFrame;
  const std::size_t beside = longest_label(rows) + 1;
  const bool labels_fit = room >= kFewColumns + beside;
  const auto columns = static_cast<std::uint32_t>(std::min(labels_fit ? room - beside : room, kMostColumns));
  const TimeAxis axis = time_axis(report, columns);
  if (axis.buckets < 2) return;

  std::vector<std::string> lines;
  bool any = false;
  for (const TimelineRow& row : rows) {
    const auto counts = times.count(axis, signals_of(*row.diagnosis), row.diagnosis->computer);
    any = any || std::any_of(counts.begin(), counts.end(), [](std::uint64_t n) { return n > 0; });
    lines.push_back("|" + activity_line(counts, style.blocks) + "|");
  }
  if (!any) return;

  page.heading(fmt::format("Timeline, {} to {}; a column is {}", moment_text(axis.begin, style),
                           moment_text(axis.end(), style), to_words(axis.step)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!labels_fit) page.paragraph(Line(rows[i].label, Ink::muted), kNumber);
    Line line(fmt::format("{:>{}} ", rows[i].number, kNumber - 1));
    line.add(lines[i]);
    if (labels_fit && !rows[i].label.empty()) line.add(" ").add(rows[i].label, Ink::muted);
    page.row(line, 0);
  }
  if (hidden > 0)
    page.paragraph(Line("... and " + counted(hidden, "more line", "more lines") + "; --all shows them", Ink::muted),
                   kNumber);
  const std::string marks = change_marks(rows, axis);
  if (!marks.empty())
    page.row(Line(marks.substr(0, marks.find_last_not_of(' ') + 1) + " changed", Ink::muted), kNumber + 1);
}

}  // namespace doctor
