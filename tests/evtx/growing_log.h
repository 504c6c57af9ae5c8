#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "evtx/chunk_memory.h"
#include "event/source.h"
#include "support/evtx_chunk_writer.h"

namespace doctor::test {

/// A log as Windows writes it: into one chunk after the other, from the first again when `most_chunks` are full. Each event has a number
/// of its own as its process id, counted over everything ever written.
class GrowingLog {
 public:
  /// `prepared`: that many chunks of zeros lie there from the start. `leftovers`: an overwritten chunk keeps what its new records have
  /// not reached.
  explicit GrowingLog(std::size_t most_chunks, std::size_t prepared = 0, bool leftovers = true);

  GrowingLog& append(std::size_t events, std::size_t characters = 3000);
  /// Begins in the next chunk, whatever room is left.
  GrowingLog& next_chunk();
  GrowingLog& clear();  ///< a new file, ids from 1
  GrowingLog& close();  ///< writes the file's header: clean. append() makes it dirty again

  std::string file() const;
  std::string& chunk(std::size_t index) { return chunks_[index]; }
  std::size_t chunks() const { return chunks_.size(); }
  std::size_t newest() const { return at_; }
  std::size_t free_offset() const { return writer_.size(); }  ///< of the newest chunk
  /// Where the last record begins in the newest chunk.
  std::size_t last_offset() const { return writer_.last_offset(); }
  std::uint32_t written() const { return number_; }          ///< the number of the last event
  const std::set<std::uint32_t>& there() const { return there_; }  ///< the events that lie in the file

 private:
  void put();
  std::string header() const;

  std::size_t most_chunks_, prepared_;
  bool leftovers_;
  std::vector<std::string> chunks_;
  std::vector<std::vector<std::uint32_t>> numbers_;
  EvtxChunkWriter writer_;
  std::size_t at_ = 0;
  std::uint32_t number_ = 0;
  std::uint64_t next_id_ = 1;
  std::string header_;
  std::set<std::uint32_t> there_;
};

/// One run: a plan for a file and what was read by it.
struct Run {
  ResumePlan plan;
  std::vector<std::uint32_t> numbers;  ///< of the events, in file order
  std::string damage;                  ///< codes; not those of the file's header
  Coverage coverage;

  /// "1 2 3 7".
  std::string text() const;
};

/// Plans and reads. Coverage must add up to the size of the file, or the calling test fails.
Run run(const std::filesystem::path& path, const LogMemory* before,
        const std::function<std::uint32_t(std::uint64_t)>& known = {});

/// "3-9": those numbers, as Run::text() writes them.
std::string numbers(std::uint32_t from, std::uint32_t to);

/// How far chunks were read in any of these.
std::function<std::uint32_t(std::uint64_t)> known_from(const std::vector<LogMemory>& memories);

}  // namespace doctor::test
