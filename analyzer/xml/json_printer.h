#pragma once
#include <pugixml.hpp>

#include "base/text_buffer.h"

namespace doctor::xml {

/// Appends {"Event":{...}}: the shape that docs/dump.md describes and the EVTX reader prints. What XML does not tell is taken from
/// the names: plain decimal numbers in System are numbers, and its GUIDs lose their braces and become upper case. All else is text.
void print_json(pugi::xml_node event, TextBuffer& out);

}  // namespace doctor::xml
