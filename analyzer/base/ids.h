#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace doctor {

/// "{555908d1-a6d7-4695-8e1e-26931d2012f4}" from the 16 bytes in which Windows stores a GUID: lower case and braces, as
/// Event Viewer prints it. Empty if there are not exactly 16 bytes.
std::string guid_text(ByteView bytes);
/// The 16 stored bytes of a GUID in text (braces optional, any case).
std::optional<std::string> parse_guid(std::string_view text);

/// "S-1-5-18" from a binary SID (revision, count, 6-byte authority, count sub-authorities). Empty if it is malformed; bytes
/// behind a whole SID are ignored. Source: MS-DTYP 2.4.2.
std::string sid_text(ByteView bytes);
/// The bytes of a SID in text.
std::optional<std::string> parse_sid(std::string_view text);

}  // namespace doctor
