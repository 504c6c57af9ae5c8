#pragma once
#include <string>
#include <vector>

#include "report/time_axis.h"

namespace doctor {

/// A mark on the axis of a plot.
struct PlotTick {
  FileTime time;
  std::string label;                          ///< "07:30", "07:30:15" or "2015-06-01"
  std::string date;                           ///< below the first one, and where a day begins; else empty
  bool near_begin = false, near_end = false;  ///< so near that a centred label would leave the plot
};

/// A few ticks at round times of the zone in which `style` tells times.
std::vector<PlotTick> plot_ticks(const TimeAxis& axis, const TextStyle& style);

/// "times in UTC" or "times as on this machine (+02:00)".
std::string zone_words(const TimeAxis& axis, const TextStyle& style);

/// Where a moment lies on the axis: "12.345%"; and how long a span is. What lies outside is at the end.
std::string percent_of(const TimeAxis& axis, FileTime time);
std::string percent_between(const TimeAxis& axis, FileTime from, FileTime to);

}  // namespace doctor
