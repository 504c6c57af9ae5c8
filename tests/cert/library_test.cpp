#include "cert/library.h"

#include <doctest/doctest.h>

#include <string>
#include <openssl/opensslv.h>

using namespace doctor;

TEST_CASE("the library is of the major version that the headers are of") {
  const std::string_view text = cert_library();
  CHECK(text.starts_with("OpenSSL " + std::to_string(OPENSSL_VERSION_MAJOR) + "."));
}
