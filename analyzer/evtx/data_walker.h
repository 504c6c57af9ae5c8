#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "event/event.h"
#include "evtx/binxml.h"
#include "evtx/system_plan.h"
#include "evtx/template.h"
#include "evtx/trouble.h"

namespace doctor::evtx {

/// Collects the fields of one event: everything under EventData, UserData and their like, in document order, with names and
/// paths as documented at Field. Follows binary XML inside of values. System, RenderingInfo and DebugData are passed over.
/// Lifetime: what the fields point to lives in the batch; the span itself until the next start().
class DataWalker {
 public:
  DataWalker(TextPool& pool, Budget& budget, BinXmlCompiler& compiler, TemplateCache& templates)
      : pool_(pool), budget_(budget), compiler_(compiler), templates_(templates) {}

  /// From now on offsets are in this chunk.
  void begin(ByteView chunk) { chunk_ = chunk; }
  /// Forgets the fields and the trouble of the event before.
  void start();

  /// Walks a program whose first operation opens <Event> (or stands in its place).
  void event(const Filled& event);
  /// Walks fragments of binary XML in [begin, end) that stand beside the event's root, up to where they end.
  void fragments(std::size_t begin, std::size_t end);

  std::span<const Field> fields() const { return fields_; }

  /// The first thing that could not be read in this event.
  const Trouble& trouble() const { return trouble_; }

 private:
  /// What an element is found in: that decides how it becomes fields.
  enum class Place : std::uint8_t { root, event, event_data, nested };
  struct Siblings {
    std::string_view name;
    std::size_t count = 0;
  };
  /// An open element. `path` is empty in EventData and for the one child of UserData.
  struct Parent {
    Place place = Place::root;
    std::string_view path;
    std::size_t first_sibling = 0;  ///< into siblings_
    std::uint64_t names_met = 0;    ///< one bit per hash: most names need no search
  };

  void children(const Filled& program, std::uint32_t begin, std::uint32_t end, Parent& parent);
  void child(const Filled& program, std::uint32_t at, Parent& parent);
  void inside(const Filled& program, std::uint32_t at, Place place, std::string_view path);
  void event_child(const Filled& program, std::uint32_t at);
  void data(const Filled& program, std::uint32_t at, Parent& parent);
  void nested(const Filled& program, std::uint32_t at, Parent& parent);
  void nested_item(const Filled& program, std::uint32_t at, std::uint32_t content, Parent& parent, const Value* item);
  void fragments(std::size_t begin, std::size_t end, Parent& parent);
  std::size_t one_fragment(std::size_t at, std::size_t end, Parent& parent);

  bool left_out(const Filled& program, const Op& element) const;
  bool has_elements(const Filled& program, std::uint32_t begin, std::uint32_t end) const;
  const StoredValue array_at(const Filled& program, std::uint32_t begin, std::uint32_t end) const;
  std::size_t sibling_index(Parent& parent, std::string_view name);
  void add(std::string_view name, std::string_view path, const Value& value) { fields_.push_back({name, path, value}); }
  void fail(std::size_t offset, std::string_view what);

  ByteView chunk_;
  TextPool& pool_;
  Budget& budget_;
  BinXmlCompiler& compiler_;
  TemplateCache& templates_;
  std::vector<Field> fields_;
  std::vector<Siblings> siblings_;
  unsigned depth_ = 0;
  Trouble trouble_;
};

}  // namespace doctor::evtx
