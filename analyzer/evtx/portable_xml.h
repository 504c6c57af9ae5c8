#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"

namespace doctor::evtx {

/// Binary XML taken out of its chunk: what in a chunk are offsets (of names, of templates) and sizes that depend on them, are pieces
/// here. ChunkWriter puts it into another chunk. Token by token it is what stood in the log.
class PortableXml {
 public:
  struct Piece {
    enum class Kind : std::uint8_t {
      bytes,  ///< the next `n` bytes as they are
      name,  ///< the next `n` bytes are a name in UTF-16: its offset, and the name itself where it is the chunk's first use of it
      size,  ///< `width` bytes for the size of a stretch, number `n`, which begins right here unless a `begin` says otherwise
      begin,     ///< here stretch `n` begins
      end,       ///< here stretch `n` ends
      instance,  ///< offset of template `n`, and its definition where it is the chunk's first use of it
    };
    Kind kind = Kind::bytes;
    std::uint8_t width = 0;
    std::uint32_t n = 0;
  };

  void clear();
  void add(ByteView bytes);
  void add_number(std::uint64_t n, std::size_t width);  ///< the low `width` bytes
  void add_name(ByteView utf16le);
  std::uint32_t add_size(std::uint8_t width);  ///< the number of the stretch
  void begin(std::uint32_t stretch) { pieces_.push_back({Piece::Kind::begin, 0, stretch}); }
  void end(std::uint32_t stretch) { pieces_.push_back({Piece::Kind::end, 0, stretch}); }
  void add_instance(std::uint32_t index) { pieces_.push_back({Piece::Kind::instance, 0, index}); }

  /// A place to go back to, as long as it is not passed backwards.
  struct Mark {
    std::size_t pieces = 0, bytes = 0;
    std::uint32_t last = 0, stretches = 0;
  };
  Mark mark() const { return {pieces_.size(), bytes_.size(), pieces_.empty() ? 0u : pieces_.back().n, stretches_}; }
  void back_to(const Mark& mark);

  const std::vector<Piece>& pieces() const { return pieces_; }
  std::string_view bytes() const { return bytes_; }  ///< of all pieces, one behind the other
  std::uint32_t stretches() const { return stretches_; }
  bool operator==(const PortableXml& other) const;

 private:
  std::vector<Piece> pieces_;
  std::string bytes_;
  std::uint32_t stretches_ = 0;
};

/// A template's definition.
struct PortableTemplate {
  std::string guid;  ///< 16 bytes
  PortableXml xml;   ///< the fragment: header, element, end
  std::uint64_t hash = 0;

  void make_hash();
  bool operator==(const PortableTemplate& other) const {
    return hash == other.hash && guid == other.guid && xml == other.xml;
  }
};

/// One record, ready for any chunk.
struct PortableRecord {
  FileTime written;
  PortableXml xml;
  std::vector<std::shared_ptr<const PortableTemplate>> templates;  ///< what the instances of `xml` are of
};

}  // namespace doctor::evtx
