#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace doctor {

/// Colours of the report. They only repeat what a word beside them says; blue, orange and bold red stay apart for the colour-blind.
enum class Ink : std::uint8_t { plain, bold, muted, blue, orange, red };

/// A line of text put together from pieces. Every piece is made printable() here, so that nothing of a log reaches a terminal raw;
/// white space of all kinds becomes a blank, for documents and log texts have line breaks of their own.
class Line {
 public:
  Line() = default;
  explicit Line(std::string_view text, Ink ink = Ink::plain) { add(text, ink); }

  Line& add(std::string_view text, Ink ink = Ink::plain);

  /// The text with ink marks (control characters of no width): for wrap() and then inked().
  const std::string& marked() const { return text_; }

 private:
  std::string text_;
};

/// Replaces the ink marks in `marked` by ANSI sequences, or removes them.
std::string inked(std::string_view marked, bool colours);

/// The pieces of a marked text and their inks, in order; none is empty. Lifetime: views into `marked`.
std::vector<std::pair<std::string_view, Ink>> pieces_of(std::string_view marked);

/// The lines of a marked text; an ink that goes over the end of a line ends there and begins anew on the next, so that each line can stand
/// beside others.
std::vector<std::string> closed_lines(std::string_view marked);

Ink ink_of_severity(std::string_view severity);  ///< critical, high: red; medium: orange; else blue

}  // namespace doctor
