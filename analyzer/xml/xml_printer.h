#pragma once
#include <pugixml.hpp>

#include "base/text_buffer.h"

namespace doctor::xml {

/// Appends an element the way Windows prints events: single quotes, no indentation, no prefixes; values escaped (base/escape.h). The
/// "- " of a pasted tree and blanks between elements are gone; everything else is kept, RenderingInfo included.
/// The namespace of a prefix that was cut off becomes the element's own: <e:Event xmlns:e='x'> is <Event xmlns='x'>.
void print_xml(pugi::xml_node element, TextBuffer& out);

}  // namespace doctor::xml
