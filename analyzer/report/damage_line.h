#pragma once
#include <string>

#include "base/diagnostic.h"

namespace doctor {

/// "3 damaged places, 1,234 bytes lost, the first at offset 4,096: record size ... [evtx-record-size]"; empty if nothing is worse than a
/// note.
std::string damage_line(const Diagnostics& damage);

/// "offset 4,096" or, where the input has lines, "line 12".
std::string place_words(const Location& where);

}  // namespace doctor
