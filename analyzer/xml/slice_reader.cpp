#include "xml/slice_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "xml/count.h"
#include "xml/encoding.h"
#include "xml/json_printer.h"
#include "xml/peek.h"
#include "xml/xml_printer.h"

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

SliceMemory& SliceMemory::of(EventBatch& batch) {
  auto* known = dynamic_cast<SliceMemory*>(batch.reader.get());
  if (known != nullptr) return *known;
  auto made = std::make_unique<SliceMemory>();
  SliceMemory& memory = *made;
  batch.reader = std::move(made);
  return memory;
}

void SliceReader::read(const Start& start) {
  SliceText& text = memory_.text;
  where_.offset = start.offset;
  where_.line = static_cast<std::uint32_t>(start.line);
  at_ = known_ = text.first();
  for (const Piece& next : text.pieces()) {
    at_ = next.begin;
    piece(next);
    at_ = next.begin + next.size;
  }
  memory_.tally.flush(out_.extents);
  if (const std::uint64_t unread = text.unread(); unread > 0) {
    out_.coverage.damaged += unread;
    report("xml-short-read", Severity::error, unread,
           fmt::format("{} bytes could not be read or are half a character", unread));
  }
  if (replaced_ > 0) {
    out_.damage.add({"xml-text-replaced", Severity::note, first_replaced_, 0,
                     fmt::format("{} control characters or malformed bytes were replaced by U+FFFD", replaced_), ""});
  }
}

/// The place of the piece at hand.
const Location& SliceReader::here() {
  where_.offset += memory_.text.bytes(known_, at_);
  where_.line += count_lines(memory_.text.text(known_, at_));
  known_ = at_;
  return where_;
}

void SliceReader::piece(const Piece& piece) {
  const std::uint64_t bytes = memory_.text.bytes(piece);
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
      if (const std::string_view problem = event(memory_.text.text(piece)); problem.empty()) {
        out_.coverage.records += bytes;
      } else {
        damage(Flaw::malformed, bytes, problem);
      }
      break;
  }
  if (rewritten_) {
    where_ = behind_;
    known_ = piece.begin + piece.size;
    rewritten_ = false;
  }
}

void SliceReader::about_to_rewrite(std::span<const char> text) {
  behind_ = here();
  behind_.offset += memory_.text.bytes(at_, at_ + text.size());
  behind_.line += count_lines({text.data(), text.size()});
  rewritten_ = true;
}

/// Counts the event and, if it is wanted, delivers or prints it. Returns why it is none, or nothing.
std::string_view SliceReader::event(std::span<char> text) {
  const std::string_view view(text.data(), text.size());
  // Where one event was plain and wanted, the next one is, as a rule: then a look ahead would only read its System element twice.
  if (plain_and_wanted_ && is_clean(view) && plain_event(view)) return {};
  const auto seen = wanted_.wants_every_header() ? std::nullopt : peek(view);
  if (!seen || (wanted_.wants(seen->event_id, seen->time, seen->provider, seen->channel) &&
                wanted_.wants_record(seen->level, seen->record_id) &&
                wanted_.wants_names(seen->provider, seen->channel, seen->computer))) {
    return parse(text);
  }
  memory_.tally.count(seen->computer, seen->channel, seen->provider, seen->level, seen->time);
  if (out_.want_marks) out_.marks.push_back({seen->record_id, seen->time, here().offset});
  return {};
}

std::string_view SliceReader::parse(std::span<char> text) {
  here();
  const std::span<char> clean = cleaned(text);
  if (render_ == nullptr && plain_event({clean.data(), clean.size()})) return {};
  about_to_rewrite(text);
  Event event;
  event.origin = where_;
  const std::string_view problem = memory_.parser.parse_system(clean, out_, event);
  if (problem.empty()) deliver(event);
  return problem;
}

/// Reads an event without a tree. False: nothing has happened, and parse() has to.
bool SliceReader::plain_event(std::string_view text) {
  Event event;
  event.origin = here();
  plain_and_wanted_ = memory_.parser.parse_plainly(text, out_, event);
  if (!plain_and_wanted_) return false;
  plain_and_wanted_ = deliver(event);
  return true;
}

/// Counts it, and hands it on if it is wanted: then true.
bool SliceReader::deliver(Event& event) {
  memory_.tally.count(event.computer, event.channel, event.provider, event.level, event.time);
  if (out_.want_marks) out_.marks.push_back({event.record_id, event.time, event.origin.offset});
  const bool wanted =
      wanted_.wants_every_header() || (wanted_.wants(event.event_id, event.time, event.provider, event.channel) &&
                                       wanted_.wants_record(event.level, event.record_id) &&
                                       wanted_.wants_names(event.provider, event.channel, event.computer));
  if (!wanted) return false;
  if ((render_ == nullptr || wanted_.wants_text()) && !memory_.parser.collect_fields(out_, event)) {
    report("xml-event-fields", Severity::warning, 0,
           "an event's fields have unreasonably long paths; some were left out");
  }
  if (!wanted_.has_wanted_text(event)) return false;
  if (render_ == nullptr) {
    out_.add(event);
  } else if (render_->wants(event.origin.offset)) {
    print();
  }
  return true;
}

void SliceReader::print() {
  out_.rendered += render_->before;
  if (render_->format == RenderFormat::xml) {
    print_xml(memory_.parser.root(), out_.rendered);
  } else {
    print_json(memory_.parser.root(), out_.rendered);
  }
  out_.rendered += render_->after;
  ++out_.events_rendered;
}

/// The text without what the parser cannot take.
std::span<char> SliceReader::cleaned(std::span<char> text) {
  const std::string_view view(text.data(), text.size());
  if (is_clean(view)) return text;
  std::string clean;
  const std::size_t n = append_clean(view, clean);
  if (replaced_ == 0) first_replaced_ = where_;
  replaced_ += n;
  char* copy = static_cast<char*>(out_.arena().allocate(clean.size(), 1));
  std::memcpy(copy, clean.data(), clean.size());
  return {copy, clean.size()};
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
  out_.damage.add({code, severity, here(), bytes_lost, std::move(message), std::move(help)});
}

}  // namespace doctor::xml
