#include "evtx/portable_xml.h"

#include <algorithm>

#include "base/checksum.h"

namespace doctor::evtx {

void PortableXml::clear() {
  pieces_.clear();
  bytes_.clear();
  stretches_ = 0;
}

void PortableXml::add(ByteView bytes) {
  if (bytes.empty()) return;
  if (pieces_.empty() || pieces_.back().kind != Piece::Kind::bytes) pieces_.push_back({});
  pieces_.back().n += static_cast<std::uint32_t>(bytes.size());
  bytes_.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void PortableXml::add_number(std::uint64_t n, std::size_t width) {
  add(as_bytes(&n, width));  // little-endian, as base/bytes.h insists
}

void PortableXml::add_name(ByteView utf16le) {
  pieces_.push_back({Piece::Kind::name, 0, static_cast<std::uint32_t>(utf16le.size())});
  bytes_.append(reinterpret_cast<const char*>(utf16le.data()), utf16le.size());
}

std::uint32_t PortableXml::add_size(std::uint8_t width) {
  pieces_.push_back({Piece::Kind::size, width, stretches_});
  return stretches_++;
}

void PortableXml::back_to(const Mark& mark) {
  pieces_.resize(mark.pieces);
  if (!pieces_.empty()) pieces_.back().n = mark.last;  // it may have grown since
  bytes_.resize(mark.bytes);
  stretches_ = mark.stretches;
}

bool PortableXml::operator==(const PortableXml& other) const {
  return bytes_ == other.bytes_ && std::equal(pieces_.begin(), pieces_.end(), other.pieces_.begin(),
                                              other.pieces_.end(), [](const Piece& a, const Piece& b) {
                                                return a.kind == b.kind && a.width == b.width && a.n == b.n;
                                              });
}

void PortableTemplate::make_hash() {
  hash = hash64(as_bytes(guid.data(), guid.size())) * 31 + hash64(as_bytes(xml.bytes().data(), xml.bytes().size()));
}

}  // namespace doctor::evtx
