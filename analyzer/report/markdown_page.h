#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/page.h"

namespace doctor {

/// The same page as Markdown (CommonMark with the tables of GitHub's), for tickets. What the indents of a Page mean to the eye becomes
/// nested lists; commands become code blocks. All texts are escaped: nothing of a log is markup, a link or HTML.
class MarkdownPage : public Page {
 public:
  MarkdownPage();

  void title(const Line& line) override;
  void heading(std::string_view text) override;
  void blank() override;
  void paragraph(const Line& line, unsigned indent) override;
  void item(std::string_view bullet, const Line& line, unsigned indent) override;
  void command(std::string_view text, unsigned indent) override;
  void row(const Line& line, unsigned indent) override;
  void table(const Table& table, unsigned indent) override;
  std::string take() const override;

 private:
  /// An item that may still have something below it.
  struct Open {
    unsigned text_column;  ///< on a Page: where its text begins
    std::string indent;    ///< in Markdown: what lies below it begins with
  };
  enum class Last { nothing, item, row, other };

  /// Ends the items whose text begins right of `column`; what is then the indent.
  std::string below(unsigned column);
  void begin_block();
  void end_rows();

  std::string out_;
  std::vector<Open> open_;
  Last last_ = Last::nothing;
};

/// A text as Markdown shows it letter by letter; `marked` as Line::marked(): bold and red are bold.
std::string markdown_of(std::string_view marked);

}  // namespace doctor
