#pragma once
#include <string_view>

#include "base/text_buffer.h"
#include "event/event.h"

namespace doctor {

/// The names of the columns, with a line end.
std::string_view csv_header();

/// One event as a line of CSV (RFC 4180, LF at the end): what stands in System, then all data as "name=value; name=value". Cells that a
/// spreadsheet would take for a formula get an apostrophe in front; control characters are made visible.
void csv_row(const Event& event, std::string_view path, TextBuffer& out);

/// One cell: in quotes if it has to be, safe against being taken for a formula.
void csv_cell(std::string_view text, TextBuffer& out);

}  // namespace doctor
