#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace doctor::test {

/// A FileTime from "2015-06-01T07:00:00Z".
FileTime at(std::string_view iso8601);

/// A report without anything in it but the version.
Report empty_report();

/// Adds a readable input with so many events of one channel and computer, one a second from 2015-06-01 07:00.
InputResult& add_input(Report& report, const std::string& path, const std::string& channel, const std::string& computer,
                       std::uint64_t events);

/// Adds a finding of the first input and returns its index.
std::uint32_t add_finding(Report& report, std::uint32_t event_id, std::string_view provider, FileTime time,
                          std::uint64_t record_id);

/// A front end whose CA signs with MD5: one likely diagnosis with everything a diagnosis can have, a rival, a false alarm, an unexplained
/// event, a missing log, a damaged and an unreadable input, a rule problem. The sums add up.
Report md5_report();

/// The same report with every text that can come from a log, a file name or somebody's rules replaced by `text`.
Report hostile_report(const std::string& text);

std::vector<std::string> lines_of(const std::string& text);

}  // namespace doctor::test
