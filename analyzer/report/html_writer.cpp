#include "report/html_writer.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/text.h"
#include "report/words.h"

namespace doctor {

namespace {

// A line of its own makes the source of the page readable; within a sentence it would be a blank.
constexpr std::array<std::string_view, 26> kBlocks = {
    "head",   "body",    "header",  "main",  "nav", "section", "article", "footer", "div",
    "figure", "table",   "thead",   "tbody", "tr",  "ul",      "ol",      "li",     "p",
    "dl",     "details", "summary", "svg",   "h1",  "h2",      "h3",      "h4"};

bool is_block(std::string_view tag) {
  return std::find(kBlocks.begin(), kBlocks.end(), tag) != kBlocks.end();
}

std::string escaped(std::string_view text, bool keep_lines) {
  std::string flat(text);
  for (char& c : flat) {
    if (c == '\r' || c == '\t' || (c == '\n' && !keep_lines)) c = ' ';
  }
  std::string out;
  bool first = true;
  for (const std::string_view line : split(flat, '\n')) {
    if (!first) out += '\n';
    first = false;
    for (const char c : printable(line)) {
      switch (c) {
        case '&':
          out += "&amp;";
          break;
        case '<':
          out += "&lt;";
          break;
        case '>':
          out += "&gt;";
          break;
        case '"':
          out += "&quot;";
          break;
        case '\'':
          out += "&#39;";
          break;
        default:
          out += c;
      }
    }
  }
  return out;
}

}  // namespace

std::string html_text(std::string_view text) {
  return escaped(text, false);
}

std::string html_attribute(std::string_view value) {
  return escaped(value, false);
}

void HtmlWriter::tag(std::string_view tag, Attributes attributes, std::string_view end) {
  out_.append("<").append(tag);
  for (const auto& [name, value] : attributes) {
    if (value.data() == nullptr) continue;
    out_.append(" ").append(name).append("=\"").append(html_attribute(value)).append("\"");
  }
  out_ += end;
}

HtmlWriter& HtmlWriter::open(std::string_view name, Attributes attributes) {
  tag(name, attributes, ">");
  open_.push_back(name);
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  assert(!open_.empty());
  const std::string_view name = open_.back();
  open_.pop_back();
  out_.append("</").append(name).append(">");
  if (is_block(name)) out_ += '\n';
  return *this;
}

HtmlWriter& HtmlWriter::empty(std::string_view name, Attributes attributes) {
  tag(name, attributes, "/>");
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  out_ += html_text(text);
  return *this;
}

HtmlWriter& HtmlWriter::leaf(std::string_view name, std::string_view text, Attributes attributes) {
  return open(name, attributes).text(text).close();
}

HtmlWriter& HtmlWriter::command(std::string_view text) {
  if (trim(text).empty()) return *this;
  open("div", {{"class", "cmd"}}).open("pre").open("code");
  out_ += escaped(trim(text), true);
  return close().close().close();
}

HtmlWriter& HtmlWriter::moment(FileTime time) {
  if (time.ticks == 0) return text("an unknown time");
  return leaf("time", moment_text(time, style_), {{"datetime", to_iso8601_millis(time)}});
}

HtmlWriter& HtmlWriter::span(FileTime first, FileTime last) {
  if (first.ticks == 0 || last <= first) return moment(first.ticks == 0 ? last : first);
  moment(first).text(" to ").moment(last);
  return text(" (" + to_words(Ticks{last.ticks - first.ticks}) + ")");
}

HtmlWriter& HtmlWriter::verbatim(std::string_view own) {
  out_ += own;
  return *this;
}

std::string HtmlWriter::take() {
  assert(open_.empty());
  return std::move(out_);
}

}  // namespace doctor
