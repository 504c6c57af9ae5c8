// What a plan says and what is read by it, for each thing that happens to a log between two runs. Random histories:
// resume_history_test.cpp.
#include "evtx/chunk_memory.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "evtx/evtx_source.h"
#include "evtx/growing_log.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

/// A log on disk that is read run by run.
struct Watched {
  TempDir dir;
  LogMemory memory;
  bool first = true;

  Run next(const std::string& content) {
    Run out = run(dir.write("log.evtx", content), first ? nullptr : &memory);
    memory = out.plan.after;
    first = false;
    return out;
  }
};

/// Reading system calls made so far by this process, or nothing where the system does not count them.
std::optional<std::uint64_t> reads_so_far() {
  std::ifstream in("/proc/self/io");
  for (std::string key; in >> key;) {
    std::uint64_t n = 0;
    in >> n;
    if (key == "syscr:") return n;
  }
  return {};
}

}  // namespace

TEST_CASE("the first plan reads everything, the second nothing") {
  Watched log;
  GrowingLog written(16);
  written.append(100).close();
  REQUIRE(written.chunks() > 3);
  const Run first = log.next(written.file());
  CHECK(first.text() == numbers(1, 100));
  CHECK(first.plan.parts.size() == written.chunks());
  CHECK_FALSE(first.plan.unchanged);
  CHECK(first.plan.after.ordered);
  CHECK(first.plan.after.newest == written.newest());
  CHECK(first.plan.after.last_record_id == 100);
  CHECK(first.plan.after.last_written == FileTime{133'000'000'000'000'000 + 100 * kTicksPerSecond});
  CHECK(first.damage == "");
  const Run second = log.next(written.file());
  CHECK(second.plan.parts.empty());
  CHECK(second.plan.unchanged);
  CHECK(second.plan.known_chunks == written.chunks());
  CHECK(second.plan.after == first.plan.after);
  CHECK(second.coverage.known == written.file().size() - 4096);
}

TEST_CASE("growth in the same chunk, into the next ones, and round the end") {
  Watched log;
  GrowingLog written(5);
  written.append(3);
  CHECK(log.next(written.file()).text() == numbers(1, 3));
  written.append(2);
  const Run same_chunk = log.next(written.file());
  CHECK(same_chunk.text() == numbers(4, 5));
  CHECK(same_chunk.plan.parts.size() == 1);
  CHECK(same_chunk.coverage.header == 4096);  // the chunk's was read before
  written.append(40);
  REQUIRE(written.newest() > 1);
  const Run next_chunks = log.next(written.file());
  CHECK(next_chunks.text() == numbers(6, 45));
  CHECK(next_chunks.damage == "");
  while (written.newest() != 4) written.append(1);
  const std::uint32_t before = written.written();
  (void)log.next(written.file());
  while (written.newest() != 1) written.append(1);
  const Run round = log.next(written.file());
  std::vector<std::uint32_t> sorted = round.numbers;
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted.front() == before + 1);
  CHECK(sorted.back() == written.written());
  CHECK(sorted.size() == written.written() - before);
  CHECK(round.plan.parts.front().chunk == 0);
  CHECK(round.plan.parts.size() <= 3);
  CHECK(round.plan.lost_records == 0);
  CHECK(round.damage == "");
  CHECK(log.next(written.file()).plan.unchanged);
}

TEST_CASE("records that were overwritten before anybody read them are counted") {
  Watched log;
  GrowingLog written(4);
  written.append(10);
  (void)log.next(written.file());
  written.append(300);
  const Run after = log.next(written.file());
  CHECK(after.numbers.size() == written.there().size());
  CHECK(after.plan.lost_records == 300 - written.there().size());
  CHECK(after.plan.after.last_record_id == 310);
}

TEST_CASE("a cleared log begins anew, and nothing counts as lost") {
  Watched log;
  GrowingLog written(16, 16);
  written.append(60);
  (void)log.next(written.file());
  written.clear().append(5);
  const Run after = log.next(written.file());
  CHECK(after.text() == numbers(61, 65));
  CHECK(after.plan.lost_records == 0);
  CHECK(after.plan.after.last_record_id == 5);
  CHECK(log.next(written.file()).plan.unchanged);
}

TEST_CASE("an older copy that was put back gives nothing, and what is written into it is read") {
  Watched log;
  GrowingLog written(16);
  written.append(30);
  const GrowingLog old = written;
  (void)log.next(written.file());
  written.append(60);
  (void)log.next(written.file());
  const Run back = log.next(old.file());
  CHECK(back.text() == "");
  CHECK(back.plan.lost_records == 0);
  GrowingLog other = old;
  other.append(4, 100);
  CHECK(log.next(other.file()).text() == numbers(31, 34));
}

TEST_CASE("an archived copy under another name is known, but for what only it has") {
  const TempDir dir;
  GrowingLog written(16);
  written.append(50);
  const Run live = run(dir.write("live.evtx", written.file()), nullptr);
  const Run same = run(dir.write("same.evtx", written.file()), nullptr, known_from({live.plan.after}));
  CHECK(same.plan.parts.empty());
  CHECK(same.plan.known_chunks == written.chunks());
  written.append(20);
  const Run longer = run(dir.write("longer.evtx", written.file()), nullptr, known_from({live.plan.after}));
  CHECK(longer.text() == numbers(51, 70));
  const Run live_again =
      run(dir.write("live.evtx", written.file()), &live.plan.after, known_from({live.plan.after, longer.plan.after}));
  CHECK(live_again.text() == "");
}

TEST_CASE("a truncated log gives nothing new, and goes on from its end") {
  Watched log;
  GrowingLog written(16);
  written.append(60);
  (void)log.next(written.file());
  const std::string whole = written.file();
  const Run cut = log.next(whole.substr(0, 4096 + 65536 + 30'000));
  CHECK(cut.text() == "");
  CHECK_FALSE(cut.plan.unchanged);
  const Run again = log.next(whole);
  CHECK(again.numbers.back() == 60);
  const Run cut_first = [&] {
    Watched other;
    return other.next(whole.substr(0, 4096 + 65536 + 30'000));
  }();
  CHECK(cut_first.damage == "evtx-chunk-cut");
  Watched other;
  const Run part = other.next(whole.substr(0, 4096 + 65536 + 30'000));
  CHECK(part.text() == numbers(1, static_cast<std::uint32_t>(part.numbers.size())));
  CHECK(other.next(whole).text() == numbers(static_cast<std::uint32_t>(part.numbers.size()) + 1, 60));
}

TEST_CASE("a record that is half written is left alone until it is whole") {
  Watched log;
  GrowingLog written(16);
  written.append(3);
  GrowingLog torn = written;
  torn.append(1, 2000);
  const std::size_t at = torn.last_offset();
  std::string& chunk = torn.chunk(0);
  std::fill(chunk.begin() + static_cast<std::ptrdiff_t>(at) + 100, chunk.end(), '\0');
  const Run half = log.next(torn.file());
  CHECK(half.text() == numbers(1, 3));
  CHECK(half.damage == "");
  CHECK(half.coverage.damaged == 0);
  CHECK(half.plan.after.tail.size > 0);
  written.append(1, 2000);
  const Run whole = log.next(written.file());
  CHECK(whole.text() == "4");
  CHECK(whole.damage == "");
  CHECK(whole.plan.after.tail == TornTail{});
}

TEST_CASE("a torn tail that stays is told once, and does not hide what comes behind it") {
  Watched log;
  GrowingLog written(16);
  written.append(4, 2000);
  GrowingLog torn = written;
  const std::size_t at = torn.last_offset();
  torn.chunk(0)[at] = '?';
  CHECK(log.next(torn.file()).damage == "");
  const Run second = log.next(torn.file());
  CHECK(second.damage == "evtx-record-magic");
  CHECK(second.text() == "");
  CHECK_FALSE(second.plan.unchanged);
  const Run third = log.next(torn.file());
  CHECK(third.damage == "");
  CHECK(third.plan.unchanged);
  written.append(2, 2000);
  written.chunk(0)[at] = '?';
  const Run grown = log.next(written.file());
  CHECK(grown.text() == numbers(5, 6));
  CHECK(grown.damage == "");
  CHECK(log.next(written.file()).plan.unchanged);
}

TEST_CASE("a torn tail is damage at once when the log goes on in the next chunk, and damage in the middle always is") {
  Watched log;
  GrowingLog written(16);
  written.append(4, 2000);
  const std::size_t at = written.last_offset();
  GrowingLog torn = written;
  torn.chunk(0)[at] = '?';
  (void)log.next(torn.file());
  written.next_chunk().append(1);
  written.chunk(0)[at] = '?';
  const Run after = log.next(written.file());
  CHECK(after.damage == "evtx-record-magic");
  CHECK(after.text() == "5");

  Watched other;
  GrowingLog middle(16);
  middle.append(4, 2000).chunk(0)[512] = '?';
  const Run once = other.next(middle.file());
  CHECK(once.text() == numbers(2, 4));
  CHECK(once.damage == "evtx-record-magic evtx-chunk-checksum");
  CHECK(other.next(middle.file()).plan.parts.empty());
  middle.next_chunk().append(1).chunk(0)[512] = '?';
  CHECK(other.next(middle.file()).text() == "5");
  CHECK(other.next(middle.file()).plan.unchanged);
}

TEST_CASE("a chunk whose first record is half written") {
  Watched log;
  GrowingLog written(16);
  written.append(3).next_chunk().append(1, 2000);
  const std::string whole = written.file();
  std::string& chunk = written.chunk(1);
  std::fill(chunk.begin() + 512 + 50, chunk.end(), '\0');
  CHECK(log.next(written.file()).text() == numbers(1, 3));
  CHECK(log.next(whole).text() == "4");
  CHECK(log.next(whole).plan.unchanged);
}

TEST_CASE("an out-of-date header hides nothing") {
  Watched log;
  GrowingLog written(16, 16);
  written.append(3, 500);
  const std::string old_header = written.chunk(0).substr(0, 512);
  (void)log.next(written.file());
  written.append(3, 500);
  written.chunk(0).replace(0, 512, old_header);
  const Run stale = log.next(written.file());
  CHECK(stale.text() == numbers(4, 6));
  CHECK(stale.damage == "");
  CHECK(log.next(written.file()).plan.unchanged);
  written.append(1).close();
  const Run clean = log.next(written.file());
  CHECK(clean.text() == "7");
  CHECK(log.next(written.file()).plan.unchanged);
}

TEST_CASE("a clean header that speaks of more makes the plan look everywhere") {
  Watched log;
  GrowingLog written(16, 16);
  written.append(60).close();
  (void)log.next(written.file());
  // A chunk that was skipped: as no log is written, but then the header is what knows.
  const std::size_t newest = written.newest();
  written.next_chunk().next_chunk().append(2).close();
  REQUIRE(written.newest() == newest + 2);
  const Run after = log.next(written.file());
  CHECK(after.text() == numbers(61, 62));
}

TEST_CASE("prepared chunks of zeros are read once, as nothing") {
  Watched log;
  GrowingLog written(16, 16);
  const Run empty = log.next(written.file());
  CHECK(empty.coverage.slack == 16 * 65536);
  CHECK(log.next(written.file()).plan.parts.empty());
  written.append(20);
  const Run some = log.next(written.file());
  CHECK(some.text() == numbers(1, 20));
  CHECK(some.coverage.known >= 10 * 65536);
}

TEST_CASE("a log without order is read in full once, and its growth is noticed wherever it is") {
  const TempDir dir;
  GrowingLog one(16), two(16);
  one.append(40);
  two.append(60);
  const auto joined = [&] { return one.file() + two.file().substr(4096); };
  Watched log;
  const Run first = log.next(joined());
  CHECK(first.text() == numbers(1, 40) + " " + numbers(1, 60));
  CHECK_FALSE(first.plan.after.ordered);
  const Run again = log.next(joined());
  CHECK(again.plan.parts.empty());
  CHECK_FALSE(again.plan.unchanged);
  const std::size_t chunks = one.chunks();
  one.append(1, 100);
  REQUIRE(one.chunks() == chunks);
  CHECK(log.next(joined()).text() == "41");
  CHECK(log.next(joined()).text() == "");
}

TEST_CASE("a chunk that is overwritten between plan and reading is told, and read by the next run") {
  const TempDir dir;
  GrowingLog written(4);
  while (written.newest() != 3) written.append(1);
  const auto path = dir.write("log.evtx", written.file());
  auto file = File::open(path);
  const auto plan = plan_resume(*file, nullptr, {});
  REQUIRE(plan);
  const std::set<std::uint32_t> old = written.there();
  while (written.newest() != 0) written.append(1);
  {
    std::fstream in_place(path, std::ios::in | std::ios::out | std::ios::binary);
    in_place << written.file();
  }
  const auto source = open_evtx(*std::move(file), "log.evtx", {}, plan->parts);
  EventBatch batch;
  (*source)->read(0, {}, batch);
  CHECK(batch.damage.count("evtx-changed") == 1);
  CHECK(batch.coverage.damaged == 65536);
  CHECK(batch.coverage.total() == 4 * 65536);
  std::set<std::uint32_t> read;
  for (const Event& e : batch.events()) read.insert(e.process_id);
  const Run next = run(path, &plan->after);
  for (const std::uint32_t n : next.numbers) CHECK(read.insert(n).second);
  for (const std::uint32_t n : written.there()) CHECK(read.contains(n));
  CHECK(next.damage == "");
}

TEST_CASE("room that is filled between plan and reading is left for the next run") {
  const TempDir dir;
  GrowingLog written(4, 4);
  written.append(3);
  const auto path = dir.write("log.evtx", written.file());
  auto file = File::open(path);
  const auto plan = plan_resume(*file, nullptr, {});
  while (written.newest() != 1) written.append(1);
  {
    std::fstream in_place(path, std::ios::in | std::ios::out | std::ios::binary);
    in_place << written.file();
  }
  const auto source = open_evtx(*std::move(file), "log.evtx", {}, plan->parts);
  EventBatch batch;
  (*source)->read(0, {}, batch);
  CHECK(batch.damage.empty());
  CHECK(batch.events().size() == 3);
  CHECK(run(path, &plan->after).text() == numbers(4, written.written()));
}

TEST_CASE("an unchanged log costs a few reads, however large it is") {
  const TempDir dir;
  const std::uint32_t chunks = 16'385;
  const auto path = dir.path() / "large.evtx";
  {
    // Heads only, and a last chunk as it should be; between them the file has holes.
    GrowingLog written(1);
    written.append(1, 10);
    std::ofstream out(path, std::ios::binary);
    out << written.file().substr(0, 4096);
    for (std::uint64_t i = 0; i < chunks; ++i) {
      std::string head = written.chunk(0).substr(0, i + 1 == chunks ? 65536 : 1024);
      for (const std::size_t at : {8, 16, 24, 32, 520}) {
        for (std::size_t b = 0; b < 8; ++b) head[at + b] = static_cast<char>((i + 1) >> (8 * b));
      }
      out.seekp(static_cast<std::streamoff>(4096 + i * 65536));
      out << head;
    }
  }
  auto file = File::open(path);
  REQUIRE(file);
  const auto first = plan_resume(*file, nullptr, {});
  REQUIRE(first);
  CHECK(first->after.ordered);
  CHECK(first->parts.size() == chunks);
  CHECK(first->after.newest == chunks - 1);
  const auto before = reads_so_far();
  const auto second = plan_resume(*file, &first->after, {});
  const auto after = reads_so_far();
  REQUIRE(second);
  CHECK(second->unchanged);
  if (before && after) CHECK(*after - *before <= 3 + 4);  // the counting reads, too
}

TEST_CASE("files that are no logs, empty ones and pieces of logs") {
  const TempDir dir;
  GrowingLog written(4);
  written.append(20);
  const std::string whole = written.file();
  for (const std::string& content : {std::string(), std::string("x"), std::string(300'000, 'x'), whole.substr(0, 4096),
                                     whole.substr(0, 4096 + 100), whole.substr(0, 4096 + 530), whole.substr(0, 4096 + 700)}) {
    auto file = File::open(dir.write("x", content));
    REQUIRE(file);
    const auto first = plan_resume(*file, nullptr, {});
    REQUIRE(first);
    const auto second = plan_resume(*file, &first->after, {});
    REQUIRE(second);
    const auto third = plan_resume(*file, &second->after, {});
    REQUIRE(third);
    CHECK(third->parts.empty());
  }
}
