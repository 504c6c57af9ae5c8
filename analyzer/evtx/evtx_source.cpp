#include "evtx/evtx_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "evtx/chunk_look.h"
#include "evtx/chunk_reader.h"
#include "evtx/file_header.h"
#include "evtx/limits.h"
#include "platform/file.h"

namespace doctor {

namespace {

using namespace evtx;

/// What is read at a time: enough that handing it over costs little, and little enough that many wait in small memory.
constexpr std::size_t kSliceChunks = 16;
constexpr std::uint64_t kSliceSize = kSliceChunks * kChunkSize;

/// kSliceSize bytes at the beginning of a page: the kernel copies to such a place in half the time.
std::span<std::byte> aligned_room(std::vector<std::byte>& memory) {
  constexpr std::size_t kPage = 4096, kSize = static_cast<std::size_t>(kSliceSize);
  memory.resize(std::max(memory.size(), kSize + kPage));  // once: it is never given back
  void* begin = memory.data();
  std::size_t room = memory.size();
  std::align(kPage, kSize, begin, room);
  return {static_cast<std::byte*>(begin), kSize};
}

class EvtxSource : public EventSource {
 public:
  EvtxSource(File file, std::string shown_path, const EvtxOptions& options)
      : file_(std::move(file)), info_{std::move(shown_path), "evtx", file_.size()}, options_(options) {}

  Result<Done> look_at_header();
  void read_only(const std::vector<ChunkPart>& parts);

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override {
    if (parts_) return (parts_->size() + kSliceChunks - 1) / kSliceChunks;
    return static_cast<std::size_t>((body_size() + kSliceSize - 1) / kSliceSize);
  }
  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override {
    read_slice(slice, wanted, nullptr, out);
  }
  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions& options,
              EventBatch& out) const override {
    read_slice(slice, wanted, &options, out);
  }
  const Diagnostics& opening_damage() const override { return damage_; }
  Coverage opening_coverage() const override { return coverage_; }

 private:
  std::uint64_t body_size() const { return file_.size() - std::min<std::uint64_t>(file_.size(), kFileHeaderSize); }
  void read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render, EventBatch& out) const;
  void read_all_of(std::size_t slice, ChunkReader& reader, EventBatch& out) const;
  void read_parts_of(std::size_t slice, ChunkReader& reader, EventBatch& out) const;
  static void overwritten(const ChunkPart& part, std::size_t size, std::uint64_t offset, EventBatch& out);
  std::size_t read_bytes(std::uint64_t offset, std::span<std::byte> buffer, EventBatch& out) const;
  std::size_t size_at(std::uint64_t offset) const {
    return static_cast<std::size_t>(std::min<std::uint64_t>(file_.size() - offset, kChunkSize));
  }

  File file_;
  SourceInfo info_;
  EvtxOptions options_;
  std::optional<std::vector<ChunkPart>> parts_;  ///< what is to be read; nothing: all
  Diagnostics damage_;
  Coverage coverage_;
};

Result<Done> EvtxSource::look_at_header() {
  std::array<std::byte, kFileHeaderSize + 8> buffer{};
  const auto got = file_.read_at(0, buffer);
  if (!got) return got.error();
  const ByteView start = ByteView(buffer).first(*got);
  const FileHeader header = read_file_header(start.first(std::min<std::size_t>(start.size(), kFileHeaderSize)));
  const bool chunk_follows =
      start.size() == buffer.size() && std::memcmp(buffer.data() + kFileHeaderSize, "ElfChnk", 8) == 0;
  if (!header.magic && !chunk_follows) {
    return Error{Errc::bad_format, file_.size() == 0 ? "the file is empty" : "not an event log (.evtx)"};
  }
  report_file_header(header, (body_size() + kChunkSize - 1) / kChunkSize, damage_);
  const std::uint64_t size = std::min<std::uint64_t>(file_.size(), kFileHeaderSize);
  if (header.magic) {
    coverage_.header = size;
  } else {
    coverage_.damaged = size;
  }
  return Done{};
}

void EvtxSource::read_only(const std::vector<ChunkPart>& parts) {
  parts_.emplace();
  std::uint64_t to_read = 0;
  for (const ChunkPart& part : parts) {
    const bool follows = parts_->empty() || parts_->back().chunk < part.chunk;
    if (!follows || part.chunk >= (body_size() + kChunkSize - 1) / kChunkSize) continue;
    parts_->push_back(part);
    to_read += size_at(kFileHeaderSize + part.chunk * kChunkSize);
  }
  coverage_.known = body_size() - to_read;
}

void EvtxSource::read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render,
                            EventBatch& out) const {
  out.clear();
  ChunkReader& reader = ChunkReader::of(out);
  reader.start(wanted, render, options_);
  if (parts_) {
    read_parts_of(slice, reader, out);
  } else {
    read_all_of(slice, reader, out);
  }
  reader.finish();
}

/// Chunks are read one by one into the same 64 KiB, which stay in the processor's cache, until events point into them.
void EvtxSource::read_all_of(std::size_t slice, ChunkReader& reader, EventBatch& out) const {
  std::span<std::byte> room = aligned_room(out.raw());
  const std::uint64_t begin = kFileHeaderSize + std::uint64_t{slice} * kSliceSize;
  const std::uint64_t end = std::min<std::uint64_t>(begin + kSliceSize, file_.size());
  for (std::uint64_t offset = begin; offset < end; offset += kChunkSize) {
    const auto expected = static_cast<std::size_t>(std::min<std::uint64_t>(end - offset, kChunkSize));
    const std::size_t events = out.events().size();
    const std::size_t size = read_bytes(offset, room.first(expected), out);
    reader.read(room.first(size), offset);
    if (out.events().size() > events) room = room.subspan(expected);
  }
}

void EvtxSource::read_parts_of(std::size_t slice, ChunkReader& reader, EventBatch& out) const {
  std::span<std::byte> room = aligned_room(out.raw());
  const std::size_t begin = std::min(slice, slices()) * kSliceChunks;
  const std::size_t end = std::min(begin + kSliceChunks, parts_->size());
  for (std::size_t i = begin; i < end; ++i) {
    const ChunkPart& part = (*parts_)[i];
    const std::uint64_t offset = kFileHeaderSize + part.chunk * kChunkSize;
    const std::size_t expected = size_at(offset), events = out.events().size();
    const ByteView chunk = room.first(read_bytes(offset, room.first(expected), out));
    if (chunk.empty()) continue;
    if (look_at_head(chunk).identity == part.identity) {
      reader.read_part(chunk, offset, part.from, part.until);
    } else {
      overwritten(part, chunk.size(), offset, out);
    }
    if (out.events().size() > events) room = room.subspan(expected);
  }
}

/// Another chunk lies there than was planned: the next run reads it. Where nothing was written before, nothing is lost by that.
void EvtxSource::overwritten(const ChunkPart& part, std::size_t size, std::uint64_t offset, EventBatch& out) {
  const std::size_t until = std::min<std::size_t>(part.until, size);
  const std::size_t lost = part.identity == 0 ? 0 : until - std::min<std::size_t>(part.from, until);
  out.coverage.known += size - lost;
  out.coverage.damaged += lost;
  if (lost == 0) return;
  out.damage.add({"evtx-changed",
                  Severity::warning,
                  {0, offset + part.from, 0, 0},
                  lost,
                  "the chunk was overwritten while the log was read",
                  "what it holds now is read by the next run"});
}

/// Reads as much as there is, and reports what is missing.
std::size_t EvtxSource::read_bytes(std::uint64_t offset, std::span<std::byte> buffer, EventBatch& out) const {
  const auto got = file_.read_at(offset, buffer);
  const std::size_t size = got ? *got : 0;
  if (size < buffer.size()) {
    const std::uint64_t missing = buffer.size() - size;
    out.coverage.damaged += missing;
    out.damage.add(
        {"evtx-read",
         Severity::error,
         {0, offset + size, 0, 0},
         missing,
         got ? "the file became shorter while it was read" : fmt::format("cannot be read: {}", got.error().what),
         {}});
  }
  return size;
}

}  // namespace

Result<std::unique_ptr<EventSource>> open_evtx(const std::filesystem::path& path, std::string shown_path,
                                               const EvtxOptions& options) {
  Result<File> file = File::open(path);
  if (!file) return file.error();
  return open_evtx(*std::move(file), std::move(shown_path), options);
}

Result<std::unique_ptr<EventSource>> open_evtx(File file, std::string shown_path, const EvtxOptions& options) {
  auto source = std::make_unique<EvtxSource>(std::move(file), std::move(shown_path), options);
  if (const auto header = source->look_at_header(); !header) return header.error();
  return std::unique_ptr<EventSource>(std::move(source));
}

Result<std::unique_ptr<EventSource>> open_evtx(File file, std::string shown_path, const EvtxOptions& options,
                                               std::vector<ChunkPart> parts) {
  auto source = std::make_unique<EvtxSource>(std::move(file), std::move(shown_path), options);
  if (const auto header = source->look_at_header(); !header) return header.error();
  source->read_only(parts);
  return std::unique_ptr<EventSource>(std::move(source));
}

}  // namespace doctor
