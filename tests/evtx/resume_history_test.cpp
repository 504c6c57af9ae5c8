// Random histories of a log, read run by run: every event is read exactly once, or was overwritten before anybody could.
#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <vector>

#include "evtx/evtx_source.h"
#include "evtx/growing_log.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

struct History {
  explicit History(std::uint32_t seed) : random(seed) {}

  std::size_t below(std::size_t n) { return random() % n; }

  /// Reads, and checks that nothing is read twice and that all that is there was read.
  void read_and_check(GrowingLog& log) {
    const Run now = run(dir.write("log.evtx", log.file()), runs++ == 0 ? nullptr : &memory);
    memory = now.plan.after;
    CHECK(now.damage == "");
    std::vector<std::uint32_t> twice, unread;
    for (const std::uint32_t n : now.numbers) {
      if (!read.insert(n).second) twice.push_back(n);
    }
    std::set_difference(log.there().begin(), log.there().end(), read.begin(), read.end(), std::back_inserter(unread));
    CHECK(twice == std::vector<std::uint32_t>{});
    CHECK(unread == std::vector<std::uint32_t>{});
    std::uint64_t overwritten = 0;
    for (std::uint32_t n = checked + 1; n <= log.written(); ++n) overwritten += read.contains(n) ? 0 : 1;
    checked = log.written();
    if (!cleared) CHECK(now.plan.lost_records == overwritten);
    lost += overwritten;
    if (now.plan.unchanged) ++unchanged;
    cleared = false;
  }

  std::mt19937 random;
  TempDir dir;
  LogMemory memory;
  std::size_t runs = 0, unchanged = 0;
  std::set<std::uint32_t> read;
  std::uint32_t checked = 0;
  std::uint64_t lost = 0;
  bool cleared = false;
};

}  // namespace

TEST_CASE("300 steps of a log, read after most") {
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    CAPTURE(seed);
    History history(seed);
    GrowingLog log(5 + seed, seed % 2 == 0 ? 3 : 0, seed < 3);
    for (int step = 0; step < 300; ++step) {
      CAPTURE(step);
      const std::size_t what = history.below(100);
      if (what < 2) {
        log.clear();
        history.cleared = true;
      } else if (what < 5) {
        log.append(150 + history.below(100));  // more than fits
      } else if (what < 75) {
        log.append(history.below(20));
      } else if (what < 85) {
        log.append(1 + history.below(3), 100);
      }
      if (history.below(4) == 0) log.close();
      if (history.below(5) > 0) history.read_and_check(log);
    }
    history.read_and_check(log);
    CHECK(history.lost > 0);
    CHECK(history.unchanged > 10);
    CHECK(history.read.size() + history.lost == log.written());
  }
}

TEST_CASE("whatever happens to the bytes between two plans, no record of a chunk is read twice") {
  std::mt19937 random(7);
  const TempDir dir;
  for (int round = 0; round < 100; ++round) {
    CAPTURE(round);
    GrowingLog log(4 + random() % 4, random() % 4);
    log.append(random() % 120);
    std::string bytes = log.file();
    LogMemory memory;
    std::map<std::uint64_t, std::set<std::uint64_t>> read;  // by identity of the chunk: offsets in it
    std::size_t again = 0;
    for (int plan_number = 0; plan_number < 2; ++plan_number) {
      const auto path = dir.write("log.evtx", bytes);
      auto file = File::open(path);
      REQUIRE(file);
      const std::uint64_t size = file->size();
      const auto plan = plan_resume(*file, plan_number == 0 ? nullptr : &memory, {});
      REQUIRE(plan);
      CHECK(plan->parts.size() <= (size + 65535) / 65536);
      memory = plan->after;
      const auto source = open_evtx(*std::move(file), "log.evtx", {}, plan->parts);
      if (source) {
        Coverage coverage = (*source)->opening_coverage();
        EventBatch batch;
        for (std::size_t i = 0; i < (*source)->slices(); ++i) {
          (*source)->read(i, {}, batch);
          coverage += batch.coverage;
          for (const Event& e : batch.events()) {
            const std::uint64_t chunk = (e.origin.offset - 4096) / 65536;
            again += read[memory.chunks[chunk].identity].insert((e.origin.offset - 4096) % 65536).second ? 0 : 1;
          }
        }
        CHECK(coverage.total() == size);
      }
      // Growth or none, and then damage: bytes, runs of zeros, a cut, a piece of the log elsewhere.
      if (random() % 2 == 0) bytes = log.append(random() % 60).file();
      for (std::size_t n = random() % 20; n > 0 && !bytes.empty(); --n) {
        const std::size_t at = random() % bytes.size();
        switch (random() % 8) {
          case 0:
            bytes.resize(at + 1);
            break;
          case 1:
            bytes.replace(at, std::min<std::size_t>(random() % 5000, bytes.size() - at), 1 + random() % 5000, '\0');
            break;
          case 2:
            bytes.append(random() % 70'000, static_cast<char>(random()));
            break;
          case 3:  // in a chunk's header
            bytes[std::min(4096 + at / 65536 * 65536 + random() % 128, bytes.size() - 1)] = static_cast<char>(random());
            break;
          default:
            bytes[at] = static_cast<char>(random());
        }
      }
    }
    CHECK(again == 0);
  }
}
