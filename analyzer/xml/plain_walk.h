#pragma once
#include <array>
#include <cstddef>
#include <string_view>

namespace doctor::xml {

/// Walks the elements of a text that is written the plain way, without building a tree: names of ASCII letters and digits, attributes
/// behind one blank or more, with nothing around "=", end tags without blanks; no comments, CDATA sections, instructions, declarations.
/// What it accepts, a parser of XML reads without complaint, and the same: a test insists. Whatever else there is, every method
/// answers false, and the text is one for a parser.
/// References ("&lt;") are not resolved: whoever takes a value asks seen_reference().
/// Lifetime: everything points into the text.
class PlainWalk {
 public:
  /// `text`: clean (encoding.h).
  explicit PlainWalk(std::string_view text);

  /// Blanks, then a start tag. Sets the members below.
  bool start();
  /// Blanks, then the end tag of `name`. Otherwise nothing has moved but over the blanks.
  bool end(std::string_view name);
  /// Behind a start tag: text alone, then the end tag. An empty tag has the empty text.
  bool leaf(std::string_view& text);
  /// Behind a start tag: to the end of that element, whatever it holds.
  bool skip();

  bool at_end() const { return at_ == end_; }
  /// Whether a reference stands before here.
  bool seen_reference() const { return at_ > reference_; }

  /// Of the last start tag.
  std::string_view name;
  bool empty = false;  ///< "<name/>"
  /// The first attribute of exactly that name; nothing if there is none.
  std::string_view attribute(std::string_view wanted) const;
  /// Whether one has a namespace prefix: xmlns:xsi, for one.
  bool has_prefixes() const { return prefixes_; }

 private:
  struct Attribute {
    std::string_view name, value;
  };

  void blanks();
  bool attributes();
  bool end_here(std::string_view element);

  const char* at_;
  const char* end_;
  const char* reference_;
  std::array<Attribute, 8> attributes_{};  ///< more: not plain
  std::size_t count_ = 0;
  bool prefixes_ = false;
};

}  // namespace doctor::xml
