#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "xml/encoding.h"
#include "xml/input.h"
#include "xml/slice_chain.h"
#include "xml/slices.h"
#include "xml/splitter.h"

namespace doctor::xml {

/// One slice as UTF-8, cut into pieces. Keeps its memory from slice to slice: what a slice has, what its last piece has beyond it,
/// and the same again as UTF-8 if it is UTF-16.
/// Threads: one at a time. Lifetime: views and spans until the next load().
class SliceText {
 public:
  /// Reads the stretch of the file. What cannot be read ends the text.
  void load(const Input& input, const Slicing& slicing, std::size_t slice);

  /// Finds the pieces of the slice that starts there (SliceChain), and returns where it ends. Requires a load() before; the text may
  /// get longer and move.
  Start split(Start start);

  std::span<const Piece> pieces() const { return pieces_; }
  std::span<char> text(const Piece& piece) { return text_.subspan(piece.begin, piece.size); }
  std::string_view text(std::size_t begin, std::size_t end) const {
    return std::string_view(text_.data(), text_.size()).substr(begin, end - begin);
  }
  /// Bytes of the file that this part of the text was.
  std::uint64_t bytes(std::size_t begin, std::size_t end) const;
  /// Bytes of the file that the piece was; for the last one with the rest of it, if it is longer than the text can be.
  std::uint64_t bytes(const Piece& piece) const;
  /// Bytes of the slice that no character came of: not readable, or half a character.
  std::uint64_t unread() const { return unread_; }
  /// Where the first piece begins in the text.
  std::size_t first() const { return first_; }

 private:
  void read(std::size_t overlap);
  std::size_t place_of(std::uint64_t offset) const;
  std::size_t end_of_pieces() const { return pieces_.empty() ? first_ : pieces_.back().begin + pieces_.back().size; }
  bool find_pieces(Splitter& splitter, std::size_t limit);
  Start pass_long(Splitter& splitter, Start at);

  const Input* input_ = nullptr;
  Slicing slicing_;
  std::size_t slice_ = 0;

  std::vector<std::byte> raw_;  ///< longer than what is in use
  std::vector<char> utf8_;
  std::span<char> text_;
  std::size_t overlap_ = 0;
  bool at_end_ = false;  ///< the text ends with the file
  bool ascii_ = false;   ///< a byte of the text is a unit of the file
  std::size_t first_ = 0;
  std::vector<Piece> pieces_;
  std::uint64_t long_bytes_ = 0;  ///< of the last piece, behind the text
  std::uint64_t unread_ = 0;
};

}  // namespace doctor::xml
