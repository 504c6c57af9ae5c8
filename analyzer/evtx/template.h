#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "evtx/template_library.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// A template and the values for its gaps, as one record has them.
struct Instance {
  Definition* definition = nullptr;     ///< null: the definition it names cannot be read
  std::span<const StoredValue> values;  ///< valid until the buffer they were read into is used again
  std::size_t end = 0;                  ///< chunk offset behind the values
  std::uint64_t binary_xml = 0;         ///< a bit for each value that is binary XML; the last for all from the 64th on
  bool whole = false;                   ///< false: cut off; values that did not fit are null
};

/// Finds the definitions of one chunk. They are looked up where they are referred to; the table in the chunk header is not
/// needed, and so cannot mislead.
class TemplateCache {
 public:
  TemplateCache(TemplateLibrary& library, Budget& budget) : library_(library), budget_(budget) {}

  /// From now on offsets are in this chunk.
  void begin(ByteView chunk);

  /// Reads the instance whose token is at `begin`; nothing behind `limit` belongs to it. Its values go to `buffer`.
  Instance instance(std::size_t begin, std::size_t limit, std::vector<StoredValue>& buffer);
  /// The same with the values in an arena, for instances inside of instances.
  Instance inner_instance(std::size_t begin, std::size_t limit, std::pmr::memory_resource& arena);

  /// Fills `values` with those whose descriptors begin at `descriptors`, and the rest of `instance` to go with them. Requires that the
  /// descriptors lie before the limit.
  void fill(std::size_t descriptors, std::size_t limit, std::span<StoredValue> values, Instance& instance) const;

  /// The definition at `offset`; never null.
  Definition* find(std::uint32_t offset) {
    for (std::size_t i = 0; i < kProbes; ++i) {
      const Slot& slot = slots_[(hash(offset) + i) % slots_.size()];
      if (slot.offset == offset && slot.generation == generation_) return slot.definition;
    }
    return look_up(offset);
  }

 private:
  struct Slot {
    std::uint32_t generation = 0, offset = 0;
    Definition* definition = nullptr;
  };
  struct Head {
    Definition* definition = nullptr;
    std::size_t descriptors = 0;  ///< offset of the first
    std::uint32_t count = 0;
    bool ok = false;
  };
  static constexpr std::size_t kProbes = 4;
  static std::size_t hash(std::uint32_t offset) { return (offset >> 3) ^ (offset >> 9); }

  Definition* look_up(std::uint32_t offset);
  Head head(std::size_t begin, std::size_t limit);

  ByteView chunk_;
  TemplateLibrary& library_;
  Budget& budget_;
  std::uint32_t generation_ = 0;
  std::array<Slot, 256> slots_{};
};

}  // namespace doctor::evtx
