#include "report/markdown_page.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace doctor {

namespace {

constexpr unsigned kWidth = 100;  // of drawings; text is wrapped by whoever shows it
constexpr std::string_view kFence = "```";

/// Letters that mean something somewhere in a line. A backslash before any of them is taken away by every CommonMark reader.
bool is_markup(char c) {
  return std::string_view("\\`*_[]<>|~#$&!").find(c) != std::string_view::npos;
}

/// "http://" and "www." would become links without any markup.
bool begins_link(std::string_view text, std::size_t at) {
  if (text[at] == ':') return text.substr(at, 3) == "://";
  return text[at] == '.' && at >= 3 && equals_ignore_case(text.substr(at - 3, 3), "www");
}

void append_escaped(std::string_view text, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_markup(text[i]) || begins_link(text, i)) out += '\\';
    out += text[i];
  }
}

/// What would make a list, a heading's underline or a code block of a line that begins with it.
std::string without_line_markup(std::string text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (text.empty()) return text;
  if (digits != 0 && digits != std::string::npos && (text[digits] == '.' || text[digits] == ')')) {
    return text.insert(digits, "\\");
  }
  return std::string_view("+-=:").find(text.front()) == std::string_view::npos ? text : "\\" + text;
}

/// Longer than any run of back quotes in the text.
std::string fence_for(std::string_view text) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(std::max(kFence.size(), longest + 1), '`');
}

bool is_numbered(std::string_view bullet) {
  return !bullet.empty() && std::isdigit(static_cast<unsigned char>(bullet.front())) != 0;
}

}  // namespace

std::string markdown_of(std::string_view marked) {
  std::string out;
  for (const auto& [text, ink] : pieces_of(marked)) {
    // Stars beside a blank are no markup: the blanks stay outside.
    const std::size_t from = text.find_first_not_of(' ');
    if (from == std::string_view::npos || (ink != Ink::bold && ink != Ink::red)) {
      append_escaped(text, out);
      continue;
    }
    const std::size_t until = text.find_last_not_of(' ') + 1;
    out.append(from, ' ').append("**");
    append_escaped(text.substr(from, until - from), out);
    out.append("**").append(text.size() - until, ' ');
  }
  return out;
}

MarkdownPage::MarkdownPage() : Page(kWidth, false) {}

std::string MarkdownPage::below(unsigned column) {
  while (!open_.empty() && open_.back().text_column > column) open_.pop_back();
  return open_.empty() ? std::string() : open_.back().indent;
}

void MarkdownPage::end_rows() {
  if (last_ != Last::row) return;
  out_.append(kFence).append("\n");
  last_ = Last::other;
}

void MarkdownPage::begin_block() {
  end_rows();
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
}

void MarkdownPage::title(const Line& line) {
  begin_block();
  out_ += "# " + markdown_of(line.marked()) + "\n";
  last_ = Last::other;
}

void MarkdownPage::heading(std::string_view text) {
  below(0);
  begin_block();
  out_ += "## " + markdown_of(Line(text).marked()) + "\n";
  last_ = Last::other;
}

void MarkdownPage::blank() {
  end_rows();
}

void MarkdownPage::paragraph(const Line& line, unsigned indent) {
  const std::string text = markdown_of(line.marked());
  if (trim(text).empty()) return;
  begin_block();
  out_ += below(indent) + without_line_markup(std::string(trim(text))) + "\n";
  last_ = Last::other;
}

void MarkdownPage::item(std::string_view bullet, const Line& line, unsigned indent) {
  if (trim(bullet).empty()) return paragraph(line, indent);
  const std::string text(trim(markdown_of(line.marked())));
  if (text.empty()) return;
  const std::string outer = below(indent);
  // Items follow each other closely; another kind of block between them is set apart, and a list from the paragraph before it.
  if (last_ != Last::item) begin_block();
  std::string mark = is_numbered(bullet) ? std::string(bullet) : std::string("- ");
  const bool is_note = bullet.starts_with('[');
  out_.append(outer).append(mark);
  if (is_note) out_ += markdown_of(Line(bullet).marked());
  out_ += is_note ? text : without_line_markup(text);
  out_ += '\n';
  open_.push_back({indent + static_cast<unsigned>(bullet.size()), outer + std::string(mark.size(), ' ')});
  last_ = Last::item;
}

void MarkdownPage::command(std::string_view text, unsigned indent) {
  std::string body;
  const std::string inner = below(indent);
  for (const std::string_view line : split(text, '\n')) {
    if (!trim(line).empty()) body += inner + printable(line) + "\n";
  }
  if (body.empty()) return;
  begin_block();
  const std::string fence = fence_for(body);
  out_ += inner + fence + "\n" + body + inner + fence + "\n";
  last_ = Last::other;
}

void MarkdownPage::row(const Line& line, unsigned indent) {
  if (last_ != Last::row) {
    below(0);
    begin_block();
    out_.append(kFence).append("\n");
  }
  last_ = Last::row;
  std::string text = inked(line.marked(), false);
  // A fence inside a fence would end it: rows are our own drawings and suggestions, and hold none, but for a hostile name.
  for (std::size_t at = text.find(kFence); at != std::string::npos; at = text.find(kFence, at)) text.replace(at, kFence.size(), "'''");
  out_ += std::string(indent, ' ') + text + "\n";
}

void MarkdownPage::table(const Table& table, unsigned) {
  if (table.empty()) return;
  below(0);
  begin_block();
  std::string titles = "|", aligns = "|";
  for (const Table::Column& column : table.columns()) {
    titles += " " + markdown_of(Line(column.title).marked()) + " |";
    aligns += column.align == Table::Align::right ? " ---: |" : " --- |";
  }
  out_ += titles + "\n" + aligns + "\n";
  for (const std::vector<Line>& row : table.rows()) {
    out_ += "|";
    for (const Line& cell : row) out_ += " " + markdown_of(cell.marked()) + " |";
    out_ += "\n";
  }
  last_ = Last::other;
}

std::string MarkdownPage::take() const {
  return last_ == Last::row ? out_ + std::string(kFence) + "\n" : out_;
}

}  // namespace doctor
