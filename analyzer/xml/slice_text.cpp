#include "xml/slice_text.h"

#include <algorithm>
#include <memory>

#include "xml/count.h"
#include "xml/limits.h"
#include "xml/window.h"

namespace doctor::xml {

namespace {

/// `size` bytes at the beginning of a page: the kernel copies to such a place in half the time.
std::span<std::byte> aligned_room(std::vector<std::byte>& memory, std::size_t size) {
  constexpr std::size_t kPage = 4096;
  if (memory.size() < size + kPage) memory.resize(size + kPage);
  void* begin = memory.data();
  std::size_t room = memory.size();
  std::align(kPage, size, begin, room);
  return {static_cast<std::byte*>(begin), size};
}

std::size_t read_all(const Input& input, std::uint64_t offset, std::span<std::byte> buffer) {
  std::size_t got = 0;
  while (got < buffer.size()) {
    const auto n = input.read_at(offset + got, buffer.subspan(got));
    if (!n || *n == 0) break;
    got += *n;
  }
  return got;
}

}  // namespace

void SliceText::load(const Input& input, const Slicing& slicing, std::size_t slice) {
  input_ = &input;
  slicing_ = slicing;
  slice_ = slice;
  pieces_.clear();
  long_bytes_ = unread_ = 0;
  first_ = 0;
  read(kOverlap);
}

void SliceText::read(std::size_t overlap) {
  overlap_ = overlap;
  const std::uint64_t begin = slicing_.begin_of(slice_);
  const std::uint64_t size = std::min<std::uint64_t>(slicing_.file_bytes - begin, slicing_.slice_bytes + overlap);
  const std::span<std::byte> room = aligned_room(raw_, static_cast<std::size_t>(size));
  const std::size_t got = read_all(*input_, begin, room);
  at_end_ = got < size || begin + size == slicing_.file_bytes;
  if (slicing_.encoding.encoding == Encoding::utf8) {
    text_ = {reinterpret_cast<char*>(room.data()), got};
    return;
  }
  utf8_.resize(std::max(utf8_.size(), decoded_room(got)));
  const Decoded decoded = decode_to(slicing_.encoding.encoding, ByteView(room).first(got), at_end_, utf8_.data());
  text_ = {utf8_.data(), decoded.written};
  ascii_ = 2 * decoded.written == decoded.used;
}

std::uint64_t SliceText::bytes(std::size_t begin, std::size_t end) const {
  if (slicing_.encoding.encoding == Encoding::utf8) return end - begin;
  return ascii_ ? 2 * (end - begin) : encoded_size(slicing_.encoding.encoding, text(begin, end));
}

std::uint64_t SliceText::bytes(const Piece& piece) const {
  const bool last = &piece == pieces_.data() + pieces_.size() - 1;
  return bytes(piece.begin, piece.begin + piece.size) + (last ? long_bytes_ : 0);
}

/// Where in the text a byte of the file lies; not behind the text.
std::size_t SliceText::place_of(std::uint64_t offset) const {
  const std::uint64_t begin = slicing_.begin_of(slice_), distance = offset - std::min(offset, begin);
  if (slicing_.encoding.encoding == Encoding::utf8)
    return static_cast<std::size_t>(std::min<std::uint64_t>(distance, text_.size()));
  if (ascii_) return static_cast<std::size_t>(std::min<std::uint64_t>(distance / 2, text_.size()));
  return decoded_place({text_.data(), text_.size()}, distance / 2);
}

Start SliceText::split(Start start) {
  const std::uint64_t slice_end = slicing_.end_of(slice_);
  if (start.offset >= slice_end) return start;  // an event that began before reaches over all of it
  first_ = place_of(start.offset);
  Splitter splitter(text(first_, text_.size()), at_end_ ? Tail::nothing : Tail::more);
  while (!find_pieces(splitter, place_of(slice_end))) {
    // Nothing that Splitter looks at is longer than kLookahead, so this comes to an end.
    read(4 * overlap_);
    splitter.move_to(text(end_of_pieces(), text_.size()), at_end_ ? Tail::nothing : Tail::more);
  }
  const std::size_t end = end_of_pieces();
  start.line += count_lines(text(first_, end));
  start.offset += bytes(first_, end);
  if (splitter.inside_long()) start = pass_long(splitter, start);
  if (start.offset < slice_end) {
    unread_ = slice_end - start.offset;
    start.offset = slice_end;
  }
  return start;
}

/// Adds the pieces that begin before `limit`. False: the text is too short for the next one.
bool SliceText::find_pieces(Splitter& splitter, std::size_t limit) {
  Piece piece;
  std::size_t at = end_of_pieces();
  while (at < limit && !splitter.inside_long()) {
    if (!splitter.next(piece)) return at_end_;
    piece.begin = at;
    at += piece.size;
    pieces_.push_back(piece);
  }
  return true;
}

/// Behind the last piece, which is the beginning of an event that is too long: on to its end.
Start SliceText::pass_long(Splitter& splitter, Start at) {
  Window window(*input_, slicing_.encoding.encoding, at.offset);
  std::size_t used = 0;
  while (splitter.inside_long()) {
    if (!window.refill(used)) break;
    splitter.move_to(window.text(), window.at_end() ? Tail::nothing : Tail::more);
    Piece piece;
    while (splitter.inside_long() && splitter.next(piece)) {
      const std::string_view part = window.text().substr(piece.begin, piece.size);
      const std::uint64_t size = encoded_size(slicing_.encoding.encoding, part);
      long_bytes_ += size;
      at.offset += size;
      at.line += count_lines(part);
    }
    used = splitter.position();
    if (window.at_end()) break;
  }
  return at;
}

}  // namespace doctor::xml
