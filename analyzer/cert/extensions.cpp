#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "cert/der.h"
#include "cert/oids.h"
#include "cert/openssl.h"

namespace doctor::openssl {
namespace {

constexpr std::string_view kPrincipalName = "1.3.6.1.4.1.311.20.2.3";

/// The content of an extension in OpenSSL's structure; null if it is malformed.
template <class T, auto free_it>
Owned<T, free_it> unpack(const X509_EXTENSION* extension) {
  return Owned<T, free_it>(static_cast<T*>(X509V3_EXT_d2i(const_cast<X509_EXTENSION*>(extension))));
}

template <class T>
void keep(std::vector<T>& list, T value) {
  if (list.size() < kMostValues) list.push_back(std::move(value));
}

std::string ipv4_text(ByteView b) {
  return fmt::format("{}.{}.{}.{}", static_cast<unsigned>(b[0]), static_cast<unsigned>(b[1]),
                     static_cast<unsigned>(b[2]), static_cast<unsigned>(b[3]));
}

// RFC 5952: the longest run of two or more zero groups, the first of equals, is "::".
std::string ipv6_text(ByteView b) {
  std::array<unsigned, 8> group{};
  for (std::size_t i = 0; i < 8; ++i) {
    group[i] = static_cast<unsigned>(b[2 * i]) << 8 | static_cast<unsigned>(b[2 * i + 1]);
  }
  std::size_t best = 8, longest = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t n = 0;
    while (i + n < 8 && group[i + n] == 0) ++n;
    if (n > longest) {
      best = i;
      longest = n;
    }
  }
  std::string out;
  for (std::size_t i = 0; i < 8;) {
    if (i == best) {
      out += "::";
      i += longest;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    out += fmt::format("{:x}", group[i++]);
  }
  return out;
}

std::string address_text(ByteView b) {
  if (b.size() == 4) return ipv4_text(b);
  if (b.size() == 16) return ipv6_text(b);
  return "#" + to_hex(b, false);
}

void add_other_name(const OTHERNAME* other, Certificate& out) {
  if (other == nullptr || other->value == nullptr || oid_of(other->type_id) != kPrincipalName) return;
  if (other->value->type == V_ASN1_UTF8STRING || other->value->type == V_ASN1_IA5STRING) {
    keep(out.upns, text_of(other->value->value.asn1_string));
  }
}

void read_names(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto names = unpack<GENERAL_NAMES, GENERAL_NAMES_free>(extension);
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    switch (name->type) {
      case GEN_DNS:
        keep(out.dns_names, text_of(name->d.dNSName));
        break;
      case GEN_EMAIL:
        keep(out.emails, text_of(name->d.rfc822Name));
        break;
      case GEN_URI:
        keep(out.uris, text_of(name->d.uniformResourceIdentifier));
        break;
      case GEN_IPADD:
        keep(out.ip_addresses, address_text(view(name->d.iPAddress)));
        break;
      case GEN_OTHERNAME:
        add_other_name(name->d.otherName, out);
        break;
      default:
        break;
    }
  }
}

void read_basic_constraints(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto basic = unpack<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>(extension);
  if (!basic) return;
  out.is_ca = basic->ca != 0;
  std::uint64_t length = 0;
  if (basic->pathlen != nullptr && ASN1_INTEGER_get_uint64(&length, basic->pathlen) == 1) {
    out.path_length = static_cast<std::uint32_t>(std::min<std::uint64_t>(length, 0xffffffffU));
  }
}

void read_key_usage(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  static constexpr std::string_view kNames[] = {"Digital Signature", "Non-Repudiation", "Key Encipherment",
                                                "Data Encipherment", "Key Agreement",   "Certificate Signing",
                                                "CRL Signing",       "Encipher Only",   "Decipher Only"};
  const auto bits = unpack<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(extension);
  if (!bits) return;
  out.has_key_usage = true;
  int bit = 0;
  for (const std::string_view name : kNames) {
    if (ASN1_BIT_STRING_get_bit(bits.get(), bit++) != 0) out.key_usage.emplace_back(name);
  }
}

void read_extended_usage(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto usages = unpack<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>(extension);
  if (!usages) return;
  out.has_extended_usage = true;
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
    std::string oid = oid_of(sk_ASN1_OBJECT_value(usages.get(), i));
    std::string name = purpose_name(oid);
    keep(out.extended_usage, CertPurpose{std::move(oid), std::move(name)});
  }
}

void read_crl_points(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto points = unpack<CRL_DIST_POINTS, CRL_DIST_POINTS_free>(extension);
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT_NAME* where = sk_DIST_POINT_value(points.get(), i)->distpoint;
    if (where == nullptr || where->type != 0) continue;  // 1: relative to the issuer's name, no url
    for (int k = 0; k < sk_GENERAL_NAME_num(where->name.fullname); ++k) {
      const GENERAL_NAME* name = sk_GENERAL_NAME_value(where->name.fullname, k);
      if (name->type == GEN_URI) keep(out.crl_urls, text_of(name->d.uniformResourceIdentifier));
    }
  }
}

void read_authority_access(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto accesses = unpack<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>(extension);
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(accesses.get()); ++i) {
    const ACCESS_DESCRIPTION* access = sk_ACCESS_DESCRIPTION_value(accesses.get(), i);
    if (access->location->type != GEN_URI) continue;
    const int method = OBJ_obj2nid(access->method);
    std::string url = text_of(access->location->d.uniformResourceIdentifier);
    if (method == NID_ad_ca_issuers) keep(out.ca_issuer_urls, std::move(url));
    if (method == NID_ad_OCSP) keep(out.ocsp_urls, std::move(url));
  }
}

void read_subject_key_id(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto id = unpack<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>(extension);
  out.subject_key_id = to_hex(view(id.get()), false);
}

void read_authority_key_id(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  out.authority_key_id = authority_key_id(extension);
}

void read_policies(const X509_EXTENSION* extension, ByteView, Certificate& out) {
  const auto policies = unpack<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>(extension);
  for (int i = 0; i < sk_POLICYINFO_num(policies.get()); ++i) {
    keep(out.policies, oid_of(sk_POLICYINFO_value(policies.get(), i)->policyid));
  }
}

// RFC 7633: a list of numbers of TLS extensions; 5 is status_request.
void read_tls_feature(const X509_EXTENSION*, ByteView value, Certificate& out) {
  const auto list = der_item(value);
  DerReader features(list ? list->content : ByteView());
  while (const auto feature = features.next_if(kDerInteger)) {
    if (feature->content.size() == 1 && feature->content[0] == std::byte{5}) out.must_staple = true;
  }
}

void read_name_constraints(const X509_EXTENSION*, ByteView, Certificate& out) {
  out.has_name_constraints = true;
}

void read_ocsp_no_check(const X509_EXTENSION*, ByteView, Certificate& out) {
  out.ocsp_no_check = true;
}

// Microsoft's first form of a template: its name as one string, BMPString as a rule.
void read_template_name(const X509_EXTENSION*, ByteView value, Certificate& out) {
  const auto name = der_item(value);
  if (name && (name->tag & 0xe0) == 0) out.template_name = text_of(name->tag, name->content);
}

// The second: SEQUENCE { OBJECT IDENTIFIER, major INTEGER, minor INTEGER }. A name, if there is one, says more.
void read_template(const X509_EXTENSION*, ByteView value, Certificate& out) {
  const auto sequence = der_item(value);
  DerReader fields(sequence ? sequence->content : ByteView());
  const auto oid = fields.next_if(kDerOid);
  if (oid && out.template_name.empty()) out.template_name = oid_text(oid->content);
}

struct Reader {
  std::string_view oid;
  void (*read)(const X509_EXTENSION*, ByteView, Certificate&);
};
constexpr Reader kReaders[] = {
    {"2.5.29.17", read_names},
    {"2.5.29.19", read_basic_constraints},
    {"2.5.29.15", read_key_usage},
    {"2.5.29.37", read_extended_usage},
    {"2.5.29.31", read_crl_points},
    {"1.3.6.1.5.5.7.1.1", read_authority_access},
    {"2.5.29.14", read_subject_key_id},
    {"2.5.29.35", read_authority_key_id},
    {"2.5.29.32", read_policies},
    {"1.3.6.1.5.5.7.1.24", read_tls_feature},
    {"2.5.29.30", read_name_constraints},
    {"1.3.6.1.5.5.7.48.1.5", read_ocsp_no_check},
    {"1.3.6.1.4.1.311.20.2", read_template_name},
    {"1.3.6.1.4.1.311.21.7", read_template},
};

}  // namespace

std::string authority_key_id(const X509_EXTENSION* extension) {
  const auto id = unpack<AUTHORITY_KEYID, AUTHORITY_KEYID_free>(extension);
  return id ? to_hex(view(id->keyid), false) : std::string();
}

void read_extensions(const STACK_OF(X509_EXTENSION) * extensions, Certificate& out) {
  std::array<bool, std::size(kReaders)> done{};
  for (int i = 0; i < sk_X509_EXTENSION_num(extensions); ++i) {
    X509_EXTENSION* extension = sk_X509_EXTENSION_value(extensions, i);
    const std::string oid = oid_of(X509_EXTENSION_get_object(extension));
    if (X509_EXTENSION_get_critical(extension) != 0 && !is_known_extension(oid)) keep(out.unknown_critical, oid);
    for (std::size_t k = 0; k < std::size(kReaders); ++k) {
      if (kReaders[k].oid != oid || std::exchange(done[k], true)) continue;
      kReaders[k].read(extension, view(X509_EXTENSION_get_data(extension)), out);
    }
  }
}

}  // namespace doctor::openssl
