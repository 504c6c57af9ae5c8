#pragma once
#include "artifact/reg_value.h"
#include "base/bytes.h"

namespace doctor {

/// Reads what regedit or `reg export` wrote: "Windows Registry Editor Version 5.00" or "REGEDIT4". Only wanted values are kept
/// (is_wanted()). Deletions ("[-KEY]", "name"=-) say what somebody meant to do, not what is: noted and passed over.
/// Never fails: what cannot be read is in the damage ("reg-...") with its line, and reading goes on at the next.
RegReading read_reg_file(ByteView file);

/// Reads the text that `reg query KEY /s` prints: a line per key, and below it lines "    Name    REG_DWORD    0x1".
RegReading read_reg_query(ByteView file);

}  // namespace doctor
