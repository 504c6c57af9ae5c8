#include "report/html_kit.h"

#include <algorithm>
#include <set>
#include <vector>

namespace doctor::test {

namespace {

const std::set<std::string_view> kTags = {
    "html",    "head",       "meta",   "link", "title", "style", "script", "body", "header",  "main",    "nav",
    "section", "article",    "footer", "div",  "span",  "p",     "a",      "b",    "ul",      "ol",      "li",
    "dl",      "dt",         "dd",     "h1",   "h2",    "h3",    "h4",     "h5",   "details", "summary", "table",
    "caption", "thead",      "tbody",  "tr",   "th",    "td",    "code",   "pre",  "time",    "label",   "input",
    "figure",  "figcaption", "svg",    "g",    "rect",  "path",  "line",   "text", "desc",    "q"};
const std::set<std::string_view> kAttributes = {"lang",
                                                "charset",
                                                "http-equiv",
                                                "content",
                                                "name",
                                                "rel",
                                                "href",
                                                "class",
                                                "id",
                                                "tabindex",
                                                "role",
                                                "width",
                                                "height",
                                                "viewBox",
                                                "preserveAspectRatio",
                                                "overflow",
                                                "x",
                                                "y",
                                                "x1",
                                                "x2",
                                                "y1",
                                                "y2",
                                                "d",
                                                "datetime",
                                                "type",
                                                "scope",
                                                "aria-label",
                                                "aria-hidden",
                                                "data-sort",
                                                "data-value",
                                                "data-label",
                                                "data-verdict",
                                                "data-steps",
                                                "data-total"};
const std::set<std::string_view> kReferences = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};

/// Reads one page, once.
class Reader {
 public:
  explicit Reader(std::string_view html) : html_(html) {}

  std::string problem() {
    if (html_.starts_with("<!DOCTYPE html>\n")) at_ = 16;
    while (at_ < html_.size() && problem_.empty()) {
      if (html_[at_] == '<') {
        tag();
      } else {
        plain(html_[at_]);
      }
    }
    if (problem_.empty() && !open_.empty()) fail("not closed: " + std::string(open_.back()));
    return problem_;
  }
  std::string shown() {
    problem();
    return shown_;
  }

 private:
  void fail(const std::string& what) {
    problem_ = what + " at " + std::to_string(at_) + ": " + std::string(html_.substr(at_, 60));
  }

  void plain(char c) {
    if (c == '&') {
      const std::string_view reference = html_.substr(at_, html_.find(';', at_) + 1 - at_);
      if (!kReferences.contains(reference)) return fail("a reference we do not write");
      shown_ += reference == "&amp;"    ? '&'
                : reference == "&lt;"   ? '<'
                : reference == "&gt;"   ? '>'
                : reference == "&quot;" ? '"'
                                        : '\'';
      at_ += reference.size();
      return;
    }
    if (c == '>' || (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f)
      return fail("a character that must not stand here");
    if (c != '\n' && c != ' ') shown_ += c;
    if ((c == '\n' || c == ' ') && !shown_.ends_with(' ')) shown_ += ' ';
    ++at_;
  }

  std::string_view word() {
    const std::size_t from = at_;
    while (at_ < html_.size() && (std::isalnum(static_cast<unsigned char>(html_[at_])) != 0 || html_[at_] == '-'))
      ++at_;
    return html_.substr(from, at_ - from);
  }

  bool take(std::string_view text) {
    if (!html_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  void tag() {
    ++at_;
    const bool is_end = take("/");
    const std::string_view name = word();
    if (!kTags.contains(name)) return fail("a tag we do not write");
    if (is_end) {
      if (open_.empty() || open_.back() != name) return fail("closes what is not open: " + std::string(name));
      open_.pop_back();
      if (!take(">")) fail("an end tag with more in it");
      return;
    }
    attributes();
    if (!problem_.empty() || take("/>")) return;
    if (!take(">")) return fail("a tag that does not end");
    open_.push_back(name);
    if (name == "style" || name == "script") at_ = html_.find(name == "style" ? "</style>" : "</script>", at_);
  }

  void attributes() {
    std::set<std::string_view> seen;
    while (take(" ")) {
      const std::string_view name = word();
      if (!kAttributes.contains(name)) return fail("an attribute we do not write");
      if (!seen.insert(name).second) return fail("an attribute twice");
      if (!take("=\"")) return fail("an attribute without quotes");
      while (at_ < html_.size() && html_[at_] != '"') {
        if (html_[at_] == '<' || html_[at_] == '>' || static_cast<unsigned char>(html_[at_]) < 0x20)
          return fail("raw in an attribute");
        ++at_;
      }
      ++at_;
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::vector<std::string_view> open_;
  std::string problem_, shown_;
};

}  // namespace

std::string html_problem(std::string_view html) {
  return Reader(html).problem();
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

std::string shown_text(std::string_view html) {
  return Reader(html).shown();
}

TextStyle utc_style(bool all) {
  TextStyle style;
  style.utc = true;
  style.all = all;
  return style;
}

}  // namespace doctor::test
