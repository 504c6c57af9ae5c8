#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace doctor {

/// The condition of a Sigma rule as its author wrote it: "selection and not 1 of filter_*".
struct Expression {
  enum class Kind { identifier, any_of, all_of, all, any, negation };
  Kind kind = Kind::identifier;
  std::string name;               ///< identifier; any_of, all_of: the pattern, or "them"
  std::vector<Expression> items;  ///< all (and), any (or): two or more; negation: one
};

/// Bounds the recursion of everything that walks an Expression. The deepest public rule nests three times.
inline constexpr int kExpressionMaxDepth = 50;

/// `or` binds weaker than `and`, that weaker than `not`; the words in any case. Error: what is wrong and where ("... at 'foo'");
/// Errc::unsupported for the aggregation behind '|' that Sigma has given up.
Result<Expression> parse_expression(std::string_view text);

/// Whether the `*` pattern of "1 of" or "all of" takes this identifier: names that begin with "_" only if the pattern does.
bool selects(std::string_view pattern, std::string_view identifier);

}  // namespace doctor
