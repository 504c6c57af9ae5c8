#pragma once
#include <string>
#include <string_view>

namespace doctor {

/// Breaks text into lines of at most `width` display columns. Every line begins with `indent` blanks (for a bullet, overwrite those
/// of the first), lines are joined by newlines, there is none at the end. Runs of blanks become one; a newline in the text stays a
/// line break. Breaks are made at blanks and beside wide East Asian characters; a word too long for a line is cut between
/// characters, never inside a code point or before a combining one.
/// What people copy stays in one piece, however long: `code between back quotes`, with its blanks, and words with "://" in them.
/// At least 8 columns are left for the text even if width and indent say otherwise.
/// Control characters count as nothing and are passed on: callers make log content printable() first.
std::string wrap(std::string_view text, unsigned width, unsigned indent);

}  // namespace doctor
