#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "cert/certificate.h"
#include "cert/crl.h"

namespace doctor {

/// What a file of certificates holds.
struct CertBundle {
  template <class T>
  struct Item {
    T what;
    Location where;         ///< offset in the file; line for PEM
    std::uint32_t number;   ///< counted from 0 over certificates and CRLs, in file order
  };
  std::vector<Item<Certificate>> certificates;
  std::vector<Item<Crl>> crls;
  std::vector<std::string> others;  ///< recognised and not read: "private key", "certificate request", "PKCS#12 (needs a password)"
  Diagnostics damage;               ///< codes "cert-der", "cert-pem", "cert-limit", "cert-pkcs7"
};

/// Certificates and CRLs read from one file at most.
inline constexpr std::size_t kMostInBundle = 10'000;

/// True if the first bytes (a few KiB are enough) may be certificates or CRLs: DER SEQUENCE, PEM armour, or base64 of DER without armour
/// (what certutil -encode and browsers write), each also as UTF-16 text or behind a byte order mark.
bool looks_like_certificates(ByteView head);

/// Reads DER certificates and CRLs (one after the other, too), PKCS#7 SignedData (.p7b, .p7c; its certificates and CRLs), and PEM with any
/// number of blocks ("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CRL", "PKCS7", "CMS") between any other text. What
/// cannot be read is named in `damage` with its place, and the rest goes on. A private key is named in `others` and never kept.
CertBundle read_bundle(ByteView file);

/// The certificates in a field of an event: DER at the front or behind a length of four bytes (Schannel's attached data), or Windows'
/// serialised certificate (a list of properties, of which 0x20 is the DER); several one after the other. Empty if there is none. Bytes that
/// are none do not cost more than a look at them. At most `most` are read.
std::vector<Certificate> certificates_in(ByteView field, std::size_t most = 16);

/// Bytes of a text of hexadecimal digits (blanks, line breaks and colons between them are passed over; "0x" in front, too); empty if it
/// holds anything else or an odd number of digits.
std::vector<std::byte> bytes_from_hex(std::string_view text);

}  // namespace doctor
