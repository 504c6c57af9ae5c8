#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "event/source.h"
#include "evtx/limits.h"
#include "evtx/text_pool.h"
#include "evtx/tokens.h"

namespace doctor::evtx {

/// One operation of a compiled piece of binary XML. The operations of an element are contiguous: `open`, then its attributes,
/// each followed by its value, then its content. `end` says where an element or an attribute's value stops, so that any of
/// them can be skipped without looking inside. There is no operation for closing.
struct Op {
  enum class Kind : std::uint8_t { open, attribute, text, substitution };
  Kind kind = Kind::text;
  bool optional = false;                     ///< substitution: a null value leaves the attribute out
  std::uint16_t index = 0;                   ///< substitution: into the array of values
  std::uint16_t dependency = kNoDependency;  ///< open: the element is left out if that value is null
  std::uint32_t end = 0;                     ///< open, attribute: the operation behind the last of it
  std::string_view text;                     ///< open, attribute: local name; text: UTF-8
};
using Ops = std::span<const Op>;

/// A compiled element.
struct Compiled {
  Ops ops;              ///< empty or beginning with one `open`
  std::size_t end = 0;  ///< chunk offset behind it, or where compiling had to stop
  bool whole = false;   ///< false: `ops` is what could be read before it broke off, closed properly
};

/// Compiles binary XML, of templates and of records that bring their own, to operations that refer to names and literal text
/// in UTF-8. Namespace declarations are dropped, prefixes cut off, entity and character references resolved.
/// Never reads outside the chunk, follows no links, keeps open elements on a stack of fixed depth.
/// Lifetime: results live in the batch's arena, until its next clear().
class BinXmlCompiler {
 public:
  BinXmlCompiler(ByteView chunk, EventBatch& batch, TextPool& pool, Budget& budget)
      : chunk_(chunk), batch_(batch), pool_(pool), budget_(budget) {}

  /// Windows writes two layouts of an element's start: in template definitions a 2-byte dependency identifier follows the token,
  /// elsewhere (template-less records, inline values) it does not. `expected` is what the place suggests; if the bytes fit
  /// only the other layout, that is taken.
  enum class Layout : std::uint8_t { with_dependency, without_dependency };

  /// The element whose `open` token is at `begin`, up to `limit` at most.
  Compiled element(std::size_t begin, std::size_t limit, Layout expected);

  /// The offset behind the processing instruction token at `begin`, 0 if it is broken.
  std::size_t skip_instruction(std::size_t begin, std::size_t limit);

 private:
  struct Names {
    std::uint32_t offset = 0;  ///< 0: unused; a name cannot lie in the chunk header's first byte
    std::string_view text;
  };

  bool token(ByteReader& in);
  bool open(ByteReader& in, bool has_attributes);
  bool attribute(ByteReader& in);
  bool literal(ByteReader& in, bool typed);
  bool entity(ByteReader& in);
  bool substitution(ByteReader& in, bool optional);
  bool instruction(ByteReader& in, Token part);
  bool name(ByteReader& in, std::string_view& out);
  bool name_at(std::size_t offset, std::string_view& out);
  Layout layout(std::size_t begin, Layout expected) const;
  bool value_allowed() const { return !in_tag_ || attribute_open_; }
  void add_text(std::string_view text);
  void finish_attribute();
  void pop() { ops_[stack_[--depth_]].end = static_cast<std::uint32_t>(ops_.size()); }

  ByteView chunk_;
  EventBatch& batch_;
  TextPool& pool_;
  Budget& budget_;
  std::vector<Op> ops_;  ///< of the element at work; reused
  std::array<std::uint32_t, kMaxDepth> stack_{};
  std::size_t depth_ = 0;
  std::uint32_t attribute_ = 0;
  bool in_tag_ = false, attribute_open_ = false;
  Layout layout_ = Layout::with_dependency;
  std::array<Names, 256> names_{};  ///< the names last met, by offset
};

}  // namespace doctor::evtx
