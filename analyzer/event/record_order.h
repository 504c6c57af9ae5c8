#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "event/source.h"

namespace doctor {

/// Record ids from, to; both included.
struct RecordRange {
  std::uint64_t first = 0, last = 0;
  bool operator==(const RecordRange&) const = default;
};

/// A place where the order of the records is not what it should be: the record there and the one before it in the file.
struct RecordStep {
  std::uint64_t offset = 0;
  std::uint64_t record_id = 0, record_before = 0;
  FileTime time, time_before;
};

/// What the record ids and times of one log say about its being whole. Marks come in file order.
/// A log that is full goes on at its beginning: then, once, ids and times both fall. That is `wraps`, not a step back; a clock that
/// was set back, and events that were written late, make times fall while ids rise.
/// Memory: bounded by kMostRanges and kListed, whatever the marks.
class RecordOrder {
 public:
  static constexpr std::size_t kMostRanges = 100'000;  ///< a sound log has one range, a damaged one a few
  static constexpr std::size_t kListed = 20;           ///< places kept of each kind
  static constexpr Ticks kTiny{kTicksPerSecond};       ///< up to so much is how several threads write one log

  void add(std::span<const RecordMark> marks);

  std::uint64_t records() const { return records_; }
  std::uint64_t without_id() const { return without_id_; }  ///< id 0: exports can lack it
  RecordRange ids() const;                                  ///< lowest and highest; {0, 0} if there is none

  /// Whether gaps and repeats could be followed: false once there are more than kMostRanges; they are then empty.
  bool followed() const { return followed_; }
  std::vector<RecordRange> gaps() const;              ///< ids missing between the lowest and the highest, ascending
  std::uint64_t missing() const;                      ///< how many ids that are
  std::uint64_t repeats() const { return repeats_; }  ///< records whose id another one had before them
  const std::vector<RecordMark>& repeated() const { return repeated_; }  ///< the first kListed

  std::uint64_t wraps() const { return wraps_; }
  const RecordStep& first_wrap() const { return first_wrap_; }  ///< requires wraps() > 0
  std::uint64_t steps_back() const { return steps_back_; }      ///< of more than kTiny
  std::uint64_t tiny_steps_back() const { return tiny_; }
  const RecordStep& largest_step_back() const { return largest_; }              ///< requires steps_back() > 0
  const std::vector<RecordStep>& listed_steps_back() const { return listed_; }  ///< the first kListed

 private:
  void add_id(const RecordMark& mark);
  void add_time(const RecordMark& mark);

  using Ranges = std::map<std::uint64_t, std::uint64_t>;  // first -> last, apart from each other by one id at least
  Ranges ranges_;
  Ranges::iterator current_ = ranges_.end();  // grew last
  std::uint64_t room_ = 0;                    // ids from the end of *current_ up to here belong to no range
  bool followed_ = true;
  std::uint64_t lowest_ = 0, highest_ = 0;
  std::uint64_t records_ = 0, without_id_ = 0, repeats_ = 0, wraps_ = 0, steps_back_ = 0, tiny_ = 0;
  std::vector<RecordMark> repeated_;
  RecordMark before_;
  RecordStep first_wrap_, largest_;
  std::vector<RecordStep> listed_;
};

}  // namespace doctor
