#include "report/damage_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

std::string place_words(const Location& where) {
  if (where.line > 0) return "line " + grouped(where.line);
  return "offset " + grouped(where.offset);
}

std::string damage_line(const Diagnostics& damage) {
  const std::uint64_t places = damage.count(Severity::warning) + damage.count(Severity::error);
  if (places == 0) return {};
  std::string line = damage_extent(damage);
  const auto& kept = damage.kept();
  const auto first =
      std::find_if(kept.begin(), kept.end(), [](const Diagnostic& d) { return d.severity != Severity::note; });
  if (first != kept.end()) {
    line += fmt::format(", the first at {}: {} [{}]", place_words(first->where), first->message, first->code);
  }
  return line;
}

}  // namespace doctor
