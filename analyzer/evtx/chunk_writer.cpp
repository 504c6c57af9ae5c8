#include "evtx/chunk_writer.h"

#include <algorithm>
#include <cstring>

#include "base/checksum.h"
#include "evtx/chunk.h"
#include "evtx/limits.h"

namespace doctor::evtx {

namespace {

constexpr std::uint32_t kUsedHeader = 128, kFlags = 1;  // Windows sets that flag in every chunk of a sound log
constexpr std::size_t kNameTable = 128, kTemplateTable = 384;

void store(std::string& out, std::size_t at, std::uint64_t n, std::size_t width) {
  std::memcpy(out.data() + at, &n, width);
}

}  // namespace

std::uint32_t table_hash(std::string_view utf16) {
  std::uint32_t h = 0;
  for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
    h = h * 65599 + static_cast<unsigned char>(utf16[i]) + 256u * static_cast<unsigned char>(utf16[i + 1]);
  }
  return h;
}

void ChunkWriter::clear() {
  out_.assign(kChunkHeaderSize, '\0');
  names_.clear();
  new_names_.clear();
  templates_.clear();
  name_table_.fill(0);
  template_table_.fill(0);
  count_ = last_offset_ = 0;
}

bool ChunkWriter::add(const PortableRecord& record, std::uint64_t number) {
  const std::size_t begin = out_.size(), templates = templates_.size();
  const auto name_table = name_table_;
  const auto template_table = template_table_;
  new_names_.clear();
  if (put_record(record, number)) {
    if (count_++ == 0) first_number_ = number;
    last_number_ = number;
    last_offset_ = begin;
    return true;
  }
  out_.resize(begin);
  templates_.resize(templates);
  for (const std::string& name : new_names_) names_.erase(name);
  name_table_ = name_table;
  template_table_ = template_table;
  return false;
}

bool ChunkWriter::put_record(const PortableRecord& record, std::uint64_t number) {
  const std::size_t begin = out_.size();
  if (!put_number(kRecordMagic, 4) || !put_number(0, 4) || !put_number(number, 8) ||
      !put_number(record.written.ticks, 8) || !put_xml(record.xml, record.templates)) {
    return false;
  }
  const std::size_t unpadded = out_.size() - begin + 4, size = (unpadded + 7) / 8 * 8;
  if (!put(std::string(size - unpadded, '\0')) || !put_number(size, 4)) return false;
  return patch(begin + 4, size, 4);
}

std::size_t ChunkWriter::room() const {
  return kChunkSize - out_.size();
}

bool ChunkWriter::put(std::string_view bytes) {
  if (bytes.size() > room()) return false;
  out_ += bytes;
  return true;
}

bool ChunkWriter::put_number(std::uint64_t n, std::size_t width) {
  return put({reinterpret_cast<const char*>(&n), width});
}

/// False if the number does not fit.
bool ChunkWriter::patch(std::size_t at, std::uint64_t n, std::size_t width) {
  if (width < 8 && n >> (8 * width) != 0) return false;
  store(out_, at, n, width);
  return true;
}

bool ChunkWriter::put_xml(const PortableXml& xml,
                          const std::vector<std::shared_ptr<const PortableTemplate>>& templates) {
  using Kind = PortableXml::Piece::Kind;
  std::vector<Stretch> stretches(xml.stretches());
  std::string_view rest = xml.bytes();
  for (const PortableXml::Piece& piece : xml.pieces()) {
    bool done = true;
    switch (piece.kind) {
      case Kind::bytes:
        done = put(rest.substr(0, piece.n));
        rest.remove_prefix(piece.n);
        break;
      case Kind::name:
        done = put_name(rest.substr(0, piece.n));
        rest.remove_prefix(piece.n);
        break;
      case Kind::size:
        stretches[piece.n] = {out_.size(), out_.size() + piece.width, piece.width};
        done = put_number(0, piece.width);
        break;
      case Kind::begin:
        stretches[piece.n].begin = out_.size();
        break;
      case Kind::end: {
        const Stretch& s = stretches[piece.n];
        done = patch(s.at, out_.size() - s.begin, s.width);
        break;
      }
      case Kind::instance:
        done = put_instance(templates[piece.n]);
        break;
    }
    if (!done) return false;
  }
  return true;
}

bool ChunkWriter::put_name(std::string_view utf16) {
  if (const auto known = names_.find(utf16); known != names_.end()) return put_number(known->second, 4);
  const auto offset = static_cast<std::uint32_t>(out_.size() + 4);
  const std::uint32_t hash = table_hash(utf16) & 0xffff;
  std::uint32_t& head = name_table_[hash % name_table_.size()];
  if (!put_number(offset, 4) || !put_number(head, 4) || !put_number(hash, 2) || !put_number(utf16.size() / 2, 2) ||
      !put(utf16) || !put_number(0, 2)) {
    return false;
  }
  head = offset;
  names_.emplace(utf16, offset);
  new_names_.emplace_back(utf16);
  return true;
}

bool ChunkWriter::put_instance(const std::shared_ptr<const PortableTemplate>& definition) {
  for (const Known& known : templates_) {
    if (known.definition == definition || *known.definition == *definition) return put_number(known.offset, 4);
  }
  const auto offset = static_cast<std::uint32_t>(out_.size() + 4);
  std::uint32_t& head = template_table_[table_hash(definition->guid) % template_table_.size()];
  if (!put_number(offset, 4) || !put_number(head, 4) || !put(definition->guid) || !put_number(0, 4)) return false;
  head = offset;
  templates_.push_back({definition, offset});
  const std::size_t begin = out_.size();
  return put_xml(definition->xml, {}) && patch(begin - 4, out_.size() - begin, 4);
}

std::string_view ChunkWriter::finish() {
  const std::size_t free_offset = out_.size();
  out_.resize(kChunkSize, '\0');
  std::memcpy(out_.data(), "ElfChnk", 8);
  store(out_, 8, first_number_, 8);
  store(out_, 16, last_number_, 8);
  store(out_, 24, first_number_,
        8);  // record ids; Windows, too, numbers the records of an export anew (docs/extract.md)
  store(out_, 32, last_number_, 8);
  store(out_, 40, kUsedHeader, 4);
  store(out_, 44, last_offset_, 4);
  store(out_, 48, free_offset, 4);
  store(out_, 120, kFlags, 4);
  std::memcpy(out_.data() + kNameTable, name_table_.data(), sizeof name_table_);
  std::memcpy(out_.data() + kTemplateTable, template_table_.data(), sizeof template_table_);
  const ByteView all = as_bytes(out_.data(), out_.size());
  store(out_, 52, crc32(all.subspan(kChunkHeaderSize, free_offset - kChunkHeaderSize)), 4);
  const std::uint32_t front = crc32(all.first(120));
  store(out_, 124, crc32(all.subspan(128, kChunkHeaderSize - 128), front), 4);
  return out_;
}

}  // namespace doctor::evtx
