#include "cert/library.h"

#include <openssl/crypto.h>

namespace doctor {

std::string_view cert_library() {
  return OpenSSL_version(OPENSSL_VERSION);
}

}  // namespace doctor
