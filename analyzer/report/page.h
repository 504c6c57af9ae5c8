#pragma once
#include <string>
#include <string_view>

#include "report/style.h"

namespace doctor {

/// A text for people under construction: headings, wrapped paragraphs, bullets and commands. Knows nothing of diagnoses.
class Page {
 public:
  Page(unsigned width, bool colours) : width_(width), colours_(colours) {}

  void heading(std::string_view text);  ///< bold, with an empty line before it unless it is the first line
  void blank();                         ///< an empty line; two in a row become one
  /// Wrapped, `indent` blanks before each line.
  void paragraph(const Line& line, unsigned indent);
  /// The same with `bullet` ("1. ", "+ ") before the first line and as many blanks before the others.
  void item(std::string_view bullet, const Line& line, unsigned indent);
  /// A command, or several lines of them: each whole on a line of its own, never wrapped.
  void command(std::string_view text, unsigned indent);

  std::string take() const;  ///< with or without colours, as asked for

 private:
  unsigned width_;
  bool colours_;
  std::string marked_;
};

}  // namespace doctor
