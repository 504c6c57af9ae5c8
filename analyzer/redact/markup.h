#pragma once
#include <string>
#include <string_view>

#include "base/text_buffer.h"
#include "event/text_editor.h"

namespace doctor::redact {

// Events as EventSource::render() prints them, one line each, with their texts edited. Names of elements, attributes and fields, provider,
// channel and namespaces stay. What is not as our writers print it is copied as it is, up to the end of the line.
// Time and memory are linear in the line.

void edit_xml_line(std::string_view line, TextEditor& editor, TextBuffer& out);
void edit_json_line(std::string_view line, TextEditor& editor, TextBuffer& out);

}  // namespace doctor::redact
