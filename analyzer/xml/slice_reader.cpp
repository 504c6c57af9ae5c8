#include "xml/slice_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "xml/peek.h"

namespace doctor::xml {

namespace {

struct FlawText {
  std::string_view code;
  std::string_view message;
  std::string_view help;
};

FlawText text_of(Flaw flaw) {
  switch (flaw) {
    case Flaw::cut_off:
      return {"xml-event-cut", "an event breaks off before its end", "export the log again"};
    case Flaw::too_long:
      return {"xml-event-too-long", "an event is longer than 1 MiB; it was skipped", ""};
    case Flaw::too_deep:
      return {"xml-nesting", "an event nests more than 64 elements; it was skipped", ""};
    case Flaw::declaration:
      return {"xml-declaration", "a DOCTYPE or ENTITY declaration was refused; no export contains one", ""};
    case Flaw::malformed:
      return {"xml-event-malformed", "an event was skipped: its tags do not fit together", ""};
    case Flaw::none:
    case Flaw::garbage:
      break;
  }
  return {"xml-garbage", "text that is no event was skipped", ""};
}

}  // namespace

void SliceReader::read(const Slice& slice, bool last) {
  where_.offset = slice.offset;
  where_.line = slice.line;
  if (slice.too_long) {
    damage(Flaw::too_long, slice.size);
    return;
  }
  std::uint64_t unread = 0;
  const std::span<char> text = load(slice, unread);
  Splitter splitter({text.data(), text.size()}, last ? Tail::nothing : Tail::slice);
  Piece next;
  while (splitter.next(next)) {
    const std::span<char> part = text.subspan(next.begin, next.size);
    const std::string_view view(part.data(), part.size());
    const std::uint64_t bytes = encoded_size(encoding_, view);
    const std::uint32_t lines = count_lines(view);
    piece(next, part, bytes);
    where_.offset += bytes;
    where_.line += lines;
  }
  if (unread > 0) {
    out_.coverage.damaged += unread;
    report("xml-short-read", Severity::error, unread,
           fmt::format("{} bytes could not be read or are half a character", unread));
  }
  if (replaced_ > 0) {
    where_ = first_replaced_;
    report("xml-text-replaced", Severity::note, 0,
           fmt::format("{} control characters or malformed bytes were replaced by U+FFFD", replaced_));
  }
}

/// The slice as UTF-8 in the batch's memory. `unread`: bytes of the slice that no character came of.
std::span<char> SliceReader::load(const Slice& slice, std::uint64_t& unread) {
  std::vector<std::byte>& raw = out_.raw();
  raw.resize(static_cast<std::size_t>(slice.size));
  std::size_t got = 0;
  while (got < raw.size()) {
    const auto n = input_.read_at(slice.offset + got, std::span(raw).subspan(got));
    if (!n || *n == 0) break;
    got += *n;
  }
  raw.resize(got);
  unread = slice.size - got;
  if (encoding_ == Encoding::utf8) return {reinterpret_cast<char*>(raw.data()), raw.size()};
  std::string utf8;
  unread += got - decode(encoding_, raw, true, utf8);
  return in_arena(utf8);
}

std::span<char> SliceReader::in_arena(std::string_view text) {
  if (text.empty()) return {};
  char* copy = static_cast<char*>(out_.arena().allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void SliceReader::piece(const Piece& piece, std::span<char> text, std::uint64_t bytes) {
  switch (piece.kind) {
    case PieceKind::header:
      out_.coverage.header += bytes;
      break;
    case PieceKind::blank:
      out_.coverage.slack += bytes;
      break;
    case PieceKind::damaged:
      damage(piece.flaw, bytes);
      break;
    case PieceKind::event:
      if (const std::string_view problem = event(text); problem.empty()) {
        out_.coverage.records += bytes;
      } else {
        damage(Flaw::malformed, bytes, problem);
      }
      break;
  }
}

/// Counts the event and, if it is wanted, delivers it. Returns why it is none, or nothing.
std::string_view SliceReader::event(std::span<char> text) {
  const auto seen = peek({text.data(), text.size()});
  if (seen &&
      !wanted_.wants(seen->event_id, seen->time, seen->provider, seen->channel)) {
    out_.extents.count(seen->computer, seen->channel, seen->provider, seen->level, seen->time);
    return {};
  }
  return parse(cleaned(text));
}

std::string_view SliceReader::parse(std::span<char> text) {
  Event event;
  event.origin = where_;
  const EventParser::Outcome outcome = parser_.parse(text, out_, event);
  if (!outcome.problem.empty()) return outcome.problem;
  out_.extents.count(event.computer, event.channel, event.provider, event.level, event.time);
  if (outcome.fields_left_out) {
    report("xml-event-fields", Severity::warning, 0,
           "an event's fields have unreasonably long paths; some were left out");
  }
  if (wanted_.wants(event)) out_.add(event);
  return {};
}

/// The text without what the parser cannot take.
std::span<char> SliceReader::cleaned(std::span<char> text) {
  const std::string_view view(text.data(), text.size());
  if (is_clean(view)) return text;
  std::string clean;
  const std::size_t n = append_clean(view, clean);
  if (replaced_ == 0) first_replaced_ = where_;
  replaced_ += n;
  return in_arena(clean);
}

/// `problem`: what is wrong with an event that the splitter took for whole.
void SliceReader::damage(Flaw flaw, std::uint64_t bytes, std::string_view problem) {
  out_.coverage.damaged += bytes;
  const FlawText text = text_of(flaw);
  std::string message = problem.empty() ? std::string(text.message) : fmt::format("an event was skipped: {}", problem);
  report(text.code, Severity::warning, bytes, std::move(message), std::string(text.help));
}

void SliceReader::report(std::string_view code, Severity severity, std::uint64_t bytes_lost, std::string message,
                         std::string help) {
  out_.damage.add({code, severity, where_, bytes_lost, std::move(message), std::move(help)});
}

}  // namespace doctor::xml
