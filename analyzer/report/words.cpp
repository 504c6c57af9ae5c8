#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace doctor {

std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), number == 1 ? one : many);
}

std::string few_or_count(const std::vector<std::string>& names, std::size_t most, std::string_view many) {
  std::set<std::string> seen;
  std::string out;
  for (const std::string& name : names) {
    if (name.empty() || !seen.insert(fold(name)).second || seen.size() > most) continue;
    if (!out.empty()) out += ", ";
    out += name;
  }
  return seen.size() > most ? fmt::format("{} {}", grouped(seen.size()), many) : out;
}

std::string moment_text(FileTime time, const TextStyle& style) {
  if (time.ticks == 0) return "an unknown time";
  if (!style.utc && style.local_time) return style.local_time(time);
  const CivilTime c = to_civil(time);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

std::string span_text(FileTime first, FileTime last, const TextStyle& style) {
  if (first.ticks == 0 || last <= first) return moment_text(first.ticks == 0 ? last : first, style);
  return fmt::format("{} to {} ({})", moment_text(first, style), moment_text(last, style),
                     to_words(Ticks{last.ticks - first.ticks}));
}

std::string_view false_alarm_words(std::string_view kind) {
  if (kind == "symptom") return "a consequence, not a cause";
  if (kind == "by_design") return "normal by design";
  if (kind == "transient") return "passed by itself";
  if (kind == "scanner") return "caused by a scanner or probe";
  if (kind == "benign") return "harmless";
  return kind;
}

bool is_plain_word(std::string_view word) {
  return !word.empty() && word.front() != '-' && std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-' || c == '/';
  });
}

}  // namespace doctor
