#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"

namespace doctor {

/// What a value "Blob" below SystemCertificates holds: a certificate, CRL or CTL as Windows serialises it: a list of properties
/// (cert/serialized.h), one of which is the object itself.
struct SerializedElement {
  enum class Kind : std::uint8_t { certificate, crl, ctl } kind = Kind::certificate;
  ByteView der;  ///< into the bytes that were given
  // Of the property that names the private key (CERT_KEY_PROV_INFO_PROP_ID); empty if there is none.
  std::string key_container, key_provider;
  std::optional<std::uint32_t> key_spec;  ///< 1 AT_KEYEXCHANGE, 2 AT_SIGNATURE, 0 a CNG key
};

/// Nothing if no property holds an object, or one is longer than what is left.
std::optional<SerializedElement> read_serialized_element(ByteView blob);

}  // namespace doctor
