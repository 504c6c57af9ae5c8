#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "evtx/limits.h"
#include "evtx/name_table.h"
#include "evtx/text_pool.h"
#include "evtx/tokens.h"

namespace doctor::evtx {

/// One operation of a compiled piece of binary XML. The operations of an element are contiguous: `open`, then its attributes,
/// each followed by its value, then its content. `end` says where an element or an attribute's value stops, so that any of
/// them can be skipped without looking inside. There is no operation for closing.
struct Op {
  enum class Kind : std::uint8_t { open, attribute, text, substitution };
  Kind kind = Kind::text;
  bool optional = false;     ///< substitution: a null value leaves the attribute out
  bool declaration = false;  ///< attribute: xmlns or xmlns:...
  bool empty_tag = false;    ///< open: written as <x/>
  std::uint8_t prefix = 0;   ///< open, attribute: how much of `text` is the prefix, with its colon
  std::uint8_t type = 0;     ///< substitution: the type that was planned; the value tells which was written
  std::uint16_t index = 0;   ///< substitution: into the array of values
  std::uint16_t dependency = kNoDependency;  ///< open: the element is left out if that value is null
  std::uint32_t end = 0;                     ///< open, attribute: the operation behind the last of it
  std::string_view text;                     ///< open, attribute: name; text: UTF-8

  std::string_view local() const { return text.substr(prefix); }  ///< the name without its prefix
};
using Ops = std::span<const Op>;

/// A compiled element.
struct Compiled {
  Ops ops;              ///< empty or beginning with one `open`
  std::size_t end = 0;  ///< chunk offset behind it, or where compiling had to stop
  bool whole = false;   ///< false: `ops` is what could be read before it broke off, closed properly
};

/// Where compiled binary XML refers to a name: what must be the same for the same bytes to mean the same elsewhere.
struct NameReference {
  std::uint32_t at = 0;    ///< chunk offset of the 4 bytes that say where the name is
  std::uint32_t name = 0;  ///< chunk offset of the name's text
  std::uint32_t size = 0;  ///< of the text, in bytes
  bool inside = false;     ///< the name is written behind the reference, at its first use
};

/// Compiles binary XML, of templates and of records that bring their own, to operations that refer to names and literal text
/// in UTF-8. Entity and character references are resolved.
/// Never reads outside the chunk, follows no links, keeps open elements on a stack of fixed depth.
/// Lifetime: operations and their texts live in the arena of the pool given to element(), names in the table.
class BinXmlCompiler {
 public:
  BinXmlCompiler(NameTable& names, Budget& budget) : name_table_(names), budget_(budget) {}

  /// From now on offsets are in this chunk.
  void begin(ByteView chunk);

  /// Windows writes two layouts of an element's start: in template definitions a 2-byte dependency identifier follows the token,
  /// elsewhere (template-less records, inline values) it does not. `expected` is what the place suggests; if the bytes fit
  /// only the other layout, that is taken.
  enum class Layout : std::uint8_t { with_dependency, without_dependency };
  /// The one that the bytes of the element at `begin` fit; `expected` if both do, or neither.
  static Layout layout(ByteView chunk, std::size_t begin, Layout expected);

  /// The element whose `open` token is at `begin`, up to `limit` at most.
  /// `references`, if given, gets every name referred to, in order; emptied if the layout was not the expected one.
  Compiled element(std::size_t begin, std::size_t limit, Layout expected, TextPool& pool,
                   std::vector<NameReference>* references = nullptr);

  /// The offset behind the processing instruction token at `begin`, 0 if it is broken.
  std::size_t skip_instruction(std::size_t begin, std::size_t limit);

 private:
  struct Known {
    std::uint32_t generation = 0;  ///< of the chunk
    std::uint32_t offset = 0;
    std::uint32_t size = 0;  ///< of the stored text
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
  const Known* name_at(std::size_t offset);
  bool value_allowed() const { return !in_tag_ || attribute_open_; }
  void add_text(std::string_view text);
  void finish_attribute();
  void pop() { ops_[stack_[--depth_]].end = static_cast<std::uint32_t>(ops_.size()); }

  ByteView chunk_;
  NameTable& name_table_;
  Budget& budget_;
  TextPool* pool_ = nullptr;                          ///< of the element at work
  std::vector<NameReference>* references_ = nullptr;  ///< the same
  std::vector<Op> ops_;                               ///< of the element at work; reused
  std::array<std::uint32_t, kMaxDepth> stack_{};
  std::size_t depth_ = 0;
  std::uint32_t attribute_ = 0;
  bool in_tag_ = false, attribute_open_ = false;
  Layout layout_ = Layout::with_dependency;
  std::uint32_t generation_ = 0;
  std::array<Known, 256> known_{};  ///< the names of this chunk last met, by offset
};

}  // namespace doctor::evtx
