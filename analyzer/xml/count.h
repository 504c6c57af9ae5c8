#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace doctor::xml {

// Looks at every byte of a text, 16 at a time where the processor can. The plain twins are for tests, and for other processors.

/// How many line ends there are.
std::uint32_t count_lines(std::string_view text);

/// How many units of UTF-16 the text would be: one for each sequence of up to three bytes, two for one of four.
std::uint64_t count_units(std::string_view utf8);

/// How many bytes from the beginning on are ASCII, no "&" and no control character but line ends and tabs.
std::size_t plain_prefix(std::string_view text);

std::uint32_t count_lines_plainly(std::string_view text);
std::uint64_t count_units_plainly(std::string_view utf8);
std::size_t plain_prefix_plainly(std::string_view text);

}  // namespace doctor::xml
