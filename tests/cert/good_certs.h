#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "cert/remarks.h"

namespace doctor::test {

// A leaf, its CA and the root as facts, all in order in June 2015; tests change what they are about.

inline FileTime day(std::string_view text) {
  return *parse_iso8601(text);
}

inline Certificate good_certificate(std::string_view name, std::string_view issuer) {
  Certificate c;
  c.subject_cn = name;
  c.issuer_cn = issuer;
  c.subject = "CN=" + c.subject_cn;
  c.issuer = "CN=" + c.issuer_cn;
  c.self_issued = c.self_signed = name == issuer;
  c.serial = "610a5c3b000000000002";
  c.thumbprint = std::string(40, 'A');
  c.sha256 = c.public_key_sha256 = c.subject + c.issuer;
  c.hash = "SHA256";
  c.signature_algorithm = "sha256WithRSAEncryption";
  c.signer_key = c.key = "RSA";
  c.key_bits = 2048;
  c.not_before = day("2015-01-01");
  c.not_after = day("2017-01-01");
  c.crl_urls = {"http://pki.contoso.com/" + std::string(issuer) + ".crl"};
  return c;
}

inline Certificate good_leaf() {
  Certificate c = good_certificate("fe01.contoso.com", "Contoso Issuing CA");
  c.dns_names = {"fe01.contoso.com", "pool01.contoso.com"};
  c.has_key_usage = c.has_extended_usage = true;
  c.key_usage = {"Digital Signature", "Key Encipherment"};
  c.extended_usage = {{"1.3.6.1.5.5.7.3.1", "Server Authentication"}, {"1.3.6.1.5.5.7.3.2", "Client Authentication"}};
  return c;
}

inline Certificate good_ca(std::string_view name = "Contoso Issuing CA", std::string_view issuer = "Contoso Root CA") {
  Certificate c = good_certificate(name, issuer);
  c.is_ca = c.has_key_usage = true;
  c.key_usage = {"Digital Signature", "Certificate Signing", "CRL Signing"};
  c.not_after = day("2020-01-01");
  return c;
}

inline Certificate good_root() {
  Certificate c = good_ca("Contoso Root CA", "Contoso Root CA");
  c.not_after = day("2030-01-01");
  c.crl_urls.clear();
  return c;
}

inline Crl good_crl() {
  Crl c;
  c.issuer_cn = "Contoso Root CA";
  c.issuer = "CN=Contoso Root CA";
  c.hash = "SHA256";
  c.signature_algorithm = "sha256WithRSAEncryption";
  c.this_update = day("2015-04-01");
  c.next_update = day("2015-10-01");
  c.number = "12";
  c.thumbprint = std::string(40, 'C');
  return c;
}

inline RemarkOptions in_june_2015() {
  RemarkOptions o;
  o.now = day("2015-06-01");
  return o;
}

/// "error md5, note sha1": everything that was said, in its order.
inline std::string said(const std::vector<Remark>& remarks) {
  std::string out;
  for (const Remark& r : remarks) {
    out += (out.empty() ? "" : ", ") + std::string(remark_level_name(r.level)) + " " + std::string(r.code);
  }
  return out;
}

inline const Remark* find_remark(const std::vector<Remark>& remarks, std::string_view code) {
  const auto at = std::find_if(remarks.begin(), remarks.end(), [&](const Remark& r) { return r.code == code; });
  return at == remarks.end() ? nullptr : &*at;
}

}  // namespace doctor::test
