#pragma once
#include <string>
#include <string_view>

#include "base/text_buffer.h"
#include "event/event.h"

namespace doctor {

/// The first line of a table of events. Columns: docs/dump.md.
std::string_view event_csv_header();

/// Prints events as lines of a table: RFC 4180 with "\n" behind each line. Control characters are made visible, and no cell is a formula
/// for a spreadsheet: one that begins like one gets an apostrophe in front.
/// Threads: one at a time.
class EventCsv {
 public:
  /// `path` is what the last column says. The event's facts are not printed.
  void add(const Event& event, std::string_view path, TextBuffer& out);

 private:
  void data(const Event& event);

  std::string scratch_;
};

/// "critical", "error", "warning", "information" (also for 0, as Event Viewer shows it), "verbose"; others as a number.
std::string level_word(std::uint8_t level);

}  // namespace doctor
