#pragma once
#include <string_view>

namespace doctor {

/// "OpenSSL 3.0.20 7 Apr 2026": the library that is linked now, which with a shared library need not be the one at build time.
std::string_view cert_library();

}  // namespace doctor
