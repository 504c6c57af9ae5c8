#include "facts/artifact.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "cert/bundle.h"
#include "facts/algorithms.h"
#include "facts/capi2_read.h"
#include "facts/certificate.h"
#include "facts/hosts.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

// Event ids of artifact/artifact_source.h, which lies on a layer that this folder does not know.
constexpr std::uint32_t kCertificate = 1, kCrl = 2, kDescribedCertificate = 4, kDescribedCrl = 5;

std::string bytes_at(FactList& out, std::string_view name) {
  const Value* field = out.find(name);
  return field == nullptr ? std::string() : bytes_of(*field).value_or("");
}

// certutil prints "md5RSA", "sha256RSA", "sha256ECDSA" behind the oid.
std::string_view described_hash(FactList& out) {
  const std::string_view oid = out.find_text("SignatureOid");
  std::string_view name = out.find_text("SignatureAlgorithm");
  for (const std::string_view key : {"RSA", "ECDSA", "DSA"}) {
    if (!ends_with_ignore_case(name, key)) continue;
    name.remove_suffix(key.size());
    break;
  }
  return signature_hash(name, oid);
}

/// Yes, no, or empty: the text does not say, and names that are equal are no proof.
std::string_view described_self_signed(FactList& out) {
  const std::string_view root = out.find_text("RootCertificate");
  if (equals_ignore_case(root, "yes")) return "yes";
  const std::string_view subject = out.find_text("Subject"), issuer = out.find_text("Issuer");
  const bool differ = !subject.empty() && !issuer.empty() && !equals_ignore_case(subject, issuer);
  return equals_ignore_case(root, "no") || differ ? "no" : "";
}

/// "fe01.contoso.local" of "CN=fe01.contoso.local, O=Contoso".
std::string_view common_name(std::string_view subject) {
  const std::size_t begin = subject.find("CN=");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = subject.substr(begin + 3);
  return trim(rest.substr(0, rest.find(',')));
}

void add_described_scope(FactList& out) {
  std::vector<std::string> names = {std::string(common_name(out.find_text("Subject")))};
  for (const Field& field : out.event().data) {
    if (field.name == "DnsName") names.push_back(std::string(out.text_of(field.value)));
  }
  out.word("CertScope", names_scope(names, out.event().computer));
}

void add_described_certificate(FactList& out) {
  const std::string_view hash = described_hash(out), self_signed = described_self_signed(out);
  out.text("CertSubject", out.find_text("Subject"));
  out.text("CertIssuer", out.find_text("Issuer"));
  out.text("CertSerial", out.find_text("SerialNumber"));
  out.text("CertThumbprint", out.find_text("Thumbprint"));
  out.text("CertHash", hash);
  if (self_signed == "no") out.some_text("CertIssuedHash", hash);
  const std::string key =
      std::string(out.find_text("PublicKeyAlgorithm")) + " " + std::string(out.find_text("PublicKeyLength"));
  out.text("CertKey", trim(key));
  const Value* bits = out.find("PublicKeyLength");
  if (bits != nullptr && starts_with_ignore_case(out.find_text("PublicKeyAlgorithm"), "RSA")) {
    if (const auto n = unsigned_of(*bits)) out.number("CertKeyBits", *n);
  }
  out.text("CertNotBefore", out.find_text("NotBefore"));
  out.text("CertNotAfter", out.find_text("NotAfter"));
  add_days_left(out, "CertDaysLeft", out.find_text("NotAfter"));
  add_days_old(out, "CertDaysOld", out.find_text("NotBefore"));
  if (!self_signed.empty()) out.word("CertSelfSigned", self_signed == "yes" ? "yes" : "no");
  add_described_scope(out);
}

void add_described_crl(FactList& out) {
  out.text("CrlIssuer", out.find_text("Issuer"));
  out.text("CrlHash", described_hash(out));
  const std::string_view begin = out.find_text("ThisUpdate"), end = out.find_text("NextUpdate");
  out.text("CrlThisUpdate", begin);
  out.text("CrlNextUpdate", end);
  add_days_left(out, "CrlDaysLeft", end);
  add_long_days_left(out, begin, end);
}

}  // namespace

void add_artifact_facts(FactList& out) {
  switch (out.event().event_id) {
    case kCertificate:
      if (const std::string der = bytes_at(out, "Certificate"); !der.empty()) {
        if (const auto c = parse_certificate(as_bytes(der.data(), der.size()))) add_certificate_facts(out, *c);
      }
      break;
    case kCrl:
      if (const std::string der = bytes_at(out, "Crl"); !der.empty()) {
        if (const auto crl = parse_crl(as_bytes(der.data(), der.size()))) add_crl_facts(out, *crl);
      }
      break;
    case kDescribedCertificate:
      add_described_certificate(out);
      break;
    case kDescribedCrl:
      add_described_crl(out);
      break;
    default:
      break;
  }
}

}  // namespace doctor::facts
