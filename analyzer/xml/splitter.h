#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "xml/limits.h"

namespace doctor::xml {

/// What a stretch of an export is.
enum class PieceKind : std::uint8_t {
  header,  ///< XML declaration, <Events>, </Events>
  blank,   ///< white space, comments, the "- " of a pasted tree
  event,   ///< one whole <Event>...</Event>, its tags balanced
  damaged  ///< everything else; Piece::flaw says why
};

enum class Flaw : std::uint8_t {
  none,
  garbage,      ///< text or tags between events
  cut_off,      ///< an event without its end
  too_long,     ///< (part of) an event over kMaxPiece
  too_deep,     ///< an event with elements nested beyond kMaxDepth
  declaration,  ///< a DOCTYPE, ENTITY ..., between events or in one
  malformed     ///< an event whose tags do not fit together
};

struct Piece {
  PieceKind kind = PieceKind::blank;
  Flaw flaw = Flaw::none;
  bool continued = false;  ///< the rest of a too_long event; never the first part of it
  std::size_t begin = 0;   ///< in the text given last
  std::size_t size = 0;
};

/// What comes behind the text that a Splitter was given.
enum class Tail : std::uint8_t {
  more,    ///< more of the same text, that can be had
  nothing  ///< the end of the file
};

/// Cuts an export into pieces that follow each other without gaps, with as little understanding of XML as that needs: tags with
/// quoted attributes, comments, CDATA sections and processing instructions, but no tree. Element names are compared without
/// their namespace prefix.
/// Every decision looks at most kLookahead ahead, nearly all much less, so a file of any size can be passed through in windows; the
/// pieces do not depend on where the windows were cut. Time is linear in the text, whatever it holds.
class Splitter {
 public:
  Splitter(std::string_view text, Tail tail) : text_(text), tail_(tail) {}

  /// The next piece; false when the text is used up, or with Tail::more when it depends on what follows the text: then move_to() a
  /// longer window.
  bool next(Piece& piece);

  /// In the middle of an event that is too long: the next piece continues it.
  bool inside_long() const { return inside_long_; }

  std::size_t position() const { return position_; }
  std::size_t left() const { return text_.size() - position_; }

  /// Goes on in another window, which begins with what is left of this one.
  void move_to(std::string_view text, Tail tail);

 private:
  enum class Found : std::uint8_t { yes, no, end_of_text };
  struct End {
    Found found = Found::no;
    std::size_t at = 0;  ///< behind the construct; for one that is none: where to go on
  };
  struct OpenEvent {
    int events = 0;  ///< open elements named Event
    int depth = 0;   ///< all open elements
    Flaw flaw = Flaw::none;
  };

  char at(std::size_t i) const { return i < text_.size() ? text_[i] : (met_end_ = true, '\0'); }
  bool starts(std::size_t i, std::string_view what) const {
    if (i + what.size() > text_.size()) met_end_ = true;
    return text_.compare(std::min(i, text_.size()), what.size(), what) == 0;
  }
  bool is_declaration(std::size_t i) const;
  bool is_anchor(std::size_t i) const;
  std::size_t blank_size(std::size_t i) const;
  bool is_named(std::size_t i, std::string_view local) const;
  bool is_record_start(std::size_t i) const;

  End not_ended(std::size_t bound, std::size_t go_on) const;
  End find_end(std::size_t from, std::string_view terminator, std::size_t& vain);
  End tag_end(std::size_t i) const;
  End construct_end(std::size_t i);
  End event_token(std::size_t i, bool is_event, OpenEvent& open);

  Piece piece_to(std::size_t end, PieceKind kind, Flaw flaw = Flaw::none) const;
  Piece gap();
  Piece garbage(std::size_t from);
  Piece event();
  Piece event_end(std::size_t end, const OpenEvent& open);

  std::string_view text_;
  Tail tail_;
  std::size_t position_ = 0;
  /// Up to where "-->", "]]>" and "?>" were searched in vain, so that a file full of openers costs one search.
  std::size_t comment_vain_ = 0, cdata_vain_ = 0, instruction_vain_ = 0;
  bool inside_long_ = false;
  OpenEvent long_;
  mutable bool met_end_ = false;  ///< the decision at hand would perhaps be another if the text were longer
};

}  // namespace doctor::xml
