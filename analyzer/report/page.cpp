#include "report/page.h"

#include "base/text.h"
#include "report/display_width.h"
#include "report/wrap.h"

namespace doctor {

void Page::title(const Line& line) {
  paragraph(line, 0);
}

void Page::heading(std::string_view text) {
  blank();
  marked_ += wrap(Line(text, Ink::bold).marked(), width_, 0);
  marked_ += '\n';
}

void Page::blank() {
  if (!marked_.empty() && !marked_.ends_with("\n\n")) marked_ += '\n';
}

void Page::paragraph(const Line& line, unsigned indent) {
  item("", line, indent);
}

void Page::item(std::string_view bullet, const Line& line, unsigned indent) {
  const auto room = static_cast<unsigned>(display_width(bullet));
  std::string text = wrap(line.marked(), width_, indent + room);
  if (text.empty()) return;
  text.replace(indent, room, bullet);
  marked_ += text;
  marked_ += '\n';
}

void Page::command(std::string_view text, unsigned indent) {
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    marked_.append(indent, ' ');
    marked_ += Line(line, Ink::blue).marked();
    marked_ += '\n';
  }
}

void Page::row(const Line& line, unsigned indent) {
  marked_.append(indent, ' ');
  marked_ += line.marked();
  marked_ += '\n';
}

void Page::table(const Table& table, unsigned indent) {
  marked_ += table.marked(width_, indent);
}

std::string Page::take() const {
  return inked(marked_, colours_);
}

}  // namespace doctor
