#include "report/table.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"
#include "report/display_width.h"
#include "report/wrap.h"

namespace doctor {

namespace {

constexpr std::size_t kGap = 2;  // blanks between columns

std::size_t total_of(const std::vector<std::size_t>& widths) {
  return std::accumulate(widths.begin(), widths.end(), kGap * (widths.empty() ? 0 : widths.size() - 1));
}

std::size_t longest_word(std::string_view text) {
  std::size_t most = 0;
  for (const std::string_view word : split(text, ' ')) most = std::max(most, display_width(word));
  return most;
}

/// The widest column gives way first, down to the next widest at once: a cell may hold megabytes. Empty if `least` is too much for the room.
std::vector<std::size_t> narrowed(std::vector<std::size_t> widths, const std::vector<std::size_t>& least,
                                  std::size_t room) {
  while (total_of(widths) > room) {
    std::size_t widest = widths.size(), second = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] <= least[i]) continue;
      if (widest == widths.size() || widths[i] > widths[widest]) {
        if (widest != widths.size()) second = std::max(second, widths[widest]);
        widest = i;
      } else {
        second = std::max(second, widths[i]);
      }
    }
    if (widest == widths.size()) return {};
    const std::size_t down_to = std::min(std::max(least[widest], second), widths[widest] - 1);
    widths[widest] -= std::min(total_of(widths) - room, widths[widest] - down_to);
  }
  return widths;
}

void pad(std::string& out, std::size_t blanks) {
  out.append(blanks, ' ');
}

}  // namespace

Table::Table(std::vector<Column> columns) : columns_(std::move(columns)) {
  constexpr unsigned kLeast = 8;  // wrap() does not go below
  for (Column& column : columns_) column.least = column.least == 0 ? 0 : std::max(column.least, kLeast);
}

void Table::row(std::vector<Line> cells) {
  cells.resize(columns_.size());
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::natural_widths() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t most = display_width(columns_[i].title);
    for (const Row& row : rows_) most = std::max(most, display_width(row[i].marked()));
    widths.push_back(most);
  }
  return widths;
}

std::vector<std::size_t> Table::least_widths() const {
  const std::vector<std::size_t> natural = natural_widths();
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t most = std::max<std::size_t>(columns_[i].least, longest_word(columns_[i].title));
    for (const Row& row : rows_) most = std::max(most, longest_word(row[i].marked()));
    widths.push_back(columns_[i].least == 0 ? natural[i] : most);
  }
  return widths;
}

std::vector<std::size_t> Table::widths_for(std::size_t room) const {
  return narrowed(natural_widths(), least_widths(), room);
}

void Table::print_row(const Row& row, const std::vector<std::size_t>& widths, unsigned indent, std::string& out) const {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(closed_lines(wrap(row[i].marked(), static_cast<unsigned>(widths[i]), 0)));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text(indent, ' ');
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = line < cells[i].size() ? cells[i][line] : std::string();
      const std::size_t used = std::min(display_width(cell), widths[i]);
      if (i > 0) pad(text, kGap);
      if (columns_[i].align == Align::right) pad(text, widths[i] - used);
      text += cell;
      if (columns_[i].align == Align::left) pad(text, widths[i] - used);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text;
    out += '\n';
  }
}

std::string Table::as_list(unsigned width, unsigned indent) const {
  constexpr unsigned kBullet = 2;
  std::string out;
  for (const Row& row : rows_) {
    std::string entry;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].marked().empty()) continue;
      if (!entry.empty()) entry += "; ";
      if (!columns_[i].title.empty()) entry += Line(columns_[i].title + ": ", Ink::muted).marked();
      entry += row[i].marked();
    }
    std::string text = wrap(entry, width, indent + kBullet);
    if (text.empty()) continue;
    text.replace(indent, kBullet, "* ");
    out += text;
    out += '\n';
  }
  return out;
}

std::string Table::marked(unsigned width, unsigned indent) const {
  if (rows_.empty()) return {};
  const std::vector<std::size_t> widths = widths_for(width > indent ? width - indent : 0);
  if (widths.empty()) return as_list(width, indent);
  std::string out;
  Row titles;
  bool any = false;
  for (const Column& column : columns_) {
    titles.emplace_back(column.title, Ink::muted);
    any = any || !column.title.empty();
  }
  if (any) print_row(titles, widths, indent, out);
  for (const Row& row : rows_) print_row(row, widths, indent, out);
  return out;
}

}  // namespace doctor
