#pragma once

namespace doctor {

/// "0.1.0": from CMakeLists.txt.
inline constexpr const char* kVersion = DOCTOR_VERSION;

}  // namespace doctor
