#pragma once
#include <limits>
#include <string>
#include <string_view>

#include "base/text_buffer.h"
#include "event/event.h"
#include "report/report.h"

namespace doctor {

/// No end of a line: for files and pipes, where a line is an event.
inline constexpr unsigned kUnwrapped = std::numeric_limits<unsigned>::max();

/// Prints events for people, one after the other: time, level, source, computer and record, then what the event says (report/event_sentence.h).
/// A line each; on a narrow terminal what does not fit goes on below, indented.
/// Lifetime: refers to the style and the knowledge base. Threads: one at a time.
class EventText {
 public:
  EventText(const TextStyle& style, const KnowledgeBase& knowledge) : style_(style), knowledge_(knowledge) {}

  /// The event's facts count: they must be there.
  void add(const Event& event, TextBuffer& out);

 private:
  const std::string& moment(FileTime time);

  const TextStyle& style_;
  const KnowledgeBase& knowledge_;
  std::uint64_t second_ = 0;  ///< of moment_
  std::string
      moment_;  ///< the last time that was printed: asking the system for its zone takes longer than all the rest
};

/// The line before the events of an input, where there are several.
std::string event_text_heading(std::string_view path, const TextStyle& style);

}  // namespace doctor
