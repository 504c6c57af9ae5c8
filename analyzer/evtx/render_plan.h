#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_buffer.h"
#include "event/source.h"
#include "evtx/binxml.h"

namespace doctor::evtx {

/// One template prepared for one format: the literal text between its substitutions, and what to do at each of them. Printing an
/// event then is little more than copying.
/// XML: the whole element. JSON: what stands behind the element's name. There not every template can be prepared (names that repeat,
/// say): usable() is false, and the element is walked instead.
class RenderPlan {
 public:
  struct Step {
    enum class Kind : std::uint8_t {
      literal,       ///< nothing more
      value,         ///< a value
      attribute,     ///< XML: nothing at all, if the value is null; else the literal, the value and a quote
      unless_null,   ///< goes on at `target` if the value is null
      members,       ///< JSON: the elements in the value, members of the object that is open here
      attributes,    ///< JSON: an element with attributes that may be left out, and perhaps a text
    };
    Kind kind = Kind::literal;
    bool in_attribute = false;          ///< value: XML, inside an attribute
    bool comma = false;                 ///< JSON: a comma goes before the literal unless the object was just opened
    std::uint16_t value = 0;            ///< number of the substitution
    std::uint32_t literal = 0, size = 0;  ///< printed first
    std::uint32_t target = 0;           ///< unless_null: a step; attributes: the first of its attributes
    std::uint32_t count = 0;            ///< attributes: how many
    std::uint32_t open = 0, close = 0;  ///< value: how much of this literal's end and the next one's beginning are the element's
                                        ///< tags, which repeat for every item of an array; 0: no such thing
    bool has_text = false;              ///< attributes: `value` is the element's text
  };
  /// Of a Step::attributes.
  struct Attribute {
    std::uint32_t name = 0, size = 0;  ///< literal: "Name": with quotes and colon
    bool is_literal = false;           ///< the value is the literal behind the name
    bool optional = false;
    std::uint16_t value = 0;
    std::uint32_t text = 0, text_size = 0;
  };
  static constexpr std::uint32_t kNone = 0xffff;
  /// Step::open where the start tag has attributes that are filled in: an array in it needs the element to be walked.
  static constexpr std::uint32_t kNotPrepared = 0xffffffff;
  /// Bytes that may be read behind any literal.
  static constexpr std::size_t kPadding = 32;

  /// `ops` begin with the element.
  static std::unique_ptr<RenderPlan> make(Ops ops, RenderFormat format);

  bool usable() const { return usable_; }
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<Attribute>& attributes() const { return attributes_; }
  const char* literal(std::uint32_t at) const { return literals_.data() + at; }
  /// JSON: the substitution whose place is that of `members`; kNone if there is none.
  std::uint32_t members() const { return members_; }
  /// JSON: names of the members that the root element always has.
  const std::vector<std::string_view>& member_names() const { return member_names_; }
  std::size_t bytes() const;

 private:
  friend class XmlPlanner;
  friend class JsonPlanner;
  bool usable_ = true;
  std::vector<Step> steps_;
  std::vector<Attribute> attributes_;
  std::string literals_;
  std::uint32_t members_ = kNone;
  std::vector<std::string_view> member_names_;
};

/// Whether a text in <System> stands for a number: an element's, or, with a name, an attribute's.
bool is_system_number(std::string_view element, std::string_view attribute);

/// How JSON shows a text of <System> that has no type of its own: numbers bare, GUIDs as everywhere.
void print_system_text(std::string_view element, std::string_view attribute, std::string_view text, TextBuffer& out);

/// Where the content of the element at `element` begins, behind its attributes.
std::uint32_t content_begin(Ops ops, std::uint32_t element);

/// The text of operations that are nothing but text; null if there is anything else, or nothing.
struct LiteralText {
  bool found = false;
  std::string text;
};
LiteralText literal_text(Ops ops, std::uint32_t begin, std::uint32_t end);

}  // namespace doctor::evtx
