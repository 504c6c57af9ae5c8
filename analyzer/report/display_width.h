#pragma once
#include <cstddef>
#include <string_view>

namespace doctor {

/// Columns a terminal gives to one code point: 0 for control and combining characters, 2 for wide East Asian ones and emoji,
/// else 1. What Unicode calls ambiguous counts 1.
unsigned char_width(char32_t c);

/// The sum over a UTF-8 text; a malformed byte counts as the one replacement character it is shown as.
std::size_t display_width(std::string_view utf8);

}  // namespace doctor
