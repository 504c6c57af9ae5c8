#pragma once
#include <string>
#include <string_view>

#include "report/html_hosts.h"
#include "report/html_writer.h"

namespace doctor::test {

/// What a strict reader finds wrong with HTML of ours: tags that do not match, attributes without quotes, elements, attributes or character
/// references that we never write. Empty: nothing.
std::string html_problem(std::string_view html);

/// How often `part` occurs.
std::size_t occurrences(std::string_view text, std::string_view part);

/// The text of the page without tags, character references put back; style and script left out. Runs of white space are one blank.
std::string shown_text(std::string_view html);

/// Times in UTC.
TextStyle utc_style(bool all = false);

/// What `write` writes, with times in UTC.
template <class Write>
std::string written(Write write) {
  TextStyle style;
  style.utc = true;
  HtmlWriter html(style);
  write(html);
  return html.take();
}

/// Texts of the kind that somebody might write into a log to be shown to an administrator.
inline constexpr std::string_view kHostile[] = {"<script>alert(1)</script>",
                                                "\"><img src=x onerror=alert(2)>",
                                                "'><svg/onload=alert(3)>",
                                                "]]></style><script>alert(4)</script>",
                                                "&lt;b&gt; &amp;#x3c;",
                                                "javascript:alert(5)",
                                                "evil\xe2\x80\xae"
                                                "txt.exe",
                                                "a\x01\x1b[31mred\x7f",
                                                "\xff\xfe broken \xc3",
                                                "<!-- --!> -->",
                                                "</td></tr></table></section></main>",
                                                "\xef\xbb\xbf\xe2\x80\x8b"};

}  // namespace doctor::test
