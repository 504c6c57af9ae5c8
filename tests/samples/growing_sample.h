#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "support/xml_builder.h"

namespace doctor::test {

/// An EVTX log as the Event Log service keeps it: it grows record by record in chunks of 64 KiB, goes round when it is full, and can be
/// cleared. Record ids are given out here: 1, 2, 3 ... and from 1 again after clear().
class GrowingSample {
 public:
  /// `most_chunks`: as many there are before the oldest is overwritten.
  explicit GrowingSample(std::size_t most_chunks) : most_chunks_(most_chunks) {}

  void add(std::vector<XmlEvent> events);
  void clear();

  /// The file as it lies on the disk now. A log in use: marked dirty, its header behind the times.
  std::string bytes() const;

  std::uint64_t overwritten() const { return overwritten_; }  ///< records that are gone, cleared ones not counted

 private:
  void settle(std::string chunk);

  std::size_t most_chunks_;
  std::vector<std::string> chunks_;  ///< whole ones, in file order
  std::size_t next_ = 0;             ///< where the chunk in the making lies
  std::vector<XmlEvent> current_;    ///< its events
  std::string making_;               ///< its bytes
  std::string header_;
  std::uint64_t next_record_ = 1, overwritten_ = 0;
};

}  // namespace doctor::test
