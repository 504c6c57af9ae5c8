#include "engine/expression.h"

#include "base/text.h"
#include "engine/glob.h"

namespace doctor {

namespace {

bool is_identifier(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '*';
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { advance(); }

  Result<Expression> parse() {
    Expression whole = disjunction(0);
    if (error_.empty() && !token_.empty()) fail("expected 'and' or 'or'");
    if (!error_.empty()) return Error{code_, error_};
    return whole;
  }

 private:
  void fail(std::string_view what) {
    if (!error_.empty()) return;
    error_ = std::string(what) + (token_.empty() ? " at the end" : " at '" + printable(token_) + "'");
  }

  void advance() {
    text_ = trim(text_);
    std::size_t n = 0;
    while (n < text_.size() && is_identifier(text_[n])) ++n;
    if (n == 0 && !text_.empty()) {
      (void)next_code_point(text_, n);  // a bracket, or what does not belong here
      if (text_[0] == '|') {
        code_ = Errc::unsupported;
        error_ = "aggregation behind '|' is not part of Sigma any more";
      }
    }
    token_ = text_.substr(0, n);
    text_.remove_prefix(n);
  }
  bool is_word(std::string_view word) const { return to_lower_ascii(token_) == word; }
  bool take(std::string_view word) {
    if (!is_word(word)) return false;
    advance();
    return true;
  }
  bool next_is_of() const {
    const std::string_view rest = trim(text_);
    return rest.size() > 2 && to_lower_ascii(rest.substr(0, 2)) == "of" && !is_identifier(rest[2]);
  }

  Expression disjunction(int depth) { return chain("or", Expression::Kind::any, depth); }
  Expression conjunction(int depth) { return chain("and", Expression::Kind::all, depth); }

  Expression chain(std::string_view word, Expression::Kind kind, int depth) {
    const auto operand = [&] { return kind == Expression::Kind::any ? conjunction(depth) : negation(depth); };
    Expression first = operand();
    if (!is_word(word)) return first;
    Expression whole{kind, {}, {}};
    whole.items.push_back(std::move(first));
    while (error_.empty() && take(word)) whole.items.push_back(operand());
    return whole;
  }

  Expression negation(int depth) {
    if (depth > kExpressionMaxDepth) fail("nested too deeply");
    if (!error_.empty()) return {};
    if (!take("not")) return primary(depth);
    Expression whole{Expression::Kind::negation, {}, {}};
    whole.items.push_back(negation(depth + 1));
    return whole;
  }

  Expression primary(int depth) {
    if (take("(")) {
      Expression inner = disjunction(depth + 1);
      if (!take(")")) fail("expected ')'");
      return inner;
    }
    if (token_.empty() || !is_identifier(token_[0])) {
      fail("expected an identifier");
      return {};
    }
    if (next_is_of()) return quantified();
    for (const std::string_view word : {"and", "or", "of", "them"}) {
      if (is_word(word)) fail("expected an identifier");
    }
    if (token_.find('*') != std::string_view::npos) fail("a pattern needs '1 of' or 'all of' in front");
    Expression identifier{Expression::Kind::identifier, std::string(token_), {}};
    advance();
    return identifier;
  }

  Expression quantified() {
    Expression e;
    if (is_word("all")) {
      e.kind = Expression::Kind::all_of;
    } else if (is_word("1") || is_word("any")) {
      e.kind = Expression::Kind::any_of;
    } else {
      fail("only '1 of', 'any of' and 'all of' are part of Sigma");
    }
    advance();
    advance();  // "of"
    if (token_.empty() || !is_identifier(token_[0])) fail("expected a pattern or 'them'");
    e.name = is_word("them") ? "them" : std::string(token_);
    advance();
    return e;
  }

  std::string_view text_;
  std::string_view token_;
  std::string error_;
  Errc code_ = Errc::bad_format;
};

}  // namespace

Result<Expression> parse_expression(std::string_view text) {
  return Parser(text).parse();
}

bool selects(std::string_view pattern, std::string_view identifier) {
  if (pattern == "them") return !identifier.starts_with('_');
  if (identifier.starts_with('_') && !pattern.starts_with('_')) return false;
  return Glob(pattern, {Glob::Position::whole, true, false, false}).matches(identifier);
}

}  // namespace doctor
