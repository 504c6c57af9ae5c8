#include "evtx/growing_log.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "base/checksum.h"
#include "evtx/evtx_source.h"
#include "evtx/reading.h"

namespace doctor::test {

namespace {

constexpr std::size_t kChunk = 65536;

std::string le(std::uint64_t n, std::size_t width) {
  return {reinterpret_cast<const char*>(&n), width};
}

}  // namespace

GrowingLog::GrowingLog(std::size_t most_chunks, std::size_t prepared, bool leftovers)
    : most_chunks_(most_chunks), prepared_(prepared), leftovers_(leftovers) {
  clear();
}

GrowingLog& GrowingLog::clear() {
  chunks_.assign(prepared_, std::string(kChunk, '\0'));
  numbers_.assign(prepared_, {});
  writer_ = EvtxChunkWriter();
  there_.clear();
  at_ = 0;
  next_id_ = 1;
  return close();
}

GrowingLog& GrowingLog::append(std::size_t events, std::size_t characters) {
  for (std::size_t i = 0; i < events; ++i) {
    ++number_;
    const EvtxRecord record = EvtxRecord("Contoso", 4711)
                                  .process(number_, 4)
                                  .at(to_iso8601({133'000'000'000'000'000 + number_ * kTicksPerSecond}))
                                  .data("text", std::string(number_ * 7919 % (characters + 1), 'x'));
    EvtxChunkWriter next = writer_;
    if (!next.add(record, next_id_, next_id_)) {
      next_chunk();
      next = writer_;
      if (!next.add(record, next_id_, next_id_)) throw std::length_error("the record does not fit into a chunk");
    }
    writer_ = std::move(next);
    if (chunks_.size() <= at_) chunks_.resize(at_ + 1), numbers_.resize(at_ + 1);
    if (numbers_[at_].empty() || writer_.last_offset() == 512) {
      for (const std::uint32_t gone : numbers_[at_]) there_.erase(gone);
      numbers_[at_].clear();
    }
    numbers_[at_].push_back(number_);
    there_.insert(number_);
    ++next_id_;
  }
  if (events > 0) {
    put();
    header_[120] = 1;  // dirty, and all else as it was
  }
  return *this;
}

GrowingLog& GrowingLog::next_chunk() {
  put();
  writer_ = EvtxChunkWriter();
  at_ = (at_ + 1) % most_chunks_;
  return *this;
}

/// Writes the chunk as it is now.
void GrowingLog::put() {
  if (writer_.empty()) return;
  std::string& chunk = chunks_[at_];
  std::string now = writer_.finish();
  if (leftovers_ && chunk.size() == kChunk) {
    now.resize(writer_.size());
    now += chunk.substr(now.size());
  }
  EvtxChunkWriter::set_checksums(now);
  chunk = std::move(now);
}

GrowingLog& GrowingLog::close() {
  header_ = header();
  return *this;
}

std::string GrowingLog::header() const {
  std::string head = std::string("ElfFile\0", 8) + le(0, 8) + le(at_, 8) + le(next_id_, 8) + le(128, 4) + le(1, 2) +
                     le(3, 2) + le(4096, 2) + le(chunks_.size(), 2);
  head.resize(120, '\0');
  head += le(0, 4) + le(crc32(as_bytes(head.data(), 120)), 4);
  head.resize(4096, '\0');
  return head;
}

std::string GrowingLog::file() const {
  std::string file = header_;
  for (const std::string& chunk : chunks_) file += chunk;
  return file;
}

std::string Run::text() const {
  std::string out;
  for (const std::uint32_t n : numbers) out += (out.empty() ? "" : " ") + std::to_string(n);
  return out;
}

Run run(const std::filesystem::path& path, const LogMemory* before,
        const std::function<std::uint32_t(std::uint64_t)>& known) {
  Run out;
  auto file = File::open(path);
  REQUIRE(file);
  const std::uint64_t size = file->size();
  auto plan = plan_resume(*file, before, known);
  REQUIRE(plan);
  out.plan = *std::move(plan);
  const auto source = open_evtx(*std::move(file), "log.evtx", {}, out.plan.parts);
  REQUIRE(source);
  out.coverage = (*source)->opening_coverage();
  EventBatch batch;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, {}, batch);
    check_accounts(batch, batch.coverage.total());
    out.coverage += batch.coverage;
    for (const Event& e : batch.events()) out.numbers.push_back(e.process_id);
    if (!batch.damage.empty()) out.damage += (out.damage.empty() ? "" : " ") + damage(batch.damage);
  }
  CHECK(out.coverage.total() == size);
  CHECK(out.plan.after.bytes == size);
  return out;
}

std::string numbers(std::uint32_t from, std::uint32_t to) {
  std::string out;
  for (std::uint32_t n = from; n <= to; ++n) out += (out.empty() ? "" : " ") + std::to_string(n);
  return out;
}

std::function<std::uint32_t(std::uint64_t)> known_from(const std::vector<LogMemory>& memories) {
  std::map<std::uint64_t, std::uint32_t> all;
  for (const LogMemory& memory : memories) {
    for (const KnownChunk& chunk : memory.chunks) all[chunk.identity] = std::max(all[chunk.identity], chunk.read_until);
  }
  return [all](std::uint64_t identity) {
    const auto found = all.find(identity);
    return found == all.end() ? 0 : found->second;
  };
}

}  // namespace doctor::test
