#include "cert/crl.h"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "base/text.h"
#include "cert/der.h"
#include "cert/oids.h"
#include "cert/openssl.h"

namespace doctor {
namespace {

using namespace openssl;

// The list is walked, not unpacked: three million entries of 20 bytes would become a gigabyte of OpenSSL's objects.
struct ListParts {
  ByteView algorithm, issuer, this_update, next_update, entries, extensions;
};

bool is_time(std::uint8_t tag) {
  return tag == kDerUtcTime || tag == kDerGeneralizedTime;
}

std::optional<ListParts> list_parts(ByteView der) {
  const auto parts = signed_parts(der);
  if (!parts) return std::nullopt;
  ListParts out;
  out.algorithm = parts->algorithm;
  DerReader fields(parts->content);
  (void)fields.next_if(kDerInteger);  // version 2; a list of version 1 has none
  if (!fields.next_if(kDerSequence)) return std::nullopt;
  const auto issuer = fields.next_if(kDerSequence);
  if (!issuer || !is_time(fields.tag())) return std::nullopt;
  const auto this_update = fields.next();
  if (!this_update) return std::nullopt;
  out.issuer = issuer->whole;
  out.this_update = this_update->whole;
  if (is_time(fields.tag())) {
    const auto next_update = fields.next();
    if (!next_update) return std::nullopt;
    out.next_update = next_update->whole;
  }
  if (const auto entries = fields.next_if(kDerSequence)) out.entries = entries->content;
  if (const auto extensions = fields.next_if(der_context(0))) out.extensions = extensions->content;
  if (!fields.at_end()) return std::nullopt;
  return out;
}

/// Calls what(serial number's content, its whole entry's content) for each entry until it says false. False if an entry is none.
template <class What>
bool each_entry(ByteView entries, What what) {
  DerReader all(entries);
  while (!all.at_end()) {
    const auto entry = all.next_if(kDerSequence);
    if (!entry) return false;
    DerReader fields(entry->content);
    const auto serial = fields.next_if(kDerInteger);
    if (!serial || !is_time(fields.tag())) return false;
    if (!what(serial->content, entry->content)) return true;
  }
  return true;
}

FileTime time_in(ByteView der) {
  if (der.empty()) return {};
  return file_time(decode<ASN1_TIME, ASN1_TIME_free, d2i_ASN1_TIME>(der).get());
}

std::string decimal(ByteView der) {
  const auto number = decode<ASN1_INTEGER, ASN1_INTEGER_free, d2i_ASN1_INTEGER>(der);
  // RFC 5280 allows 20 bytes; printing in decimal takes the square of the length.
  if (!number || ASN1_STRING_length(number.get()) > 64) return {};
  const Owned<BIGNUM, BN_free> big(ASN1_INTEGER_to_BN(number.get(), nullptr));
  const Owned<char, [](char* p) { OPENSSL_free(p); }> text(big ? BN_bn2dec(big.get()) : nullptr);
  return text ? std::string(text.get()) : std::string();
}

void read_list_extensions(ByteView der, Crl& out) {
  using Extensions = Owned<STACK_OF(X509_EXTENSION),
                           [](STACK_OF(X509_EXTENSION) * p) { sk_X509_EXTENSION_pop_free(p, X509_EXTENSION_free); }>;
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const Extensions all(d2i_X509_EXTENSIONS(nullptr, &at, static_cast<long>(der.size())));
  for (int i = 0; i < sk_X509_EXTENSION_num(all.get()); ++i) {
    X509_EXTENSION* extension = sk_X509_EXTENSION_value(all.get(), i);
    const std::string oid = oid_of(X509_EXTENSION_get_object(extension));
    const ByteView value = view(X509_EXTENSION_get_data(extension));
    if (oid == "2.5.29.27") out.is_delta = true;
    if (oid == "2.5.29.20" && out.number.empty()) out.number = decimal(value);
    if (oid == "2.5.29.35" && out.authority_key_id.empty()) out.authority_key_id = authority_key_id(extension);
    if (oid == "2.5.29.28" && out.scope.empty()) out.scope = to_hex(value, false);
    if (oid == "1.3.6.1.4.1.311.21.4" && out.next_publish == FileTime{}) out.next_publish = time_in(value);
  }
}

// The content of an extension's value: an ENUMERATED of one byte. Anything else is no reason.
RevocationReason reason_in(ByteView value) {
  const auto number = der_item(value);
  if (!number || number->tag != kDerEnumerated || number->content.size() != 1) return {};
  return static_cast<RevocationReason>(number->content[0]);
}

Revocation revocation_in(ByteView entry) {
  constexpr std::string_view kReasonCode = "2.5.29.21";
  Revocation out;
  DerReader fields(entry);
  (void)fields.next();  // the serial number
  if (const auto date = fields.next()) out.date = time_in(date->whole);
  const auto extensions = fields.next_if(kDerSequence);
  DerReader all(extensions ? extensions->content : ByteView());
  while (const auto extension = all.next_if(kDerSequence)) {
    DerReader parts(extension->content);
    const auto oid = parts.next_if(kDerOid);
    if (!oid || oid_text(oid->content) != kReasonCode) continue;
    (void)parts.next_if(kDerBoolean);  // critical
    if (const auto value = parts.next()) out.reason = reason_in(value->content);
  }
  return out;
}

}  // namespace

Result<Crl> parse_crl(ByteView bytes) {
  const QuietErrors quiet;
  const auto whole = der_sequence(bytes, kLongestCrl);
  if (!whole) return whole.error();
  const auto parts = list_parts(*whole);
  if (!parts) {
    const DerKind kind = der_kind(*whole);
    const bool other = kind != DerKind::unknown && kind != DerKind::crl;
    return Error{Errc::bad_format,
                 "not a revocation list: " + (other ? fmt::format("it is a {}", der_kind_name(kind))
                                                    : std::string("its fields are not those of one"))};
  }
  Crl out;
  const bool sound = each_entry(parts->entries, [&](ByteView, ByteView) { return ++out.revoked != 0; });
  if (!sound) {
    return Error{Errc::bad_format, fmt::format("not a revocation list: entry {} is none", out.revoked + 1)};
  }
  const auto issuer = decode<X509_NAME, X509_NAME_free, d2i_X509_NAME>(parts->issuer);
  if (!issuer) return Error{Errc::bad_format, "not a revocation list: its issuer is no name"};
  out.issuer = name_text(issuer.get());
  out.issuer_cn = common_name(issuer.get());
  SignatureFacts facts = signature_facts(parts->algorithm);
  out.hash = std::move(facts.hash);
  out.signature_algorithm = std::move(facts.openssl_name);
  out.this_update = time_in(parts->this_update);
  out.next_update = time_in(parts->next_update);
  if (!parts->extensions.empty()) read_list_extensions(parts->extensions, out);
  out.thumbprint = digest_text(*whole, EVP_sha1());
  out.der.assign(whole->begin(), whole->end());
  return out;
}

std::string_view revocation_reason_name(RevocationReason reason) {
  static constexpr std::string_view kNames[] = {
      "unspecified",     "keyCompromise", "cACompromise",  "affiliationChanged", "superseded",  "cessationOfOperation",
      "certificateHold", "unspecified",   "removeFromCRL", "privilegeWithdrawn", "aACompromise"};
  const auto number = static_cast<std::size_t>(reason);
  return number < std::size(kNames) ? kNames[number] : kNames[0];
}

std::optional<Revocation> find_revocation(const Crl& crl, const Certificate& certificate) {
  const QuietErrors quiet;
  const auto parts = list_parts(crl.der);
  if (!parts || !equals_ignore_case(crl.issuer, certificate.issuer)) return std::nullopt;
  const auto signed_part = signed_parts(certificate.der);
  if (!signed_part) return std::nullopt;
  DerReader fields(signed_part->content);
  (void)fields.next_if(der_context(0));
  const auto serial = fields.next_if(kDerInteger);
  if (!serial) return std::nullopt;
  std::optional<Revocation> found;
  each_entry(parts->entries, [&](ByteView revoked, ByteView entry) {
    const bool same =
        revoked.size() == serial->content.size() && equal_bytes(revoked.data(), serial->content.data(), revoked.size());
    if (same) found = revocation_in(entry);
    return !same;
  });
  return found;
}

bool revokes(const Crl& crl, const Certificate& certificate) {
  const auto entry = find_revocation(crl, certificate);
  return entry && !(crl.is_delta && entry->reason == RevocationReason::remove_from_crl);
}

std::optional<bool> verify_signature(const Crl& crl, const Certificate& issuer) {
  const QuietErrors quiet;
  const KeyHandle key = decode_key(public_key_info(issuer.der));
  return verify_signed(crl.der, key.get());
}

}  // namespace doctor
