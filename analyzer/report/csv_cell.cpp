#include "report/csv_cell.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace doctor {

namespace {

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != ','; });
}

/// What spreadsheet programs take as the beginning of a formula. (TAB and CR, which some skip, are made visible before.)
bool begins_formula(std::string_view cell) {
  return !cell.empty() && std::string_view("=+-@").find(cell.front()) != std::string_view::npos;
}

}  // namespace

void append_csv_cell(std::string_view text, TextBuffer& out) {
  if (is_plain(text)) {
    if (begins_formula(text)) out += '\'';
    out += text;
    return;
  }
  const std::string shown = printable(text);
  const bool quoted = shown.find_first_of("\",") != std::string::npos;
  if (quoted) out += '"';
  if (begins_formula(shown)) out += '\'';
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t quote = std::min(shown.find('"', at), shown.size());
    out += std::string_view(shown).substr(at, quote - at);
    if (quote < shown.size()) out += "\"\"";
    at = quote + 1;
  }
  if (quoted) out += '"';
}

}  // namespace doctor
