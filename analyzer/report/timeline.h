#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "report/layout.h"
#include "report/page.h"
#include "report/time_axis.h"

namespace doctor {

/// One character per number, as high as it is beside the largest of them: blocks of Unicode, or " .:-=+*#" in ASCII. 0 is a blank, all else can
/// be seen.
std::string activity_line(std::span<const std::uint64_t> counts, bool blocks);

/// The section "Timeline": one line of activity for every diagnosis that has events with a time, all on one axis whose begin and end stand
/// in the heading; below it a mark where something was changed. Nothing if there is no such diagnosis, or no more than one moment.
void write_timeline(const Report& report, const EventTimes& times, const Layout& layout, const TextStyle& style,
                    Page& page);

}  // namespace doctor
