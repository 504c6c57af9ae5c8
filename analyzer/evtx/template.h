#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "evtx/binxml.h"
#include "evtx/system_plan.h"
#include "evtx/values.h"

namespace doctor::evtx {

/// A template definition, compiled once for its chunk.
struct Template {
  std::uint32_t offset = 0;  ///< of the definition, in the chunk
  std::uint32_t id = 0;      ///< first four bytes of its GUID; instances repeat them
  Ops ops;                   ///< of the one element it holds
  bool sound = false;        ///< compiled to the end
  SystemPlan plan;           ///< of templates of whole events; plan.found is false for those of event data
  Template* next = nullptr;  ///< in the same bucket of the cache
};

/// A template and the values for its gaps, as one record has them.
struct Instance {
  const Template* definition = nullptr;  ///< null: the definition it names cannot be read
  std::span<const StoredValue> values;   ///< valid until the buffer they were read into is used again
  std::size_t end = 0;                   ///< chunk offset behind the values
  bool whole = false;                    ///< false: cut off; values that did not fit are null
};

/// Finds the definitions of one chunk. Definitions are compiled where they are referred to; the table in the chunk header is not
/// needed, and so cannot mislead.
/// Lifetime: definitions live in the batch's arena.
class TemplateCache {
 public:
  TemplateCache(ByteView chunk, EventBatch& batch, Budget& budget, BinXmlCompiler& compiler)
      : chunk_(chunk), batch_(batch), budget_(budget), compiler_(compiler) {}

  /// Reads the instance whose token is at `begin`; nothing behind `limit` belongs to it. Its values go to `buffer`.
  Instance instance(std::size_t begin, std::size_t limit, std::vector<StoredValue>& buffer);
  /// The same with the values in the arena, for instances inside of instances.
  Instance inner_instance(std::size_t begin, std::size_t limit);

 private:
  struct Head {
    const Template* definition = nullptr;
    std::size_t descriptors = 0;  ///< offset of the first
    std::uint32_t count = 0;
    bool ok = false;
  };

  Head head(std::size_t begin, std::size_t limit);
  bool fill(const Head& head, std::size_t limit, std::span<StoredValue> values, std::size_t& end) const;
  const Template& find(std::uint32_t offset);
  void compile(Template& definition);

  ByteView chunk_;
  EventBatch& batch_;
  Budget& budget_;
  BinXmlCompiler& compiler_;
  std::array<Template*, 64> buckets_{};
};

}  // namespace doctor::evtx
