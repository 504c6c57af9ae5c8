#pragma once
#include <string>
#include <string_view>

namespace doctor {

/// "0.1.0": from CMakeLists.txt.
inline constexpr const char* kVersion = DOCTOR_VERSION;

/// The commit this was built from, shortened, "... with changes" if files of it were changed, or "unknown"; and its day, "2015-06-01" or empty.
/// Written by cmake/commit.cmake.
std::string_view commit();
std::string_view commit_date();

/// What --version says: the version, the commit, the fingerprint of the rules that are compiled in, for what and with what it was built, and each library
/// with its version, one on a line. Without a line end.
std::string version_text();

}  // namespace doctor
