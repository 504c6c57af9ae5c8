#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace doctor::test {

// Certificates and revocation lists in memory, right and wrong on demand.
//
//   CertSpec root = ca_spec("CN=Contoso Root, O=Contoso, C=DE");
//   CertSpec leaf = leaf_spec("CN=fe01.contoso.local", {"fe01.contoso.local", "sip.contoso.com"});
//   leaf.signed_by = &root;
//   leaf.hash = TestHash::md5;
//   const std::vector<std::byte> der = make_certificate(leaf);
//
// Same specification, same bytes within one run (ECDSA and PSS excepted: they draw lots); keys are drawn anew in each run.

/// md2, md4: signed with MD5 and renamed afterwards, so the signature never verifies. sha1_oiw: SHA-1 under makecert's 1.3.14.3.2.29.
enum class TestHash : std::uint8_t { md2, md4, md5, sha1, sha1_oiw, sha256, sha384, sha512, pss_sha256 };

/// A kind of key, and which of them: keys of the same kind and number are the same.
struct TestKey {
  enum Kind : std::uint8_t { rsa1024, rsa2048, ec256, ed25519 } kind = rsa2048;
  int number = 0;
  auto operator<=>(const TestKey&) const = default;
};

struct TestExtension {
  std::string oid;
  bool critical = false;
  std::string value;  ///< DER
};

struct CertSpec {
  std::string subject = "CN=fe01.contoso.local";  ///< most specific first, no quoting: "CN=a, O=b, C=DE"
  /// Attribute (short name or oid) and UTF-8 value in the order of the encoding (least specific first); used instead of `subject` if
  /// there are any.
  std::vector<std::pair<std::string, std::string>> subject_parts;
  const CertSpec* signed_by = nullptr;  ///< null: self-signed. Must outlive the call.
  std::string issuer;                   ///< another issuer's name than that of signed_by; empty: that
  TestKey key;
  TestHash hash = TestHash::sha256;
  std::string serial = "610a5c3b000000000002";  ///< hexadecimal
  std::string not_before = "2015-01-01T00:00:00Z", not_after = "2025-01-01T00:00:00Z";
  int version = 3;
  std::optional<bool> is_ca;
  std::optional<int> path_length;
  std::vector<std::string> dns_names, ip_addresses, emails, upns, uris;
  std::string key_usage;       ///< as OpenSSL's configuration has it: "digitalSignature,keyEncipherment"; empty: none
  std::string extended_usage;  ///< "serverAuth,clientAuth,1.3.6.1.4.1.311.20.2.2"; empty: none
  std::vector<std::string> crl_urls, ca_issuer_urls, ocsp_urls, policies;
  bool key_ids = true;           ///< subject key identifier, and authority key identifier unless self-signed
  std::string authority_key_id;  ///< hexadecimal; another than that of the issuer's key
  std::string template_name;     ///< 1.3.6.1.4.1.311.20.2
  std::string template_oid;      ///< 1.3.6.1.4.1.311.21.7
  bool must_staple = false;
  std::vector<TestExtension> more;  ///< any others, last
};

/// A CA with its usual usages and a key of its own.
CertSpec ca_spec(std::string_view subject, int key_number = 1);
/// A server certificate for these names.
CertSpec leaf_spec(std::string_view subject, std::vector<std::string> dns_names);

/// Aborts the test program if the specification cannot be made.
std::vector<std::byte> make_certificate(const CertSpec& spec);

struct CrlSpec {
  const CertSpec* issuer = nullptr;  ///< whose name and key; required
  TestHash hash = TestHash::sha256;
  std::string this_update = "2015-06-01T00:00:00Z", next_update = "2015-06-08T00:00:00Z";  ///< next: empty for none
  std::string next_publish = {};          ///< Microsoft's extension; empty for none
  std::vector<std::string> revoked = {};  ///< serial numbers
  std::string revoked_on = {};            ///< of all of them; empty: this_update
  int reason = -1;                        ///< of all of them (RFC 5280, 5.3.1); negative: none
  bool key_id = true;                     ///< authority key identifier
  int number = 1;                         ///< negative: none
  bool is_delta = false;
};
std::vector<std::byte> make_crl(const CrlSpec& spec);

/// PKCS#7 signed data without a signer, as in a .p7b.
std::vector<std::byte> make_p7b(const std::vector<std::vector<std::byte>>& certificates,
                                const std::vector<std::vector<std::byte>>& crls = {});

/// With armour, lines of 64 characters.
std::string make_pem(ByteView der, std::string_view label = "CERTIFICATE", std::string_view line_end = "\n");

/// {id, 1, length, bytes}: an element of Windows' serialised form.
std::string stored_property_bytes(std::uint32_t id, ByteView value);

/// All places of `from` changed to `to`, of the same length: for what no library would write.
std::vector<std::byte> with_replaced(std::vector<std::byte> der, std::string_view from, std::string_view to);

/// tag, length, content.
std::string der_value(std::uint8_t tag, std::string_view content);

std::vector<std::byte> to_bytes(std::string_view text);

}  // namespace doctor::test
