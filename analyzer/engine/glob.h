#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// A text of a Sigma rule with its wildcards: `*` any run of characters, `?` exactly one character, and the escapes of the
/// specification (`\*` `\?` `\\`; a backslash in front of anything else is itself).
/// Threads: const methods from many threads.
class Glob {
 public:
  enum class Position : std::uint8_t { whole, start, end, anywhere };
  struct Options {
    Position position = Position::whole;
    bool cased = false;    ///< else the pattern is folded, and so must be the text it is tried on
    bool windash = false;  ///< a dash or slash that begins a word stands for any of - / and the long dashes
    bool plain = false;    ///< no wildcards and no escapes: the text as it is
  };

  Glob(std::string_view pattern, const Options& options);

  /// `text` folded as fold() does unless `cased`. Time: at most text length times pattern length.
  bool matches(std::string_view text) const;
  bool cased() const { return cased_; }
  /// Whether wildcards or a position other than `whole` are left to match.
  bool is_literal() const { return shape_ == Shape::equal; }
  const std::string& literal() const { return literal_; }  ///< requires is_literal()
  /// The longest run of characters that stands, folded, in the folded form of every text it matches; empty if there is none.
  std::string necessary_literal() const;

 private:
  enum class Kind : std::uint8_t { character, any_one, any_run, dash };
  struct Element {
    Kind kind;
    char32_t character;
  };
  enum class Shape : std::uint8_t { equal, prefix, suffix, part, general };

  void parse(std::string_view pattern, const Options& options);
  void mark_dashes();
  void choose_shape();
  bool matches_general(std::string_view text) const;

  std::vector<Element> elements_;
  std::string literal_;  // of every shape but `general`
  Shape shape_ = Shape::general;
  bool cased_;
};

/// The text of a pattern without wildcards, escapes resolved; `has_wildcard` is set if it has one.
std::string unescaped(std::string_view pattern, bool& has_wildcard);

}  // namespace doctor
