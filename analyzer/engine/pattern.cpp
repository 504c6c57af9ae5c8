#include "engine/pattern.h"

#include <re2/re2.h>

#include "base/text.h"

namespace doctor {

namespace {

// 1 MiB of program and cache an expression: ten times what the largest public Sigma rule needs.
constexpr std::int64_t kRegexMemory = 1 << 20;

bool holds(Pattern::Compare op, std::partial_ordering order) {
  switch (op) {
    case Pattern::Compare::equal:
      return order == 0;
    case Pattern::Compare::less:
      return order < 0;
    case Pattern::Compare::less_equal:
      return order <= 0;
    case Pattern::Compare::greater:
      return order > 0;
    case Pattern::Compare::greater_equal:
      return order >= 0;
  }
  return false;
}

// "007" is a name, not the number 7; so are "+7" and "7 ".
bool is_canonical_integer(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits[0] < '0' || digits[0] > '9' || text.back() <= ' ' || !parse_integer(text)) return false;
  return digits.size() == 1 || digits[0] != '0' || digits[1] == 'x' || digits[1] == 'X';
}

std::optional<FileTime> time_of(ViewedValue& value) {
  if (value.value().type == Value::Type::time) return FileTime{value.value().number};
  return parse_iso8601(trim(value.text()));
}

// Days since Monday, 1 January 1601: that day was a Monday.
std::uint64_t day_number(FileTime time) {
  return time.ticks / kTicksPerDay;
}

// ISO 8601: the week belongs to the year that holds its Thursday.
std::uint64_t iso_week(FileTime time) {
  const std::uint64_t thursday = day_number(time) - day_number(time) % 7 + 3;
  CivilTime first_day;
  first_day.year = to_civil(FileTime{thursday * kTicksPerDay}).year;
  const auto first = from_civil(first_day);
  return first ? (thursday - day_number(*first)) / 7 + 1 : 0;
}

Number part_of(FileTime time, Pattern::TimePart part) {
  const CivilTime civil = to_civil(time);
  std::uint64_t n = 0;
  switch (part) {
    case Pattern::TimePart::minute:
      n = static_cast<std::uint64_t>(civil.minute);
      break;
    case Pattern::TimePart::hour:
      n = static_cast<std::uint64_t>(civil.hour);
      break;
    case Pattern::TimePart::day:
      n = static_cast<std::uint64_t>(civil.day);
      break;
    case Pattern::TimePart::week:
      n = iso_week(time);
      break;
    case Pattern::TimePart::month:
      n = static_cast<std::uint64_t>(civil.month);
      break;
    case Pattern::TimePart::year:
      n = static_cast<std::uint64_t>(civil.year);
      break;
  }
  return {true, false, n, static_cast<double>(n)};
}

}  // namespace

Pattern Pattern::text(std::string_view pattern, const Glob::Options& options) {
  Glob glob(pattern, options);
  std::optional<Number> number;
  if (glob.is_literal() && is_canonical_integer(glob.literal())) number = parse_number(glob.literal());
  return Pattern(Text{std::move(glob), number});
}

Result<Pattern> Pattern::regex(const std::string& expression, const RegexFlags& flags, Glob::Position position) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kRegexMemory);
  options.set_case_sensitive(!flags.ignore_case);
  options.set_dot_nl(flags.dot_all);
  std::string whole = flags.multi_line ? "(?m)" + expression : expression;
  if (position == Glob::Position::start) whole = "\\A(?:" + whole + ")";
  if (position == Glob::Position::end) whole = "(?:" + whole + ")\\z";
  auto compiled = std::make_shared<const re2::RE2>(whole, options);
  if (!compiled->ok()) return Error{Errc::bad_format, printable(compiled->error())};
  return Pattern(Regex(std::move(compiled)));
}

Result<Pattern> Pattern::cidr(std::string_view network) {
  auto parsed = parse_network(network);
  if (!parsed) return parsed.error();
  return Pattern(*parsed);
}

Pattern Pattern::compare(Compare op, const Number& number) {
  return Pattern(Comparison{op, number, std::nullopt});
}

Pattern Pattern::time_part(TimePart part, Compare op, const Number& number) {
  return Pattern(Comparison{op, number, part});
}

bool Pattern::matches(ViewedValue& value) const {
  if (const Text* text = std::get_if<Text>(&form_)) {
    if (text->number) {
      bool negative = false;
      const bool may_be = !value.value().is_text() || is_canonical_integer(value.text());
      const auto n = may_be ? value.value().integer(&negative) : std::nullopt;
      if (n && *n == text->number->bits && negative == text->number->negative) return true;
    }
    return text->glob.matches(text->glob.cased() ? value.text() : value.folded());
  }
  if (const Regex* regex = std::get_if<Regex>(&form_)) {
    const std::string_view text = value.text();
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), **regex);
  }
  if (const IpNetwork* network = std::get_if<IpNetwork>(&form_)) {
    const auto address = parse_ip(trim(value.text()));
    return address && network->contains(*address);
  }
  const Comparison& comparison = std::get<Comparison>(form_);
  if (comparison.part) {
    const auto time = time_of(value);
    return time && holds(comparison.op, part_of(*time, *comparison.part).compare(comparison.number));
  }
  const auto number = number_of(value.value());
  return number && holds(comparison.op, number->compare(comparison.number));
}

std::size_t Pattern::regex_size() const {
  const Regex* regex = std::get_if<Regex>(&form_);
  return regex == nullptr ? 0 : static_cast<std::size_t>((*regex)->ProgramSize());
}

std::optional<Number> Pattern::only_number() const {
  if (const Text* text = std::get_if<Text>(&form_)) return text->number;
  const Comparison* comparison = std::get_if<Comparison>(&form_);
  if (comparison == nullptr || comparison->part || comparison->op != Compare::equal) return std::nullopt;
  return comparison->number;
}

std::string Pattern::necessary_literal() const {
  const Text* text = std::get_if<Text>(&form_);
  return text == nullptr || text->number ? std::string() : text->glob.necessary_literal();
}

std::optional<std::string> Pattern::only_text() const {
  const Text* text = std::get_if<Text>(&form_);
  if (text == nullptr || !text->glob.is_literal() || text->number) return std::nullopt;
  return fold(text->glob.literal());
}

}  // namespace doctor
