#include "report/wrap.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"
#include "report/display_width.h"

namespace doctor {

namespace {

constexpr std::size_t kLeastColumns = 8;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

/// The position behind the code span that begins at `at`, or `at` if there is no closing quote.
std::size_t behind_code(std::string_view line, std::size_t at) {
  const std::size_t close = line.find('`', at + 1);
  return close == std::string_view::npos ? at : close + 1;
}

/// The next stretch of `line` without a place to break, from `at`, which is no blank.
std::string_view next_piece(std::string_view line, std::size_t at) {
  const std::size_t begin = at;
  bool wide_before = false;
  bool first = true;
  while (at < line.size() && !is_blank(line[at])) {
    if (line[at] == '`') {
      const std::size_t behind = behind_code(line, at);
      if (behind != at) {
        at = behind;
        wide_before = false;
        first = false;
        continue;
      }
    }
    std::size_t next = at;
    const unsigned columns = char_width(next_code_point(line, next));
    if (columns > 0) {
      if (!first && (wide_before || columns == 2)) break;
      wide_before = columns == 2;
      first = false;
    }
    at = next;
  }
  return line.substr(begin, at - begin);
}

bool must_stay_whole(std::string_view piece) {
  const std::size_t open = piece.find('`');
  if (open != std::string_view::npos && behind_code(piece, open) != open) return true;
  return piece.find("://") != std::string_view::npos;
}

class Lines {
 public:
  Lines(std::size_t columns, unsigned indent) : columns_(columns), indent_(indent) {}

  void add(std::string_view piece, bool blank_before) {
    const std::size_t need = display_width(piece);
    const std::size_t blank = blank_before && !empty_ ? 1 : 0;
    if (!empty_ && used_ + blank + need > columns_) end_line();
    if (need > columns_ && !must_stay_whole(piece)) {
      add_cut(piece);
      return;
    }
    if (blank_before && !empty_) append(" ", 1);
    append(piece, need);
  }

  void end_line() {
    out_ += '\n';
    used_ = 0;
    empty_ = true;
  }

  std::string take() { return std::move(out_); }

 private:
  void append(std::string_view text, std::size_t columns) {
    if (empty_) out_.append(indent_, ' ');
    empty_ = false;
    out_ += text;
    used_ += columns;
  }

  void add_cut(std::string_view piece) {
    for (std::size_t at = 0; at < piece.size();) {
      std::size_t next = at;
      const std::size_t need = char_width(next_code_point(piece, next));
      if (used_ + need > columns_) end_line();
      append(piece.substr(at, next - at), need);
      at = next;
    }
  }

  std::size_t columns_;
  unsigned indent_;
  std::size_t used_ = 0;
  bool empty_ = true;
  std::string out_;
};

}  // namespace

std::string wrap(std::string_view text, unsigned width, unsigned indent) {
  const std::size_t columns = std::max<std::size_t>(width > indent ? width - indent : 0, kLeastColumns);
  Lines lines(columns, indent);
  bool first = true;
  for (const std::string_view line : split(text, '\n')) {
    if (!first) lines.end_line();
    first = false;
    bool blank_before = false;
    for (std::size_t at = 0; at < line.size();) {
      if (is_blank(line[at])) {
        blank_before = true;
        ++at;
        continue;
      }
      const std::string_view piece = next_piece(line, at);
      lines.add(piece, blank_before);
      at += piece.size();
      blank_before = false;
    }
  }
  return lines.take();
}

}  // namespace doctor
