#include "cert/oids.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/text.h"

namespace doctor {
namespace {

constexpr std::size_t kLongestOid =
    64;  // the longest in use has about 25 bytes; printing a number of n bytes takes n*n

constexpr SignatureKind kSignatures[] = {
    {"1.2.840.113549.1.1.2", "MD2", "RSA"},
    {"1.2.840.113549.1.1.3", "MD4", "RSA"},
    {"1.2.840.113549.1.1.4", "MD5", "RSA"},
    {"1.2.840.113549.1.1.5", "SHA1", "RSA"},
    {"1.2.840.113549.1.1.10", "RSASSA-PSS", "RSA"},
    {"1.2.840.113549.1.1.11", "SHA256", "RSA"},
    {"1.2.840.113549.1.1.12", "SHA384", "RSA"},
    {"1.2.840.113549.1.1.13", "SHA512", "RSA"},
    {"1.2.840.113549.1.1.14", "SHA224", "RSA"},
    {"1.2.840.113549.1.1.15", "SHA512-224", "RSA"},
    {"1.2.840.113549.1.1.16", "SHA512-256", "RSA"},
    {"1.3.14.3.2.2", "MD4", "RSA"},
    {"1.3.14.3.2.3", "MD5", "RSA"},
    {"1.3.14.3.2.4", "MD4", "RSA"},
    {"1.3.14.3.2.15", "SHA1", "RSA"},  // Windows takes it for SHA-1, too
    {"1.3.14.3.2.29", "SHA1", "RSA"},  // what makecert wrote for many years
    {"1.3.14.7.2.3.1", "MD2", "RSA"},
    {"1.3.14.3.2.13", "SHA1", "DSA"},
    {"1.3.14.3.2.27", "SHA1", "DSA"},
    {"1.2.840.10040.4.3", "SHA1", "DSA"},
    {"2.16.840.1.101.3.4.3.1", "SHA224", "DSA"},
    {"2.16.840.1.101.3.4.3.2", "SHA256", "DSA"},
    {"2.16.840.1.101.3.4.3.3", "SHA384", "DSA"},
    {"2.16.840.1.101.3.4.3.4", "SHA512", "DSA"},
    {"1.2.840.10045.4.1", "SHA1", "EC"},
    {"1.2.840.10045.4.3", "", "EC"},  // the hash stands in the parameters
    {"1.2.840.10045.4.3.1", "SHA224", "EC"},
    {"1.2.840.10045.4.3.2", "SHA256", "EC"},
    {"1.2.840.10045.4.3.3", "SHA384", "EC"},
    {"1.2.840.10045.4.3.4", "SHA512", "EC"},
    {"2.16.840.1.101.3.4.3.9", "SHA3-224", "EC"},
    {"2.16.840.1.101.3.4.3.10", "SHA3-256", "EC"},
    {"2.16.840.1.101.3.4.3.11", "SHA3-384", "EC"},
    {"2.16.840.1.101.3.4.3.12", "SHA3-512", "EC"},
    {"2.16.840.1.101.3.4.3.13", "SHA3-224", "RSA"},
    {"2.16.840.1.101.3.4.3.14", "SHA3-256", "RSA"},
    {"2.16.840.1.101.3.4.3.15", "SHA3-384", "RSA"},
    {"2.16.840.1.101.3.4.3.16", "SHA3-512", "RSA"},
    {"1.3.101.112", "", "Ed25519"},
    {"1.3.101.113", "", "Ed448"},
};

struct Row {
  std::string_view oid, name;
};

constexpr Row kHashes[] = {
    {"1.2.840.113549.2.2", "MD2"},
    {"1.2.840.113549.2.4", "MD4"},
    {"1.2.840.113549.2.5", "MD5"},
    {"1.3.14.3.2.26", "SHA1"},
    {"2.16.840.1.101.3.4.2.1", "SHA256"},
    {"2.16.840.1.101.3.4.2.2", "SHA384"},
    {"2.16.840.1.101.3.4.2.3", "SHA512"},
    {"2.16.840.1.101.3.4.2.4", "SHA224"},
    {"2.16.840.1.101.3.4.2.5", "SHA512-224"},
    {"2.16.840.1.101.3.4.2.6", "SHA512-256"},
    {"2.16.840.1.101.3.4.2.7", "SHA3-224"},
    {"2.16.840.1.101.3.4.2.8", "SHA3-256"},
    {"2.16.840.1.101.3.4.2.9", "SHA3-384"},
    {"2.16.840.1.101.3.4.2.10", "SHA3-512"},
};

constexpr Row kKeys[] = {
    {"1.2.840.113549.1.1.1", "RSA"},
    {"1.2.840.113549.1.1.7", "RSA"},
    {"1.2.840.113549.1.1.10", "RSASSA-PSS"},
    {"2.5.8.1.1", "RSA"},
    {"1.2.840.10045.2.1", "EC"},
    {"1.2.840.10040.4.1", "DSA"},
    {"1.3.14.3.2.12", "DSA"},
    {"1.3.101.110", "X25519"},
    {"1.3.101.111", "X448"},
    {"1.3.101.112", "Ed25519"},
    {"1.3.101.113", "Ed448"},
    {"1.2.840.113549.1.3.1", "DH"},
    {"1.2.840.10046.2.1", "DH"},
};

constexpr Row kAttributes[] = {
    {"2.5.4.3", "CN"},
    {"2.5.4.4", "SN"},
    {"2.5.4.5", "SERIALNUMBER"},
    {"2.5.4.6", "C"},
    {"2.5.4.7", "L"},
    {"2.5.4.8", "S"},
    {"2.5.4.9", "STREET"},
    {"2.5.4.10", "O"},
    {"2.5.4.11", "OU"},
    {"2.5.4.12", "T"},
    {"2.5.4.13", "Description"},
    {"2.5.4.17", "PostalCode"},
    {"2.5.4.18", "POBox"},
    {"2.5.4.20", "Phone"},
    {"2.5.4.24", "X21Address"},
    {"2.5.4.42", "G"},
    {"2.5.4.43", "I"},
    {"2.5.4.46", "dnQualifier"},
    {"0.9.2342.19200300.100.1.25", "DC"},
    {"1.2.840.113549.1.9.1", "E"},
};

constexpr Row kPurposes[] = {
    {"1.3.6.1.5.5.7.3.1", "Server Authentication"},
    {"1.3.6.1.5.5.7.3.2", "Client Authentication"},
    {"1.3.6.1.5.5.7.3.3", "Code Signing"},
    {"1.3.6.1.5.5.7.3.4", "Secure Email"},
    {"1.3.6.1.5.5.7.3.5", "IP security end system"},
    {"1.3.6.1.5.5.7.3.6", "IP security tunnel termination"},
    {"1.3.6.1.5.5.7.3.7", "IP security user"},
    {"1.3.6.1.5.5.7.3.8", "Time Stamping"},
    {"1.3.6.1.5.5.7.3.9", "OCSP Signing"},
    {"1.3.6.1.5.5.8.2.2", "IP security IKE intermediate"},
    {"1.3.6.1.5.2.3.5", "KDC Authentication"},
    {"2.5.29.37.0", "Any Purpose"},
    {"1.3.6.1.4.1.311.10.12.1", "Any Application Policy"},
    {"1.3.6.1.4.1.311.10.3.1", "Microsoft Trust List Signing"},
    {"1.3.6.1.4.1.311.10.3.2", "Microsoft Time Stamping"},
    {"1.3.6.1.4.1.311.10.3.3", "Server Gated Cryptography (Microsoft)"},
    {"2.16.840.1.113730.4.1", "Server Gated Cryptography (Netscape)"},
    {"1.3.6.1.4.1.311.10.3.4", "Encrypting File System"},
    {"1.3.6.1.4.1.311.10.3.4.1", "File Recovery"},
    {"1.3.6.1.4.1.311.10.3.5", "Windows Hardware Driver Verification"},
    {"1.3.6.1.4.1.311.10.3.6", "Windows System Component Verification"},
    {"1.3.6.1.4.1.311.10.3.7", "OEM Windows System Component Verification"},
    {"1.3.6.1.4.1.311.10.3.8", "Embedded Windows System Component Verification"},
    {"1.3.6.1.4.1.311.10.3.9", "Root List Signer"},
    {"1.3.6.1.4.1.311.10.3.10", "Qualified Subordination"},
    {"1.3.6.1.4.1.311.10.3.11", "Key Recovery"},
    {"1.3.6.1.4.1.311.10.3.12", "Document Signing"},
    {"1.3.6.1.4.1.311.10.3.13", "Lifetime Signing"},
    {"1.3.6.1.4.1.311.10.5.1", "Digital Rights"},
    {"1.3.6.1.4.1.311.10.6.1", "Key Pack Licenses"},
    {"1.3.6.1.4.1.311.10.6.2", "License Server Verification"},
    {"1.3.6.1.4.1.311.20.2.1", "Certificate Request Agent"},
    {"1.3.6.1.4.1.311.20.2.2", "Smart Card Logon"},
    {"1.3.6.1.4.1.311.21.5", "Private Key Archival"},
    {"1.3.6.1.4.1.311.21.6", "Key Recovery Agent"},
    {"1.3.6.1.4.1.311.21.19", "Directory Service Email Replication"},
    {"1.3.6.1.4.1.311.54.1.2", "Remote Desktop Authentication"},
    {"1.3.6.1.4.1.311.67.1.1", "BitLocker Drive Encryption"},
    {"1.3.6.1.4.1.311.67.1.2", "BitLocker Data Recovery Agent"},
    {"1.3.6.1.4.1.311.80.1", "Document Encryption"},
    {"2.16.840.1.113741.1.2.3", "AMT Provisioning"},
};

constexpr std::string_view kExtensions[] = {
    "2.5.29.14",
    "2.5.29.15",
    "2.5.29.17",
    "2.5.29.18",
    "2.5.29.19",
    "2.5.29.20",
    "2.5.29.27",
    "2.5.29.28",
    "2.5.29.30",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.35",
    "2.5.29.36",
    "2.5.29.37",
    "2.5.29.46",
    "2.5.29.54",
    "1.3.6.1.5.5.7.1.1",      // authority information access
    "1.3.6.1.5.5.7.1.24",     // TLS feature
    "1.3.6.1.5.5.7.48.1.5",   // no check of an OCSP responder
    "1.3.6.1.4.1.311.20.2",   // template name
    "1.3.6.1.4.1.311.21.1",   // CA version
    "1.3.6.1.4.1.311.21.2",   // hash of the previous CA certificate
    "1.3.6.1.4.1.311.21.4",   // next CRL publish
    "1.3.6.1.4.1.311.21.7",   // template
    "1.3.6.1.4.1.311.21.10",  // application policies
    "1.3.6.1.4.1.311.21.11",  // their mappings
    "1.3.6.1.4.1.311.21.12",  // their constraints
    "2.16.840.1.113730.1.1",  // Netscape certificate type
};

template <std::size_t n>
std::string_view find_row(const Row (&rows)[n], std::string_view oid) {
  const auto* const it = std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.oid == oid; });
  return it == std::end(rows) ? std::string_view() : it->name;
}

}  // namespace

std::string oid_text(ByteView content) {
  const auto unreadable = [&] { return "oid:" + to_hex(content.first(std::min(content.size(), kLongestOid)), false); };
  if (content.empty() || content.size() > kLongestOid) return unreadable();
  std::string out;
  std::uint64_t value = 0;
  bool inside = false;
  for (const std::byte b : content) {
    if (value >> 57) return unreadable();
    value = value << 7 | (static_cast<unsigned>(b) & 0x7fU);
    inside = (static_cast<unsigned>(b) & 0x80U) != 0;
    if (inside) continue;
    if (out.empty()) {  // the first two numbers share a place
      const std::uint64_t top = std::min<std::uint64_t>(value / 40, 2);
      out = fmt::format("{}.{}", top, value - top * 40);
    } else {
      out += fmt::format(".{}", value);
    }
    value = 0;
  }
  return inside ? unreadable() : out;
}

const SignatureKind* find_signature_kind(std::string_view oid) {
  const auto* const it = std::find_if(std::begin(kSignatures), std::end(kSignatures),
                                      [&](const SignatureKind& s) { return s.oid == oid; });
  return it == std::end(kSignatures) ? nullptr : it;
}

std::string_view hash_name(std::string_view oid) {
  return find_row(kHashes, oid);
}

std::string_view key_name(std::string_view oid) {
  return find_row(kKeys, oid);
}

std::string attribute_name(std::string_view oid) {
  const std::string_view known = find_row(kAttributes, oid);
  return known.empty() ? "OID." + std::string(oid) : std::string(known);
}

std::string purpose_name(std::string_view oid) {
  const std::string_view known = find_row(kPurposes, oid);
  return std::string(known.empty() ? oid : known);
}

bool is_known_extension(std::string_view oid) {
  return std::find(std::begin(kExtensions), std::end(kExtensions), oid) != std::end(kExtensions);
}

}  // namespace doctor
