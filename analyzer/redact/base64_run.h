#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace doctor::redact {

/// Shorter ones are words.
inline constexpr std::size_t kFewestBase64 = 40;

/// Where the run of base64 that begins at `place` ends: over line ends, as PEM has them, with the padding. Time is linear in the run.
std::size_t base64_end(std::string_view text, std::size_t place);

/// The bytes of such a run if they may name somebody: a certificate or other DER of some length, or text; else nothing. Names of folders
/// with slashes between them are base64, too, but of bytes that say nothing.
std::string base64_content(std::string_view run);

/// Bytes in base64, with lines as `like` has them.
std::string to_base64(std::string_view bytes, std::string_view like);

}  // namespace doctor::redact
