#include "report/event_text.h"

#include <fmt/format.h>

#include "report/event_csv.h"
#include "report/event_sentence.h"
#include "report/style.h"
#include "report/words.h"
#include "report/wrap.h"

namespace doctor {

namespace {

constexpr unsigned kIndent = 4;  // of what goes on below

Ink ink_of_level(std::uint8_t level) {
  return level == 1 || level == 2 ? Ink::red : level == 3 ? Ink::orange : Ink::plain;
}

}  // namespace

const std::string& EventText::moment(FileTime time) {
  const std::uint64_t second = time.ticks / kTicksPerSecond;
  if (moment_.empty() || second != second_ || time.ticks == 0) moment_ = moment_text(time, style_);
  second_ = second;
  return moment_;
}

void EventText::add(const Event& event, TextBuffer& out) {
  Line line(moment(event.time));
  line.add(" ").add(level_word(event.level), ink_of_level(event.level));
  line.add(" ").add(event.provider, Ink::bold).add(fmt::format(" {}", event.event_id), Ink::bold);
  if (!event.computer.empty()) line.add(" on ").add(event.computer);
  line.add(", ").add(event.channel).add(fmt::format(" record {}", event.record_id));
  if (event.carved) line.add(" (carved)");
  line.add(": ").add(event_sentence(event, knowledge_));
  if (style_.width == kUnwrapped) {
    out += inked(line.marked(), style_.colours);
  } else {
    // Wrapped as if all lines were indented, so that none is too long; the first then loses its blanks.
    const std::string text = wrap(line.marked(), style_.width, kIndent);
    out += inked(std::string_view(text).substr(text.empty() ? 0 : kIndent), style_.colours);
  }
  out += '\n';
}

std::string event_text_heading(std::string_view path, const TextStyle& style) {
  Line line(path, Ink::bold);
  return inked(line.add(":").marked(), style.colours) + "\n";
}

}  // namespace doctor
