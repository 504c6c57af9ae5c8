#include "evtx/evtx_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "evtx/chunk_reader.h"
#include "evtx/file_header.h"
#include "evtx/limits.h"
#include "platform/file.h"

namespace doctor {

namespace {

using namespace evtx;

/// What is read at a time: enough that handing it over costs little, and little enough that many wait in small memory.
constexpr std::uint64_t kSliceSize = 16 * kChunkSize;

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

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return static_cast<std::size_t>((body_size() + kSliceSize - 1) / kSliceSize); }
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
  std::size_t read_bytes(std::uint64_t offset, std::span<std::byte> buffer, EventBatch& out) const;

  File file_;
  SourceInfo info_;
  EvtxOptions options_;
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

/// Chunks are read one by one into the same 64 KiB, which stay in the processor's cache, until events point into them.
void EvtxSource::read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render,
                            EventBatch& out) const {
  out.clear();
  ChunkReader& reader = ChunkReader::of(out);
  reader.start(wanted, render, options_);
  std::vector<std::byte>& raw = out.raw();
  std::span<std::byte> room = aligned_room(raw);
  const std::uint64_t begin = kFileHeaderSize + std::uint64_t{slice} * kSliceSize;
  const std::uint64_t end = std::min<std::uint64_t>(begin + kSliceSize, file_.size());
  for (std::uint64_t offset = begin; offset < end; offset += kChunkSize) {
    const auto expected = static_cast<std::size_t>(std::min<std::uint64_t>(end - offset, kChunkSize));
    const std::size_t events = out.events().size();
    const std::size_t size = read_bytes(offset, room.first(expected), out);
    reader.read(room.first(size), offset);
    if (out.events().size() > events) room = room.subspan(expected);
  }
  reader.finish();
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

}  // namespace doctor
