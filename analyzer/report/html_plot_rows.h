#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "report/html_hosts.h"

namespace doctor {

/// One row of a plot: how many events, bucket by bucket.
struct PlotRow {
  enum class Kind : std::uint8_t { diagnosis, explained, false_alarm, unexplained, others } kind = Kind::explained;
  std::string label;
  std::string severity;    ///< of a diagnosis
  std::size_t number = 0;  ///< of a diagnosis
  bool open = false;       ///< of a diagnosis: it has not recovered
  FileTime first, last;    ///< of a diagnosis: the episode; else the first and last event on the axis
  std::vector<std::uint64_t> counts;
  std::uint64_t total = 0;  ///< sum of `counts`
};

/// Something that was changed: marks of one kind in one bucket are one.
struct PlotMark {
  enum class Kind : std::uint8_t { start, update, certificate, clock, other } kind = Kind::other;
  std::string what;  ///< title of the rule
  FileTime time;     ///< of the first
  std::uint64_t count = 0;
};

struct PlotRows {
  TimeAxis axis;
  std::vector<PlotRow> rows;
  std::vector<PlotMark> marks;  ///< by time
  std::uint64_t biggest = 0;    ///< largest count of all rows
};

/// Rows of one computer: its diagnoses, then the kinds of events that they, the false alarms and the unexplained ones consist of, most frequent
/// first. What is too much for a picture becomes one row ("others"), so that the rows of events hold every finding of theirs on the axis once.
PlotRows plot_rows(const HtmlContext& context, const HostView& host);

}  // namespace doctor
