#include "cert/keyed_digest.h"

#include <openssl/hmac.h>

#include "cert/openssl.h"

namespace doctor {

std::string keyed_digest(ByteView key, std::string_view text) {
  const openssl::QuietErrors quiet;
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const auto* message = reinterpret_cast<const unsigned char*>(text.data());
  // An empty view may have no address, which OpenSSL takes for "the key of last time".
  const void* key_bytes = key.empty() ? static_cast<const void*>("") : key.data();
  if (HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()), message, text.size(), digest, &size) == nullptr) {
    return {};
  }
  return {reinterpret_cast<const char*>(digest), size};
}

}  // namespace doctor
