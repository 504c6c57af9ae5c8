#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "evtx/binxml.h"
#include "evtx/extent_counter.h"
#include "evtx/name_table.h"
#include "evtx/system_plan.h"

namespace doctor::evtx {

class RenderPlan;

/// A template definition, compiled once for all chunks in which it stands with the same bytes and the same names.
struct Definition {
  Ops ops;                   ///< of the one element it holds
  SystemPlan plan;           ///< of templates of whole events; plan.found is false for those of event data
  SystemGate gate;           ///< the same for the few values that decide, as numbers of substitutions
  std::uint32_t id = 0;      ///< first four bytes of its GUID; instances repeat them
  bool sound = false;        ///< compiled to the end; if not, nothing but `id` is to be used
  std::uint32_t number = 0;  ///< counted from 0 within the life of the library

  ExtentCounter::Hint writer;  ///< who wrote the last record of this template

  /// How to print it, made when first asked for; by RenderFormat.
  std::array<const RenderPlan*, 2> render{};

  // What makes it the same: everything behind the link to the next definition, but for places that depend on the chunk.
  ByteView bytes;
  struct Reference {
    std::uint32_t at = 0;  ///< into `bytes`
    bool inside = false;
    ByteView name;  ///< as stored, UTF-16
  };
  std::span<const Reference> references;
  Definition* next = nullptr;  ///< in the same bucket of the library
};

/// The templates of all chunks that one thread reads. A definition is compiled when it is first met. Chunks write their names at
/// different places, so that equal templates differ in their bytes: a definition is taken for known only if all of its bytes but
/// those places are equal, and each place leads to the same name. What a chunk may cost does not depend on what is known already, so
/// that the result does not depend on which chunks a thread has read before.
/// Lifetime: definitions and their texts live until clear().
/// Threads: one at a time.
class TemplateLibrary {
 public:
  TemplateLibrary();
  ~TemplateLibrary();
  TemplateLibrary(const TemplateLibrary&) = delete;
  TemplateLibrary& operator=(const TemplateLibrary&) = delete;

  bool full() const;
  /// Forgets everything: nothing that came from here may be used any more.
  void clear();
  /// From now on offsets are in this chunk.
  void begin(ByteView chunk);

  /// The definition at `offset` of the chunk; never null. Takes the price of compiling it off the chunk's budget, whether it has to
  /// be compiled or not.
  Definition* find(std::uint32_t offset, Budget& chunk_budget);

  NameTable& names() { return names_; }
  std::pmr::memory_resource& arena() { return arena_; }
  /// Keeps a plan as long as the definitions.
  const RenderPlan* keep(std::unique_ptr<RenderPlan> plan);

 private:
  /// Counts what is given out.
  class Arena : public std::pmr::memory_resource {
   public:
    std::size_t bytes() const { return bytes_; }
    void release() {
      memory_.release();
      bytes_ = 0;
    }

   private:
    void* do_allocate(std::size_t n, std::size_t alignment) override {
      bytes_ += n;
      return memory_.allocate(n, alignment);
    }
    void do_deallocate(void*, std::size_t, std::size_t) override {}
    bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

    std::pmr::monotonic_buffer_resource memory_{64 * 1024};
    std::size_t bytes_ = 0;
  };

  Definition* compile(std::uint32_t offset, std::uint32_t size, Definition** bucket);
  bool same(const Definition& known, std::uint32_t offset) const;
  bool readable(std::uint32_t offset, std::uint32_t& size) const;
  void remember(Definition& made, std::uint32_t offset, std::uint32_t size, Definition*& bucket);
  bool names_end_well() const;

  Arena arena_;
  NameTable names_;
  Budget budget_;  ///< of one definition
  BinXmlCompiler compiler_;
  ByteView chunk_;
  std::array<Definition*, 1024> buckets_{};
  std::vector<std::unique_ptr<RenderPlan>> plans_;
  std::size_t plan_bytes_ = 0;
  std::vector<NameReference> references_;
  std::uint32_t count_ = 0;
};

}  // namespace doctor::evtx
