#include "evtx/evtx_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>
#include <vector>

#include "evtx/file_header.h"
#include "evtx/limits.h"
#include "platform/file.h"

namespace doctor {

namespace {

using namespace evtx;

class EvtxSource : public EventSource {
 public:
  EvtxSource(File file, std::string shown_path, const EvtxOptions& options)
      : file_(std::move(file)), info_{std::move(shown_path), "evtx", file_.size()}, options_(options) {}

  Result<Done> look_at_header();

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override {
    const std::uint64_t body = file_.size() - std::min<std::uint64_t>(file_.size(), kFileHeaderSize);
    return static_cast<std::size_t>((body + kChunkSize - 1) / kChunkSize);
  }
  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override;
  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions&, EventBatch& out) const override {
    read(slice, wanted, out);  // to come
  }
  const Diagnostics& opening_damage() const override { return damage_; }
  Coverage opening_coverage() const override { return coverage_; }

 private:
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
  report_file_header(header, slices(), damage_);
  const std::uint64_t size = std::min<std::uint64_t>(file_.size(), kFileHeaderSize);
  if (header.magic) {
    coverage_.header = size;
  } else {
    coverage_.damaged = size;
  }
  return Done{};
}

void EvtxSource::read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const {
  out.clear();
  const std::uint64_t offset = kFileHeaderSize + std::uint64_t{slice} * kChunkSize;
  if (offset >= file_.size()) return;
  const std::uint64_t expected = std::min<std::uint64_t>(file_.size() - offset, kChunkSize);
  std::vector<std::byte>& raw = out.raw();
  raw.resize(static_cast<std::size_t>(expected));
  const auto got = file_.read_at(offset, raw);
  const std::size_t size = got ? *got : 0;
  if (size < expected) {
    const std::uint64_t missing = expected - size;
    out.coverage.damaged += missing;
    out.damage.add(
        {"evtx-read",
         Severity::error,
         {0, offset + size, 0, 0},
         missing,
         got ? "the file became shorter while it was read" : fmt::format("cannot be read: {}", got.error().what),
         {}});
  }
  read_chunk(ByteView(raw).first(size), offset, wanted, out, options_);
}

}  // namespace

Result<std::unique_ptr<EventSource>> open_evtx(const std::filesystem::path& path, std::string shown_path,
                                               const EvtxOptions& options) {
  Result<File> file = File::open(path);
  if (!file) return file.error();
  auto source = std::make_unique<EvtxSource>(*std::move(file), std::move(shown_path), options);
  if (const auto header = source->look_at_header(); !header) return header.error();
  return std::unique_ptr<EventSource>(std::move(source));
}

}  // namespace doctor
