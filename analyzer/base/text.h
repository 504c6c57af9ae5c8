#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace doctor {

/// Appends `utf16le` (two bytes a unit, a last odd byte is ignored) to `out` as UTF-8. A lone surrogate becomes
/// U+FFFD, so the result is always well-formed.
void append_utf8(ByteView utf16le, std::string& out);
std::string to_utf8(ByteView utf16le);

/// Appends one code point as UTF-8; what is no scalar value becomes U+FFFD.
void append_utf8(char32_t code_point, std::string& out);

/// UTF-8 to UTF-16LE bytes; what is not well-formed becomes U+FFFD. For test builders and for patterns.
std::string to_utf16le(std::string_view utf8);

/// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates).
bool is_utf8(std::string_view text);

/// The next code point of UTF-8 `text` from `position`, which is moved behind it. Malformed bytes are U+FFFD,
/// one at a time. Requires position < text.size().
char32_t next_code_point(std::string_view text, std::size_t& position);

/// Simple case folding of all scripts: the mappings C and S of Unicode's CaseFolding.txt. Same length in code points.
/// Used for everything that ignores case, so that all parts of the program agree.
char32_t fold(char32_t c);
std::string fold(std::string_view utf8);

/// ASCII-only helpers, for keywords and identifiers.
std::string to_lower_ascii(std::string_view text);
bool equals_ignore_case(std::string_view a, std::string_view b);  ///< folds as fold() does
bool less_ignore_case(std::string_view a, std::string_view b);    ///< by folded code points
bool contains_ignore_case(std::string_view text, std::string_view part);
bool starts_with_ignore_case(std::string_view text, std::string_view prefix);
bool ends_with_ignore_case(std::string_view text, std::string_view suffix);

/// Without ASCII white space at both ends.
std::string_view trim(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

/// A whole number in decimal (with sign) or 0x hexadecimal, nothing before or behind it. Values from -2^63 to
/// 2^64-1; a negative one comes back as its two's complement bit pattern and sets `*negative`.
std::optional<std::uint64_t> parse_integer(std::string_view text, bool* negative = nullptr);

/// Text made safe for a terminal: control characters (C0 but newline and tab are shown as "\n", "\t"; C1; DEL), bidirectional
/// overrides and malformed bytes are written as \xNN or \u{NNNN}. Never lets an escape sequence of log content through.
std::string printable(std::string_view utf8);

/// The candidate nearest to `name` in edits, if close enough to be a likely slip of the pen; else empty.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates);
/// "did you mean 'x'?" with that candidate, printable; empty if none is near.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

/// The longest beginning of at most `most` bytes that does not end inside a character.
std::string_view prefix(std::string_view utf8, std::size_t most);

/// Upper- or lower-case hex of bytes, no separators.
std::string to_hex(ByteView bytes, bool upper = true);
/// The bytes of hex text (blanks and colons between bytes allowed), or nothing if it is none.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace doctor
