#pragma once
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace doctor {

/// HMAC-SHA256 (RFC 2104) of a text under a key of any length: 32 bytes. Who does not have the key cannot tell which text it was, not even by
/// trying all that come to mind. Empty only if the library refuses (never seen).
/// Threads: any number.
std::string keyed_digest(ByteView key, std::string_view text);

}  // namespace doctor
