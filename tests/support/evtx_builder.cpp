#include "support/evtx_builder.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "base/checksum.h"
#include "support/evtx_chunk_writer.h"

namespace doctor::test {

namespace {

constexpr std::size_t kFileHeader = 4096, kChunk = 65536;

std::string le(std::uint64_t n, std::size_t width) {
  return {reinterpret_cast<const char*>(&n), width};
}

}  // namespace

EvtxRecord::EvtxRecord(std::string_view provider, std::uint16_t event_id) : provider_(provider), event_id_(event_id) {}

EvtxRecord& EvtxRecord::guid(std::string_view text) {
  return guid_ = text, *this;
}
EvtxRecord& EvtxRecord::source_name(std::string_view text) {
  return source_name_ = text, *this;
}
EvtxRecord& EvtxRecord::qualifiers(std::uint16_t n) {
  return qualifiers_ = n, *this;
}
EvtxRecord& EvtxRecord::version(std::uint8_t n) {
  return version_ = n, *this;
}
EvtxRecord& EvtxRecord::level(std::uint8_t n) {
  return level_ = n, *this;
}
EvtxRecord& EvtxRecord::task(std::uint16_t n) {
  return task_ = n, *this;
}
EvtxRecord& EvtxRecord::opcode(std::uint8_t n) {
  return opcode_ = n, *this;
}
EvtxRecord& EvtxRecord::keywords(std::uint64_t n) {
  return keywords_ = n, *this;
}
EvtxRecord& EvtxRecord::at(std::string_view iso8601) {
  return at_ = iso8601, *this;
}
EvtxRecord& EvtxRecord::record_id(std::uint64_t n) {
  return record_id_ = n, *this;
}
EvtxRecord& EvtxRecord::process(std::uint32_t pid, std::uint32_t tid) {
  return process_ = pid, thread_ = tid, *this;
}
EvtxRecord& EvtxRecord::channel(std::string_view name) {
  return channel_ = name, *this;
}
EvtxRecord& EvtxRecord::computer(std::string_view name) {
  return computer_ = name, *this;
}
EvtxRecord& EvtxRecord::user(std::string_view sid) {
  return user_ = sid, *this;
}
EvtxRecord& EvtxRecord::activity(std::string_view guid) {
  return activity_ = guid, *this;
}
EvtxRecord& EvtxRecord::related_activity(std::string_view guid) {
  return related_activity_ = guid, *this;
}
EvtxRecord& EvtxRecord::data(std::string_view name, std::string_view text) {
  return data(name, EvtxValue::text(text));
}
EvtxRecord& EvtxRecord::data(std::string_view name, const EvtxValue& value) {
  return data_.push_back({std::string(name), value, value.type, false}), *this;
}
EvtxRecord& EvtxRecord::optional_data(std::string_view name, std::uint8_t declared, const EvtxValue& value) {
  return data_.push_back({std::string(name), value, declared, true}), *this;
}
EvtxRecord& EvtxRecord::strings(const std::vector<std::string>& texts) {
  return shape_ = Shape::classic, strings_ = texts, *this;
}
EvtxRecord& EvtxRecord::binary(std::string_view bytes) {
  if (data_.empty()) shape_ = Shape::classic;
  return binary_ = bytes, *this;
}
EvtxRecord& EvtxRecord::user_data(EvtxElement element) {
  return shape_ = Shape::user_data, element_ = std::move(element), *this;
}
EvtxRecord& EvtxRecord::raw_user_data(std::string_view binary_xml) {
  return shape_ = Shape::raw, raw_ = binary_xml, *this;
}
EvtxRecord& EvtxRecord::rendering_info(std::string_view message) {
  return rendering_info_ = message, *this;
}
EvtxRecord& EvtxRecord::without_template() {
  return template_ = false, *this;
}

EvtxBuilder& EvtxBuilder::record(EvtxRecord r) {
  return records_.push_back(std::move(r)), *this;
}
EvtxBuilder& EvtxBuilder::record(std::uint16_t event_id) {
  return record(EvtxRecord("Microsoft-Windows-Security-Auditing", event_id)
                    .guid("{54849625-5478-4994-a5ba-3e3b0328c30d}")
                    .channel("Security"));
}
EvtxBuilder& EvtxBuilder::new_chunk() {
  return breaks_[records_.size()].push_back(false), *this;
}
EvtxBuilder& EvtxBuilder::zero_chunk() {
  return breaks_[records_.size()].push_back(true), *this;
}

EvtxBuilder& EvtxBuilder::patch(Patch::Where where, std::size_t index, std::size_t offset, std::string bytes) {
  return patches_.push_back({where, index, offset, std::move(bytes)}), *this;
}
EvtxBuilder& EvtxBuilder::with_record_size(std::size_t record, std::uint32_t size) {
  return patch(Patch::Where::record, record, 4, le(size, 4));
}
EvtxBuilder& EvtxBuilder::with_record_size_behind(std::size_t record, std::uint32_t size) {
  return patch(Patch::Where::record_end, record, 4, le(size, 4));
}
EvtxBuilder& EvtxBuilder::with_record_magic(std::size_t record, std::uint32_t magic) {
  return patch(Patch::Where::record, record, 0, le(magic, 4));
}
EvtxBuilder& EvtxBuilder::with_record_bytes(std::size_t record, std::size_t offset, std::string_view bytes) {
  return patch(Patch::Where::record, record, offset, std::string(bytes));
}
EvtxBuilder& EvtxBuilder::with_chunk_magic(std::size_t chunk, std::string_view eight_bytes) {
  return patch(Patch::Where::chunk, chunk, 0, std::string(eight_bytes));
}
EvtxBuilder& EvtxBuilder::with_free_offset(std::size_t chunk, std::uint32_t offset) {
  return patch(Patch::Where::chunk, chunk, 48, le(offset, 4));
}
EvtxBuilder& EvtxBuilder::with_last_record_id(std::size_t chunk, std::uint64_t id) {
  return patch(Patch::Where::chunk, chunk, 32, le(id, 8));
}
EvtxBuilder& EvtxBuilder::with_chunk_bytes(std::size_t chunk, std::size_t offset, std::string_view bytes) {
  return patch(Patch::Where::chunk, chunk, offset, std::string(bytes));
}
EvtxBuilder& EvtxBuilder::with_wrong_data_checksum(std::size_t chunk) {
  return wrong_data_checksum_.push_back(chunk), *this;
}
EvtxBuilder& EvtxBuilder::with_wrong_header_checksum(std::size_t chunk) {
  return wrong_header_checksum_.push_back(chunk), *this;
}
EvtxBuilder& EvtxBuilder::with_file_magic(std::string_view eight_bytes) {
  return file_magic_ = eight_bytes, *this;
}
EvtxBuilder& EvtxBuilder::with_chunk_count(std::uint16_t count) {
  return chunk_count_ = count, *this;
}
EvtxBuilder& EvtxBuilder::with_wrong_file_checksum() {
  return wrong_file_checksum_ = true, *this;
}
EvtxBuilder& EvtxBuilder::dirty() {
  return dirty_ = true, *this;
}
EvtxBuilder& EvtxBuilder::cut_to(std::size_t bytes) {
  return cut_to_ = bytes, *this;
}

EvtxBuilder::Written EvtxBuilder::write() const {
  Written w;
  EvtxChunkWriter writer;
  const auto flush = [&] {
    if (!writer.empty()) w.chunks.push_back(writer.finish());
    writer = EvtxChunkWriter();
  };
  for (std::size_t i = 0; i <= records_.size(); ++i) {
    if (const auto at = breaks_.find(i); at != breaks_.end()) {
      for (const bool zero : at->second) {
        flush();
        if (zero) w.chunks.emplace_back(kChunk, '\0');
      }
    }
    if (i == records_.size()) break;
    const std::uint64_t id = records_[i].record_id_.value_or(w.next_id);
    EvtxChunkWriter next = writer;
    if (!next.add(records_[i], i + 1, id)) {
      flush();
      next = writer;
      if (!next.add(records_[i], i + 1, id)) throw std::length_error("the record does not fit into a chunk");
    }
    writer = std::move(next);
    w.places.push_back({w.chunks.size(), writer.last_offset(), writer.size() - writer.last_offset()});
    w.next_id = id + 1;
  }
  flush();

  for (const Patch& p : patches_) {
    const Placed place = p.where == Patch::Where::chunk ? Placed{p.index, 0, 0} : w.places.at(p.index);
    const std::size_t at =
        p.where == Patch::Where::record_end ? place.offset + place.size - p.offset : place.offset + p.offset;
    w.chunks.at(place.chunk).replace(at, p.bytes.size(), p.bytes);
  }
  const auto contains = [](const std::vector<std::size_t>& list, std::size_t i) {
    return std::find(list.begin(), list.end(), i) != list.end();
  };
  for (std::size_t i = 0; i < w.chunks.size(); ++i) {
    std::string& chunk = w.chunks[i];
    if (chunk.find_first_not_of('\0') == std::string::npos) continue;
    EvtxChunkWriter::set_checksums(chunk);
    if (contains(wrong_data_checksum_, i)) {
      chunk[52] = static_cast<char>(~chunk[52]);
      const ByteView all = as_bytes(chunk.data(), chunk.size());
      chunk.replace(124, 4, le(crc32(all.subspan(128, 384), crc32(all.first(120))), 4));
    }
    if (contains(wrong_header_checksum_, i)) chunk[124] = static_cast<char>(~chunk[124]);
  }
  return w;
}

std::string EvtxBuilder::build() const {
  const Written w = write();
  const std::uint64_t chunks = w.chunks.size();
  std::string file = file_magic_ + le(0, 8) + le(chunks == 0 ? 0 : chunks - 1, 8) + le(w.next_id, 8) + le(128, 4) +
                     le(1, 2) + le(3, 2) + le(kFileHeader, 2) +
                     le(chunk_count_.value_or(static_cast<std::uint16_t>(chunks)), 2);
  file.resize(120, '\0');
  const std::uint32_t checksum = crc32(as_bytes(file.data(), 120));
  file += le(dirty_ ? 1 : 0, 4) + le(wrong_file_checksum_ ? ~checksum : checksum, 4);
  file.resize(kFileHeader, '\0');
  for (const std::string& chunk : w.chunks) file += chunk;
  if (cut_to_ && *cut_to_ < file.size()) file.resize(*cut_to_);
  return file;
}

std::string EvtxBuilder::chunk(std::size_t index) const {
  return write().chunks.at(index);
}

std::pair<std::size_t, std::size_t> EvtxBuilder::place(std::size_t record) const {
  const Placed p = write().places.at(record);
  return {kFileHeader + p.chunk * kChunk + p.offset, p.size};
}

}  // namespace doctor::test
