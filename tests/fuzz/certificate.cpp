// The certificate readers over bytes in memory: as a certificate, a revocation list, a file of them, a field of an event.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"
#include "cert/bundle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const doctor::ByteView bytes = doctor::as_bytes(data, size);
  if (const auto certificate = doctor::parse_certificate(bytes)) {
    if (certificate->der.size() > size || !doctor::is_utf8(certificate->subject)) std::abort();
    for (const auto& name : certificate->dns_names) {
      if (!doctor::is_utf8(name)) std::abort();
    }
    // What was read once reads again, and the same.
    const auto again = doctor::parse_certificate(certificate->der);
    if (!again || again->sha256 != certificate->sha256) std::abort();
    (void)doctor::verify_signature(*certificate, *certificate);
  }
  if (const auto list = doctor::parse_crl(bytes)) {
    if (list->der.size() > size || list->revoked > size) std::abort();
    doctor::Certificate nobody;
    nobody.issuer = list->issuer;
    if (doctor::revokes(*list, nobody)) std::abort();
  }
  const doctor::CertBundle bundle = doctor::read_bundle(bytes);
  const bool silent =
      bundle.certificates.empty() && bundle.crls.empty() && bundle.others.empty() && bundle.damage.empty();
  if (silent || bundle.certificates.size() + bundle.crls.size() > doctor::kMostInBundle) std::abort();
  if (doctor::certificates_in(bytes, 4).size() > 4) std::abort();
  (void)doctor::looks_like_certificates(bytes);
  return 0;
}
