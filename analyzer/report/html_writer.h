#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "report/report.h"

namespace doctor {

/// Text that stands between tags, and the value of an attribute in double quotes. Both make it printable() first, so that control and direction
/// characters and malformed bytes are seen and not obeyed, and leave nothing that a browser takes for markup. White space becomes a blank.
std::string html_text(std::string_view text);
std::string html_attribute(std::string_view value);

/// An HTML document under construction. Tags and names of attributes are our own words; all else passes through the two functions
/// above. Whatever was opened is closed by its own tag, so that no text of a log can unbalance the document.
class HtmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// `style`: how times are told. Must outlive the writer.
  explicit HtmlWriter(const TextStyle& style) : style_(style) {}

  HtmlWriter& open(std::string_view tag, Attributes attributes = {});
  HtmlWriter& close();  ///< the tag opened last
  HtmlWriter& empty(std::string_view tag,
                    Attributes attributes = {});  ///< <br>, <input>: what has no end; in SVG: <rect/>
  HtmlWriter& text(std::string_view text);
  /// open(), text() and close().
  HtmlWriter& leaf(std::string_view tag, std::string_view text, Attributes attributes = {});

  /// A command (or several lines) to be copied, whole and as it is.
  HtmlWriter& command(std::string_view text);
  /// <time>, or "an unknown time".
  HtmlWriter& moment(FileTime time);
  /// "... to ... (2 h 5 min)" with <time>s in it.
  HtmlWriter& span(FileTime first, FileTime last);
  /// Style and script only: text of ours that is not escaped.
  HtmlWriter& verbatim(std::string_view own);

  const TextStyle& style() const { return style_; }
  std::string take();  ///< everything must be closed

 private:
  void tag(std::string_view tag, Attributes attributes, std::string_view end);

  const TextStyle& style_;
  std::string out_;
  std::vector<std::string_view> open_;
};

}  // namespace doctor
