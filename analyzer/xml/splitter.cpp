#include "xml/splitter.h"

#include <algorithm>
#include <array>

#include "xml/plain_event.h"

namespace doctor::xml {

namespace {

/// What a character can be to the splitter; a table, since every byte of a tag is looked at.
enum Class : std::uint8_t { kSpace = 1, kBeginsName = 2, kEndsName = 4, kTagMark = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](std::string_view characters, int flags) {
    for (const char c : characters) classes[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(flags);
  };
  mark(" \t\n\r", kSpace | kEndsName);
  mark("><\"'", kEndsName | kTagMark);
  mark("/=?", kEndsName);
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:", kBeginsName);
  for (std::size_t i = 0x80; i < 256; ++i) classes[i] |= kBeginsName;
  return classes;
}

constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

bool is(char c, Class what) {
  return (kClasses[static_cast<unsigned char>(c)] & what) != 0;
}
bool is_space(char c) {
  return is(c, kSpace);
}

/// Longer names are not looked at: none that matters is.
constexpr std::size_t kMaxName = 256;

}  // namespace

bool Splitter::next(Piece& piece) {
  while (position_ < text_.size()) {
    const bool was_long = inside_long_;
    const OpenEvent was_open = long_;
    met_end_ = false;
    piece = inside_long_ ? event() : gap();
    if (met_end_ && tail_ == Tail::more && left() < kLookahead) {
      inside_long_ = was_long;
      long_ = was_open;
      return false;
    }
    position_ += piece.size;
    if (piece.size > 0) return true;  // a record that begins right behind the part of a long one leaves nothing of that
  }
  return false;
}

void Splitter::move_to(std::string_view text, Tail tail) {
  for (std::size_t* vain : {&comment_vain_, &cdata_vain_, &instruction_vain_}) *vain -= std::min(*vain, position_);
  text_ = text;
  tail_ = tail;
  position_ = 0;
}

/// White space, a byte order mark or no-break space, and the '-' or '+' that a browser's tree view puts before a tag.
std::size_t Splitter::blank_size(std::size_t i) const {
  const char c = at(i);
  if (is_space(c)) return 1;
  if (c == '<') return 0;
  if (c == '-' || c == '+') return i + 1 >= text_.size() || is_space(at(i + 1)) || at(i + 1) == '<' ? 1 : 0;
  if (starts(i, "\xEF\xBB\xBF")) return 3;
  if (starts(i, "\xC2\xA0")) return 2;
  return 0;
}

/// Is there a name at `i` whose part behind the namespace prefix is `local`?
bool Splitter::is_named(std::size_t i, std::string_view local) const {
  if (i >= text_.size()) met_end_ = true;
  const std::size_t limit = std::min(text_.size(), i + kMaxName);
  std::size_t begin = i, end = i;
  for (; end < limit && !is(text_[end], kEndsName); ++end) {
    if (text_[end] == ':') begin = end + 1;
  }
  if (end == text_.size()) met_end_ = true;
  return end - begin == local.size() && end < i + kMaxName && text_.compare(begin, local.size(), local) == 0;
}

/// Is `i`, behind the start tag of an Event, followed by its System element, as every log record has it?
bool Splitter::is_record_start(std::size_t i) const {
  const std::size_t limit = i + 256;
  while (i < limit) {
    const std::size_t n = blank_size(i);
    if (n == 0) break;
    i += n;
  }
  return at(i) == '<' && is_named(i + 1, "System");
}

bool Splitter::is_declaration(std::size_t i) const {
  return starts(i, "<!") && !starts(i, "<!--") && !starts(i, "<![CDATA[");
}

/// Where garbage ends: something gap() knows.
bool Splitter::is_anchor(std::size_t i) const {
  const char c = at(i + 1);
  if (c == '?' || c == '!') return true;
  return is_named(i + 1, "Event") || is_named(c == '/' ? i + 2 : i + 1, "Events");
}

/// The answer when no terminator was found before `bound`.
Splitter::End Splitter::not_ended(std::size_t bound, std::size_t go_on) const {
  if (tail_ == Tail::nothing && bound >= text_.size()) return {Found::end_of_text, text_.size()};
  return {Found::no, go_on};
}

Splitter::End Splitter::find_end(std::size_t from, std::string_view terminator, std::size_t& vain) {
  const std::size_t bound = from + kMaxPiece;
  const std::size_t begin = std::max(from, vain);
  if (begin < bound && begin < text_.size()) {
    const std::size_t found = text_.substr(0, bound + terminator.size() - 1).find(terminator, begin);
    if (found != std::string_view::npos) return {Found::yes, found + terminator.size()};
  }
  if (bound + terminator.size() - 1 > text_.size()) {
    met_end_ = true;
    if (tail_ == Tail::more && left() < kLookahead) return {Found::no, from};  // not in vain yet
  }
  vain = std::max(vain, bound);
  return not_ended(bound, from);
}

/// The end of the start tag, end tag or declaration at `i`. A '<' outside quotes, and a closing quote that no blank or end
/// follows, show that a quote or a '>' is missing: better to lose one tag than all up to the next quote.
Splitter::End Splitter::tag_end(std::size_t i) const {
  const std::size_t bound = i + kMaxPiece;
  const std::size_t limit = std::min(bound, text_.size());
  for (std::size_t k = i + 1; k < limit; ++k) {
    const char c = text_[k];
    if (!is(c, kTagMark)) continue;
    if (c == '>') return {Found::yes, k + 1};
    if (c == '<') return {Found::no, k};
    const std::size_t close = text_.substr(0, bound).find(c, k + 1);
    if (close == std::string_view::npos || close + 1 == text_.size()) {
      if (bound >= text_.size() || close + 1 == text_.size()) met_end_ = true;
      return not_ended(bound, k + 1);
    }
    const char behind = text_[close + 1];
    if (!is_space(behind) && behind != '>' && behind != '/' && behind != '?' && behind != ']')
      return {Found::no, k + 1};
    k = close;
  }
  if (limit == text_.size()) met_end_ = true;
  return not_ended(bound, limit);
}

/// The end of whatever begins with the '<' at `i`.
Splitter::End Splitter::construct_end(std::size_t i) {
  const char c = at(i + 1);
  if (c == '/' || is(c, kBeginsName)) return tag_end(i);
  if (starts(i, "<!--")) return find_end(i + 4, "-->", comment_vain_);
  if (starts(i, "<![CDATA[")) return find_end(i + 9, "]]>", cdata_vain_);
  if (c == '?') return find_end(i + 2, "?>", instruction_vain_);
  if (c == '!') return tag_end(i);
  return not_ended(i + 2, i + 1);
}

Piece Splitter::piece_to(std::size_t end, PieceKind kind, Flaw flaw) const {
  return {kind, flaw, false, position_, end - position_};
}

Piece Splitter::gap() {
  std::size_t i = position_;
  const std::size_t cap = std::min(position_ + kMaxPiece, text_.size());
  while (i < cap) {
    const std::size_t n = blank_size(i);
    if (n == 0) break;
    i += n;
  }
  if (i == text_.size()) met_end_ = true;
  if (i > position_) return piece_to(i, PieceKind::blank);
  if (text_[i] != '<') return garbage(i);
  if (is_named(i + 1, "Event")) return event();
  const bool known = starts(i, "<?") || is_named(at(i + 1) == '/' ? i + 2 : i + 1, "Events");
  if (!known && !starts(i, "<!--") && !is_declaration(i)) return garbage(i);
  const End end = construct_end(i);
  if (is_declaration(i)) return piece_to(std::max(end.at, i + 2), PieceKind::damaged, Flaw::declaration);
  if (end.found != Found::yes) return garbage(i);
  return piece_to(end.at, known ? PieceKind::header : PieceKind::blank);
}

/// Everything up to the next thing that is known.
Piece Splitter::garbage(std::size_t from) {
  std::size_t i = from;
  const std::size_t cap = std::min(from + kMaxPiece, text_.size());
  while (i < cap) {
    if (text_[i] != '<') {
      i = std::min(text_.find('<', i), cap);
    } else if (i > from && is_anchor(i)) {
      break;
    } else {
      i = std::max(construct_end(i).at, i + 1);
    }
  }
  if (i == text_.size()) met_end_ = true;
  while (i > from + 1 && is_space(text_[i - 1])) --i;
  return piece_to(i, PieceKind::damaged, Flaw::garbage);
}

/// Steps over the markup at `i` inside an event and counts what it opens and closes. `is_event`: a tag of that name.
Splitter::End Splitter::event_token(std::size_t i, bool is_event, OpenEvent& open) {
  const char c = at(i + 1);
  const End end = construct_end(i);
  if (end.found == Found::no) open.flaw = Flaw::malformed;
  if (c == '!' && is_declaration(i)) open.flaw = Flaw::declaration;
  if (end.found != Found::yes || c == '!' || c == '?') return end;
  if (c == '/') {
    --open.depth;
    open.events -= is_event ? 1 : 0;
  } else if (text_[end.at - 2] != '/') {
    ++open.depth;
    open.events += is_event ? 1 : 0;
    if (open.depth > kMaxDepth) open.flaw = Flaw::too_deep;
  }
  return end;
}

/// From the start tag of an event, or from inside one that is too long, to its end. A record that begins inside another one
/// shows that the other was cut off.
Piece Splitter::event() {
  if (!inside_long_) {
    if (const std::size_t end = plain_event_end(text_, position_); end != 0) return piece_to(end, PieceKind::event);
  }
  OpenEvent open = inside_long_ ? long_ : OpenEvent{};
  const std::size_t limit = std::min(position_ + kMaxPiece, text_.size());
  std::size_t i = position_;
  while (i < limit) {
    if (text_[i] != '<') i = std::min(text_.substr(0, limit).find('<', i), limit);
    if (i == limit) break;
    const bool closing = at(i + 1) == '/';
    const bool is_event = is_named(closing ? i + 2 : i + 1, "Event");
    if (is_event && !closing && open.events > 0) {
      const End tag = tag_end(i);
      if (tag.found == Found::yes && is_record_start(tag.at)) {
        open.flaw = Flaw::cut_off;
        return event_end(i, open);
      }
    }
    const End end = event_token(i, is_event, open);
    if (end.found == Found::no && i == position_ && !inside_long_) open.events = open.depth = 1;
    i = std::max(end.at, i + 1);
    if (end.found == Found::yes && open.events <= 0) return event_end(i, open);
  }
  if (limit == text_.size()) met_end_ = true;
  if (limit == text_.size() && tail_ != Tail::more) {
    open.flaw = Flaw::cut_off;
    return event_end(text_.size(), open);
  }
  Piece piece = piece_to(i, PieceKind::damaged, Flaw::too_long);
  piece.continued = inside_long_;
  inside_long_ = true;
  long_ = open;
  return piece;
}

Piece Splitter::event_end(std::size_t end, const OpenEvent& open) {
  if (inside_long_) {
    inside_long_ = false;
    Piece piece = piece_to(end, PieceKind::damaged, Flaw::too_long);
    piece.continued = true;
    return piece;
  }
  if (end - position_ > kMaxPiece) return piece_to(end, PieceKind::damaged, Flaw::too_long);
  if (open.flaw != Flaw::none) return piece_to(end, PieceKind::damaged, open.flaw);
  if (open.depth != 0) return piece_to(end, PieceKind::damaged, Flaw::malformed);
  return piece_to(end, PieceKind::event);
}

}  // namespace doctor::xml
