#include "evtx/carve.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "evtx/carve_scanner.h"
#include "evtx/chunk.h"
#include "evtx/chunk_reader.h"
#include "evtx/limits.h"
#include "platform/file.h"

namespace doctor {

namespace {

using namespace evtx;

/// Where a record was found, and by what it is known again.
struct Found {
  std::uint64_t key = 0;
  std::uint64_t place = 0;  ///< offset in the file; the highest bit is set for what was left behind
  bool operator<(const Found& other) const { return std::tie(key, place) < std::tie(other.key, other.place); }
};
constexpr std::uint64_t kLeftBehind = std::uint64_t{1} << 63;

std::uint64_t key_of(std::uint64_t id, FileTime written) {
  std::uint64_t h = (id + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
  h ^= h >> 29;
  h = (h + written.ticks) * 0x94d049bb133111ebu;
  return h ^ (h >> 32);
}

class CarveSource : public EventSource {
 public:
  CarveSource(File file, std::string shown_path, const EvtxOptions& options)
      : file_(std::move(file)), info_{std::move(shown_path), "evtx", file_.size()}, options_(options) {
    options_.carve = true;
    look_over();
  }

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return begins_.size(); }
  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override {
    read_slice(slice, wanted, nullptr, out);
  }
  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions& options,
              EventBatch& out) const override {
    read_slice(slice, wanted, &options, out);
  }
  const Diagnostics& opening_damage() const override { return damage_; }
  Coverage opening_coverage() const override { return {}; }

 private:
  void look_over();
  void look_at(ByteView bytes, const CarvePiece& piece, std::vector<Found>& found) const;
  void read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render, EventBatch& out) const;
  void read_piece(ChunkReader& reader, ByteView bytes, const CarvePiece& piece, EventBatch& out) const;
  std::uint64_t end_of(std::size_t slice) const {
    return slice + 1 < begins_.size() ? begins_[slice + 1] : file_.size();
  }

  File file_;
  SourceInfo info_;
  EvtxOptions options_;
  bool is_log_ = false;
  std::vector<std::uint64_t> begins_;          ///< of slices
  std::vector<std::uint64_t> told_elsewhere_;  ///< offsets of records that are found again
  Diagnostics damage_;
};

void CarveSource::look_over() {
  std::array<std::byte, kFileHeaderSize + 8> start{};
  (void)file_.read_at(0, start);
  is_log_ =
      std::memcmp(start.data(), "ElfFile", 8) == 0 || std::memcmp(start.data() + kFileHeaderSize, "ElfChnk", 8) == 0;
  options_.all_carved = !is_log_;

  std::vector<Found> found;
  ByteWindow window(file_);
  CarveScanner scanner(file_, is_log_, 0, file_.size());
  CarvePiece piece;
  std::uint64_t slice_size = CarveScanner::kLongest;
  while (scanner.next(piece)) {
    if (slice_size >= CarveScanner::kLongest) {
      begins_.push_back(piece.offset);
      slice_size = 0;
    }
    slice_size += piece.size;
    if (piece.kind == CarvePiece::Kind::other) continue;
    look_at(window.at(piece.offset, static_cast<std::size_t>(piece.size)), piece, found);
  }
  std::sort(found.begin(), found.end());
  for (std::size_t i = 1; i < found.size(); ++i) {
    if (found[i].key == found[i - 1].key) told_elsewhere_.push_back(found[i].place & ~kLeftBehind);
  }
  std::sort(told_elsewhere_.begin(), told_elsewhere_.end());
  if (!told_elsewhere_.empty()) options_.told_elsewhere = &told_elsewhere_;
}

/// Notes all records of a piece.
void CarveSource::look_at(ByteView bytes, const CarvePiece& piece, std::vector<Found>& found) const {
  std::size_t current_end = 0;  // records before it are the chunk's own
  if (piece.kind == CarvePiece::Kind::chunk) {
    const ChunkHeader header = read_chunk_header(bytes);
    current_end = header.magic ? std::min<std::size_t>(header.free_offset, bytes.size()) : bytes.size();
  }
  for (std::size_t at = 0; at + kRecordMinSize <= bytes.size();) {
    const void* star = std::memchr(bytes.data() + at, '*', bytes.size() - at);
    if (star == nullptr) return;
    at = static_cast<std::size_t>(static_cast<const std::byte*>(star) - bytes.data());
    const std::size_t size = whole_record_size(bytes.subspan(at));
    if (size == 0) {
      ++at;
      continue;
    }
    const FileTime written{load_le<std::uint64_t>(bytes, at + 16)};
    found.push_back({key_of(load_le<std::uint64_t>(bytes, at + 8), written),
                     (piece.offset + at) | (at < current_end ? 0 : kLeftBehind)});
    at += size;
  }
}

void CarveSource::read_slice(std::size_t slice, const Prefilter& wanted, const RenderOptions* render,
                             EventBatch& out) const {
  out.clear();
  if (slice >= begins_.size()) return;
  ChunkReader& reader = ChunkReader::of(out);
  reader.start(wanted, render, options_);
  CarveScanner scanner(file_, is_log_, begins_[slice], end_of(slice));
  ByteWindow window(file_);
  CarvePiece piece;
  while (scanner.next(piece)) {
    if (piece.kind == CarvePiece::Kind::other) {
      out.coverage.slack += piece.size;
    } else {
      read_piece(reader, window.at(piece.offset, static_cast<std::size_t>(piece.size)), piece, out);
    }
  }
  reader.finish();
}

void CarveSource::read_piece(ChunkReader& reader, ByteView bytes, const CarvePiece& piece, EventBatch& out) const {
  // Events point into what they were read from, so that has to live as long as they do.
  auto* memory = static_cast<std::byte*>(out.arena().allocate(kChunkSize, 16));
  if (piece.kind == CarvePiece::Kind::chunk) {
    std::memcpy(memory, bytes.data(), bytes.size());
    reader.read({memory, bytes.size()}, piece.offset);
    return;
  }
  // The records at the places that they had in their chunk, as far as it is known; nothing else is there any more.
  std::memset(memory, 0, kChunkSize);
  const std::uint64_t lead =
      piece.offset - piece.chunk_begin;  // of the piece, in the chunk; beyond it if it began before
  const std::size_t skip = lead < kChunkSize ? 0 : static_cast<std::size_t>(piece.chunk_begin - piece.offset);
  const std::size_t to = lead < kChunkSize ? static_cast<std::size_t>(lead) : 0;
  if (skip >= bytes.size()) {
    out.coverage.slack += bytes.size();
    return;
  }
  const std::size_t size = std::min(bytes.size() - skip, kChunkSize - to);
  std::memcpy(memory + to, bytes.data() + skip, size);
  reader.read_left_behind({memory, kChunkSize}, piece.chunk_begin);
  out.coverage.slack += bytes.size();
  out.coverage.slack -= kChunkSize;  // of which the filling was none of the file's
}

}  // namespace

Result<std::unique_ptr<EventSource>> open_carved(const std::filesystem::path& path, std::string shown_path,
                                                 const EvtxOptions& options) {
  Result<File> file = File::open(path);
  if (!file) return file.error();
  return std::unique_ptr<EventSource>(std::make_unique<CarveSource>(*std::move(file), std::move(shown_path), options));
}

}  // namespace doctor
