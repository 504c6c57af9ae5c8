#include "xml/slices.h"

#include <array>

#include "xml/splitter.h"
#include "xml/window.h"

namespace doctor::xml {

Result<Slicing> slice_up(const Input& input, std::size_t slice_bytes) {
  Slicing slicing;
  std::array<std::byte, 4> start;
  const auto got = input.read_at(0, start);
  if (!got) return got.error();
  slicing.encoding = detect_encoding(ByteView(start).first(*got));
  slicing.file_bytes = input.size();
  slicing.slice_bytes = slice_bytes;

  Window window(input, slicing.encoding.encoding, slicing.encoding.bom_bytes);
  if (auto filled = window.refill(0); !filled) return filled.error();
  Splitter splitter(window.text(), window.at_end() ? Tail::nothing : Tail::more);
  for (;;) {
    Piece piece;
    while (splitter.next(piece)) {
      if (piece.kind != PieceKind::event) continue;
      slicing.has_event = true;
      return slicing;
    }
    if (window.at_end()) return slicing;
    if (auto filled = window.refill(splitter.position()); !filled) return filled.error();
    splitter.move_to(window.text(), window.at_end() ? Tail::nothing : Tail::more);
  }
}

}  // namespace doctor::xml
