#pragma once
#include <string>

namespace doctor {

/// "0.1.0": from CMakeLists.txt.
inline constexpr const char* kVersion = DOCTOR_VERSION;

/// What --version says: the version, the fingerprint of the rules that are compiled in, for what and with what it was built, and each library
/// with its version, one on a line. Without a line end.
std::string version_text();

}  // namespace doctor
