#include "report/code_words.h"

#include <fmt/format.h>

#include "base/text.h"
#include "base/time.h"

namespace doctor {

namespace {

constexpr std::uint64_t kSmall = 0x10000;  // system errors of Windows are below, and people know them in decimal

/// "no usable cipher suite (server)" is put into brackets itself.
std::string without_brackets(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '(') {
      while (out.ends_with(' ')) out.pop_back();
      out += ", ";
    } else if (c != ')') {
      out += c;
    }
  }
  return out;
}

std::string alert_words(std::string_view value, const KnowledgeBase& knowledge) {
  const auto number = parse_integer(value);
  if (!number || *number > 255) return std::string(value);
  const std::string_view name = knowledge.code_name(CodeSpace::tls_alert, *number);
  return name.empty() ? fmt::format("{}", *number) : fmt::format("{} {}", *number, name);
}

std::string state_words(std::string_view value, const CodeCompany& company) {
  const auto number = parse_integer(value);
  if (!number) return std::string(value);
  const CodeArticle* state = company.knowledge.state(*number, company.alert, company.event_id);
  if (state == nullptr || state->name.empty()) return fmt::format("{}", *number);
  return fmt::format("{} ({})", *number, without_brackets(state->name));
}

/// 0x80092013, 2148081683 and -2146885613 are one; "%%1058" is how Windows refers to the text of a system error.
std::string status_words(std::string_view value, const KnowledgeBase& knowledge, bool zero_is_none) {
  std::string_view digits = value;
  if (digits.starts_with("%%")) digits.remove_prefix(2);
  const auto number = parse_integer(digits);
  if (!number) return std::string(value);
  if (*number == 0 && zero_is_none) return {};
  const std::uint64_t status = *number & 0xffff'ffffU;
  std::string out = status < kSmall ? fmt::format("{}", status) : fmt::format("0x{:08x}", status);
  std::string_view name = knowledge.code_name(CodeSpace::status, status);
  if (name.empty() && status > 0 && status < kSmall) {
    name = knowledge.code_name(CodeSpace::status, 0x8007'0000U | status);  // E_ACCESSDENIED is error 5 of the system
  }
  if (!name.empty()) return out.append(" ").append(name);
  if (status >> 16 == 0x8007)
    out += fmt::format(" (error {} of Windows)", status & 0xffff);  // `net helpmsg` has its text
  return out;
}

std::string suite_words(std::string_view value, const KnowledgeBase& knowledge) {
  const auto number = parse_integer(value);
  const std::string_view name = number ? knowledge.code_name(CodeSpace::cipher_suite, *number) : std::string_view();
  return std::string(name.empty() ? value : name);
}

std::string moment_words(std::string_view value) {
  const auto time = parse_iso8601(value);
  if (!time) return std::string(value);
  const CivilTime c = to_civil(*time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

std::string shift_words(std::string_view value) {
  bool negative = false;
  const auto number = parse_integer(value, &negative);
  if (!number) return std::string(value);
  const std::uint64_t seconds = negative ? ~*number + 1 : *number;
  if (seconds == 0) return "by less than a second";
  if (seconds > UINT64_MAX / kTicksPerSecond) return std::string(value);
  return fmt::format("{} by {}", negative ? "back" : "forward", to_words(Ticks{seconds * kTicksPerSecond}));
}

}  // namespace

std::string words_of_code(std::string_view value, Wording wording, const CodeCompany& company) {
  if (value.empty()) return {};
  switch (wording) {
    case Wording::alert:
      return alert_words(value, company.knowledge);
    case Wording::state:
      return state_words(value, company);
    case Wording::status:
      return status_words(value, company.knowledge, false);
    case Wording::failure:
      return status_words(value, company.knowledge, true);
    case Wording::suite:
      return suite_words(value, company.knowledge);
    case Wording::moment:
      return moment_words(value);
    case Wording::shift:
      return shift_words(value);
    case Wording::text:
      break;
  }
  return std::string(value);
}

}  // namespace doctor
