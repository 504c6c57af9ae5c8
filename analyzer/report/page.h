#pragma once
#include <string>
#include <string_view>

#include "report/style.h"
#include "report/table.h"

namespace doctor {

/// A text for people under construction: headings, wrapped paragraphs, bullets and commands. Knows nothing of diagnoses. This one is for
/// terminals and text files; report/markdown_page.h puts the same calls into another form.
class Page {
 public:
  Page(unsigned width, bool colours) : width_(width), colours_(colours) {}
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
  virtual ~Page() = default;

  virtual void title(const Line& line);          ///< the first line of all
  virtual void heading(std::string_view text);  ///< bold, with an empty line before it unless it is the first line
  virtual void blank();                         ///< an empty line; two in a row become one
  /// Wrapped, `indent` blanks before each line.
  virtual void paragraph(const Line& line, unsigned indent);
  /// The same with `bullet` ("1. ", "+ ") before the first line and as many blanks before the others.
  virtual void item(std::string_view bullet, const Line& line, unsigned indent);
  /// A command, or several lines of them: each whole on a line of its own, never wrapped.
  virtual void command(std::string_view text, unsigned indent);

  /// A line that is whole as it is, with its runs of blanks: callers see to its width.
  virtual void row(const Line& line, unsigned indent);
  /// Wrapped in its columns.
  virtual void table(const Table& table, unsigned indent);

  unsigned width() const { return width_; }

  virtual std::string take() const;  ///< with or without colours, as asked for

 private:
  unsigned width_;
  bool colours_;
  std::string marked_;
};

}  // namespace doctor
