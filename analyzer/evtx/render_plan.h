#pragma once
#include <cstdint>
#include <cstring>
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
      value,        ///< a value
      attribute,    ///< XML: nothing at all, if the value is null; else the literal, the value and a quote
      literal,      ///< nothing more
      comma,        ///< JSON: a comma behind the literal, unless the object was just opened
      unless_null,  ///< goes on at `target` if the value is null
      attributes,   ///< JSON: an element with attributes that may be left out, and perhaps a text
      members,      ///< JSON: the elements in the value, members of the object that is open here
      object,       ///< JSON: the elements in the value, an object of their own; null if there is none
    };
    Kind kind = Kind::literal;
    bool in_attribute = false;            ///< value: XML, inside an attribute
    bool has_text = false;                ///< attributes: `value` is the element's text
    std::uint16_t value = 0;              ///< number of the substitution
    std::uint32_t literal = 0, size = 0;  ///< printed first
    std::uint32_t target = 0;             ///< unless_null: a step; attributes: the first of its attributes
    std::uint32_t count = 0;              ///< attributes: how many
    std::uint32_t open = 0,
                  close =
                      0;  ///< value: how much of this literal's end and of the next one's beginning are the element's
                          ///< tags, which repeat for every item of an array; 0: no such thing
  };
  /// Of a Step::attributes. Two literals: what to print if no attribute was printed before, and else. Of an attribute whose value is
  /// written in the template, they hold that, too.
  struct Attribute {
    std::uint32_t first = 0, first_size = 0;  ///< {"#attributes":{"Name":
    std::uint32_t next = 0, next_size = 0;    ///< ,"Name":
    bool is_literal = false;
    bool optional = false;
    std::uint16_t value = 0;
  };
  static constexpr std::uint32_t kNone = 0xffff;
  /// Step::open where the start tag has attributes that are filled in: an array in it needs the element to be walked.
  static constexpr std::uint32_t kNotPrepared = 0xffffffff;
  /// Bytes that may be read behind any literal.
  static constexpr std::size_t kPadding = 32;

  /// `ops` begin with the element.
  static std::unique_ptr<RenderPlan> make(Ops ops, RenderFormat format);

  bool usable() const { return usable_; }
  /// How many values there must be.
  std::size_t values_needed() const { return values_needed_; }
  /// Room for everything it may print but arrays and binary XML, if the values have this many bytes; 0 if that cannot be said, since a
  /// value is printed more than once.
  std::size_t room(std::size_t value_bytes) const { return once_ ? fixed_room_ + 3 * value_bytes : 0; }
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<Attribute>& attributes() const { return attributes_; }
  const char* literal(std::uint32_t at) const { return literals_.data() + at; }
  /// JSON: ,"Name": of the root element. Readable kPadding bytes beyond its end.
  std::string_view root_name() const {
    return root_name_size_ == 0 ? std::string_view{} : std::string_view(root_name_).substr(0, root_name_size_);
  }
  bool is_event() const { return is_event_; }  ///< the root is <Event>
  /// JSON: the substitution whose place is that of `members` or `object`; kNone if there is none.
  std::uint32_t members() const { return members_; }
  /// JSON: names of the members that the root element always has.
  const std::vector<std::string_view>& member_names() const { return member_names_; }
  std::size_t bytes() const;

 private:
  friend class XmlPlanner;
  friend class JsonPlanner;
  void finish();

  bool usable_ = true, once_ = false, is_event_ = false;
  std::size_t fixed_room_ = 0, values_needed_ = 0;
  std::vector<Step> steps_;
  std::vector<Attribute> attributes_;
  std::string literals_, root_name_;  ///< both with padding behind
  std::size_t root_name_size_ = 0;
  std::uint32_t members_ = kNone;
  std::vector<std::string_view> member_names_;
};

/// Copies a literal of a plan. Literals are short, and may be read beyond their end: whole blocks cost less than asking how long they
/// are. Writes up to RenderPlan::kPadding bytes too many.
inline char* put_literal(char* to, const char* text, std::size_t size) {
  constexpr std::size_t kBlock = RenderPlan::kPadding;
  char* const end = to + size;
  do {
    std::memcpy(to, text, kBlock);
    to += kBlock;
    text += kBlock;
  } while (to < end);
  return end;
}

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
