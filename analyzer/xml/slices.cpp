#include "xml/slices.h"

#include <algorithm>
#include <array>
#include <string>

#include "xml/splitter.h"

namespace doctor::xml {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

/// The input as UTF-8, a window at a time.
class Window {
 public:
  Window(const Input& input, Detected encoding) : input_(input), encoding_(encoding), offset_(encoding.bom_bytes) {}

  std::string_view text() const { return text_; }
  bool at_end() const { return offset_ >= input_.size(); }

  /// Drops the first `used` bytes of the text and reads on until there is enough, or the end. Error: errc io.
  Result<Done> refill(std::size_t used) {
    text_.erase(0, used);
    block_.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(kBlock, input_.size() - std::min(offset_, input_.size()))));
    while (text_.size() < kLookahead + kBlock && !at_end()) {
      const auto got = input_.read_at(offset_, block_);
      if (!got) return got.error();
      if (*got == 0) {  // the file has shrunk since it was opened
        offset_ = input_.size();
        break;
      }
      const bool last = offset_ + *got >= input_.size();
      const std::size_t taken = decode(encoding_.encoding, ByteView(block_).first(*got), last, text_);
      offset_ = last || taken == 0 ? input_.size() : offset_ + taken;  // taken == 0: half a character, then nothing
    }
    return Done{};
  }

 private:
  const Input& input_;
  Detected encoding_;
  std::uint64_t offset_;
  std::string text_;
  std::vector<std::byte> block_;
};

/// Joins pieces to slices.
class Cutter {
 public:
  explicit Cutter(std::uint64_t offset) : offset_(offset) {}

  void add(const Piece& piece, std::uint64_t bytes, std::uint32_t lines) {
    const bool too_long = piece.flaw == Flaw::too_long;
    const bool joins = !slices_.empty() && slices_.back().too_long == too_long &&
                       (too_long ? piece.continued : slices_.back().size + bytes <= kSliceBytes);
    if (!joins) slices_.push_back({offset_, 0, line_, too_long});
    slices_.back().size += bytes;
    offset_ += bytes;
    line_ += lines;
  }

  /// Bytes that no character came of, at the end of the file.
  void rest(std::uint64_t bytes) {
    if (bytes == 0) return;
    if (slices_.empty()) slices_.push_back({offset_, 0, line_, false});
    slices_.back().size += bytes;
    offset_ += bytes;
  }

  std::uint64_t offset() const { return offset_; }
  std::vector<Slice> take() { return std::move(slices_); }

 private:
  std::vector<Slice> slices_;
  std::uint64_t offset_;
  std::uint32_t line_ = 1;
};

}  // namespace

std::uint32_t count_lines(std::string_view text) {
  return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

Result<SliceIndex> find_slices(const Input& input) {
  SliceIndex index;
  std::array<std::byte, 4> start;
  const auto got = input.read_at(0, start);
  if (!got) return got.error();
  index.encoding = detect_encoding(ByteView(start).first(*got));

  Window window(input, index.encoding);
  Cutter cutter(index.encoding.bom_bytes);
  if (auto filled = window.refill(0); !filled) return filled.error();
  Splitter splitter(window.text(), window.at_end() ? Tail::nothing : Tail::more);
  for (;;) {
    Piece piece;
    while ((window.at_end() || splitter.left() >= kLookahead) && splitter.next(piece)) {
      const std::string_view text = window.text().substr(piece.begin, piece.size);
      cutter.add(piece, encoded_size(index.encoding.encoding, text), count_lines(text));
      if (piece.kind == PieceKind::event) ++index.events;
    }
    if (window.at_end()) break;
    if (auto filled = window.refill(splitter.position()); !filled) return filled.error();
    splitter.move_to(window.text(), window.at_end() ? Tail::nothing : Tail::more);
  }
  cutter.rest(input.size() - std::min(input.size(), cutter.offset()));
  index.slices = cutter.take();
  return index;
}

}  // namespace doctor::xml
