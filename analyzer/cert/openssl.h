#pragma once
// Private to cert/: the only header that includes OpenSSL, for the .cpp files of this folder.
#include <openssl/asn1.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "cert/certificate.h"

namespace doctor::openssl {

template <auto free_it>
struct Freed {
  template <class T>
  void operator()(T* p) const {
    free_it(p);
  }
};
/// Owns what a function of OpenSSL returned.
template <class T, auto free_it>
using Owned = std::unique_ptr<T, Freed<free_it>>;

using CertificateHandle = Owned<X509, X509_free>;
using KeyHandle = Owned<EVP_PKEY, EVP_PKEY_free>;
using NameHandle = Owned<X509_NAME, X509_NAME_free>;

/// Keeps what OpenSSL complains about from piling up in the thread's list of errors. The first one also starts the library without the
/// machine's configuration file: the same bytes give the same answer everywhere.
class QuietErrors {
 public:
  QuietErrors();
  ~QuietErrors();
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

/// d2i functions take a moving pointer and a signed length.
template <class T, auto free_it, auto d2i>
Owned<T, free_it> decode(ByteView der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  return Owned<T, free_it>(d2i(nullptr, &at, static_cast<long>(der.size())));
}

inline ByteView view(const unsigned char* data, int size) {
  return size <= 0 ? ByteView() : as_bytes(data, static_cast<std::size_t>(size));
}
inline ByteView view(const ASN1_STRING* s) {
  return s == nullptr ? ByteView() : view(ASN1_STRING_get0_data(s), ASN1_STRING_length(s));
}

// names.cpp

/// UTF-8 of a string of any of ASN.1's kinds; what is no text in its encoding becomes U+FFFD. Bytes that are neither ASCII nor UTF-8 in
/// kinds that allow ASCII only are taken for Latin-1, as Windows does.
std::string text_of(int type, ByteView bytes);
std::string text_of(const ASN1_STRING* s);
std::string oid_of(const ASN1_OBJECT* object);
/// A name as Windows prints it, and its most specific CN. After kMostNameParts parts it ends with "...".
std::string name_text(const X509_NAME* name);
std::string common_name(const X509_NAME* name);
inline constexpr int kMostNameParts = 1000;
/// 0 if there is none, it cannot be read, or lies outside of what FileTime holds.
FileTime file_time(const ASN1_TIME* time);
/// Content bytes of an INTEGER in hexadecimal, without the zero byte that only says that it is positive.
std::string serial_text(const ASN1_INTEGER* number);
std::string digest_text(ByteView bytes, const EVP_MD* md);

// extensions.cpp

/// Fills in what the extensions say. A repeated extension is forbidden: the first counts.
void read_extensions(const STACK_OF(X509_EXTENSION) * extensions, Certificate& out);
/// The key identifier in an Authority Key Identifier; empty if it has none.
std::string authority_key_id(const X509_EXTENSION* extension);
/// Values of one kind (names, urls, policies, ...) that are kept of one certificate.
inline constexpr std::size_t kMostValues = 4096;

// signature.cpp

/// What a signature's AlgorithmIdentifier (content) says; PSS parameters included.
struct SignatureFacts {
  std::string oid, hash, pss_hash, mgf_hash, signer_key, openssl_name;
  int salt = 20;  ///< of PSS
};
SignatureFacts signature_facts(ByteView algorithm);
/// Fills in key, key_bits, curve. `decoded` may be null.
void read_key(ByteView public_key_info, const EVP_PKEY* decoded, Certificate& out);
/// True if `key` made the signature in `der` (certificate, CRL); empty if the library cannot tell.
std::optional<bool> verify_signed(ByteView der, EVP_PKEY* key);
/// The key in a SubjectPublicKeyInfo; null if the library cannot use it.
KeyHandle decode_key(ByteView public_key_info);

}  // namespace doctor::openssl
