#include "facts/certificate.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "cert/bundle.h"
#include "facts/capi2_read.h"
#include "facts/hosts.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

// What Schannel's manifests call the attached certificate (all versions), and the element of classic events.
constexpr std::string_view kAttached[] = {"EncodedCert", "pCertificateContext", "certificateContext", "CredContext",
                                          "Certificate", "binaryData",          "Binary"};

/// Parallel facts stay parallel: what is not known is an empty text.
std::string date_text(FileTime time) {
  if (time.ticks == 0) return {};
  std::string text = to_iso8601(time);
  if (constexpr std::string_view kWhole = ".0000000Z"; text.ends_with(kWhole)) text.replace(text.size() - kWhole.size(), kWhole.size(), "Z");
  return text;
}

std::string_view server_usage(const Certificate& c) {
  if (!c.has_extended_usage) return "yes";
  for (const CertPurpose& usage : c.extended_usage) {
    if (usage.oid == "1.3.6.1.5.5.7.3.1" || usage.oid == "2.5.29.37.0") return "yes";
  }
  return "no";
}

std::string_view scope_of(const Certificate& c, std::string_view computer) {
  std::vector<std::string> names = c.dns_names;
  names.push_back(c.subject_cn);
  return names_scope(names, computer);
}

void add_names(FactList& out, const Certificate& c) {
  // Long lists (a provider's certificate with hundreds of names) would push out the facts that matter.
  constexpr std::size_t kMostNames = 64;
  for (std::size_t i = 0; i < c.dns_names.size() && i < kMostNames && out.room_for(1); ++i) {
    out.text("CertDnsName", c.dns_names[i]);
  }
}

}  // namespace

void add_certificate_facts(FactList& out, const Certificate& c) {
  if (!out.room_for(16)) return;
  const bool self_signed = c.self_signed || c.self_signed_unverified;
  out.text("CertSubject", c.subject.empty() ? c.subject_cn : c.subject);
  out.text("CertIssuer", c.issuer);
  out.text("CertSerial", c.serial);
  out.text("CertThumbprint", c.thumbprint);
  out.text("CertHash", c.hash);
  if (!self_signed) out.some_text("CertIssuedHash", c.hash);
  out.text("CertKey", c.key.empty() ? std::string() : c.key + " " + std::to_string(c.key_bits));
  if (c.key == "RSA") out.number("CertKeyBits", c.key_bits);
  out.text("CertNotBefore", date_text(c.not_before));
  out.text("CertNotAfter", date_text(c.not_after));
  add_days_left(out, "CertDaysLeft", date_text(c.not_after));
  add_days_old(out, "CertDaysOld", date_text(c.not_before));
  out.word("CertSelfSigned", self_signed ? "yes" : "no");
  out.word("CertIsCa", c.is_ca.value_or(c.version == 1 && self_signed) ? "yes" : "no");
  out.word("CertForServers", server_usage(c));
  out.word("CertScope", scope_of(c, out.event().computer));
  add_names(out, c);
}

void add_crl_facts(FactList& out, const Crl& crl) {
  if (!out.room_for(6)) return;
  out.text("CrlIssuer", crl.issuer_cn.empty() ? crl.issuer : crl.issuer_cn);
  out.text("CrlHash", crl.hash);
  const std::string begin = date_text(crl.this_update), end = date_text(crl.next_update);
  out.text("CrlThisUpdate", begin);
  out.text("CrlNextUpdate", end);
  add_days_left(out, "CrlDaysLeft", end);
  add_long_days_left(out, begin, end);
}

void add_attached_certificates(FactList& out) {
  for (const std::string_view name : kAttached) {
    const Value* field = out.find(name);
    if (field == nullptr) continue;
    const auto bytes = bytes_of(*field);
    if (!bytes) continue;
    const std::vector<Certificate> certificates = certificates_in(as_bytes(bytes->data(), bytes->size()));
    for (const Certificate& c : certificates) add_certificate_facts(out, c);
    if (!certificates.empty()) return;
  }
}

}  // namespace doctor::facts
