#pragma once
#include <string_view>

#include "base/text_buffer.h"

namespace doctor {

/// Appends a cell as RFC 4180 has it, in quotes where it must be, without a separator. Control characters and what changes the direction of
/// text are made visible, so that a line stays a line; a text that a spreadsheet program would take for a formula gets an apostrophe in
/// front.
void append_csv_cell(std::string_view text, TextBuffer& out);

}  // namespace doctor
