#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "engine/address.h"
#include "engine/event_view.h"
#include "engine/glob.h"
#include "engine/number.h"

namespace re2 {
class RE2;
}

namespace doctor {

/// What one value of a rule asks of one value of an event.
/// Copies are cheap. Threads: const methods from many threads.
class Pattern {
 public:
  enum class Compare : std::uint8_t { equal, less, less_equal, greater, greater_equal };
  enum class TimePart : std::uint8_t { minute, hour, day, week, month, year };
  struct RegexFlags {
    bool ignore_case = false;
    bool multi_line = false;  ///< ^ and $ at every line
    bool dot_all = false;     ///< . takes a newline too
  };

  /// A Sigma text. One that is a whole number as a whole ("40", "0x28") also matches that number however it is written.
  static Pattern text(std::string_view pattern, const Glob::Options& options);
  /// Searches, as everywhere in Sigma; `^` and `$` anchor. Error: what is wrong with it. The dialect is RE2's: linear time on
  /// any text, no look-around, no back-references.
  /// `position`: where in the text it must match; `anywhere` and `whole` are what Sigma's `re` does alone: it searches.
  static Result<Pattern> regex(const std::string& expression, const RegexFlags& flags,
                               Glob::Position position = Glob::Position::whole);
  static Result<Pattern> cidr(std::string_view network);
  static Pattern compare(Compare op, const Number& number);
  /// A part of a date, of its UTC form; weeks as ISO 8601 counts them. A value that is no date never matches.
  static Pattern time_part(TimePart part, Compare op, const Number& number);

  bool matches(ViewedValue& value) const;
  /// How large a regular expression became; 0 for others.
  std::size_t regex_size() const;

  /// If only one whole number can match: which.
  std::optional<Number> only_number() const;
  /// A text that stands, folded, in the folded text of every value that it matches; empty if none is known.
  std::string necessary_literal() const;
  /// If only one text can match, apart from case: which, folded.
  std::optional<std::string> only_text() const;

 private:
  struct Text {
    Glob glob;
    std::optional<Number> number;
  };
  struct Comparison {
    Compare op;
    Number number;
    std::optional<TimePart> part;
  };
  using Regex = std::shared_ptr<const re2::RE2>;

  explicit Pattern(std::variant<Text, Regex, IpNetwork, Comparison> form) : form_(std::move(form)) {}

  std::variant<Text, Regex, IpNetwork, Comparison> form_;
};

}  // namespace doctor
