#include "cert/der.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace doctor {
namespace {

std::uint8_t byte_at(ByteView bytes, std::size_t at) {
  return static_cast<std::uint8_t>(bytes[at]);
}

bool begins_with(ByteView bytes, std::string_view wanted) {
  return bytes.size() >= wanted.size() && equal_bytes(bytes.data(), wanted.data(), wanted.size());
}

// 1.2.840.113549.1.7, the branch of PKCS#7's kinds of content.
constexpr std::string_view kPkcs7 = "\x2a\x86\x48\x86\xf7\x0d\x01\x07";

// SEQUENCE { INTEGER, ... }: keys and PKCS#12 (RFC 7292, 5208, 8017, 5915).
DerKind kind_behind_number(ByteView number, DerReader rest) {
  const std::uint8_t second = rest.tag();
  const bool small = number.size() == 1;
  if (small && byte_at(number, 0) == 3 && second == kDerSequence) return DerKind::pkcs12;
  if (small && byte_at(number, 0) <= 1 && second == kDerSequence) {  // PKCS#8
    (void)rest.next();
    if (rest.tag() == kDerOctetString) return DerKind::private_key;
  }
  if (small && byte_at(number, 0) <= 1 && second == kDerInteger) return DerKind::private_key;      // RSA, DSA
  if (small && byte_at(number, 0) == 1 && second == kDerOctetString) return DerKind::private_key;  // EC
  return DerKind::unknown;
}

// SEQUENCE { SEQUENCE to be signed, AlgorithmIdentifier, BIT STRING }: told by the fields of the first.
DerKind kind_of_signed(DerReader fields) {
  if (fields.next_if(der_context(0))) return DerKind::certificate;
  const bool number = fields.next_if(kDerInteger).has_value();
  const auto second = fields.next_if(kDerSequence);
  if (!second) return DerKind::unknown;
  const auto third = fields.next_if(kDerSequence);
  if (!third) return DerKind::unknown;
  if (fields.tag() == kDerUtcTime || fields.tag() == kDerGeneralizedTime) return DerKind::crl;
  if (!number) return DerKind::unknown;
  // A request goes on with attributes [0], or ends; a certificate of version 1 with its validity.
  return fields.tag() == kDerSequence ? DerKind::certificate : DerKind::certificate_request;
}

}  // namespace

DerHeader der_header(ByteView bytes) {
  DerHeader out;
  const auto fault = [&](std::string_view why) {
    out.problem = why;
    return out;
  };
  if (bytes.empty()) return fault("nothing is there");
  out.tag = byte_at(bytes, 0);
  if ((out.tag & 0x1f) == 0x1f) return fault("its first byte is no tag of X.509");
  if (bytes.size() < 2) return fault("its length is missing");
  const std::uint8_t first = byte_at(bytes, 1);
  out.header = 2;
  out.content = first;
  if (first < 0x80) return out;
  const std::size_t digits = first & 0x7f;
  if (digits == 0) return fault("its length is left open, which DER forbids");
  if (digits > 4) return fault("its length has more than four bytes");
  if (bytes.size() < 2 + digits) return fault("its length is cut off");
  out.header = 2 + digits;
  out.content = 0;
  for (std::size_t i = 0; i < digits; ++i) out.content = out.content << 8 | byte_at(bytes, 2 + i);
  return out;
}

std::optional<DerItem> der_item(ByteView bytes) {
  const DerHeader header = der_header(bytes);
  if (!header.problem.empty() || header.total() > bytes.size()) return std::nullopt;
  const ByteView whole = bytes.first(static_cast<std::size_t>(header.total()));
  return DerItem{header.tag, whole.subspan(header.header), whole};
}

std::string der_problem(ByteView bytes) {
  const DerHeader header = der_header(bytes);
  if (!header.problem.empty()) return std::string(header.problem);
  return fmt::format("cut off: {} of {} bytes", bytes.size(), header.total());
}

Result<ByteView> der_sequence(ByteView bytes, std::size_t most) {
  const DerHeader header = der_header(bytes);
  if (!header.problem.empty()) return Error{Errc::bad_format, "not DER: " + std::string(header.problem)};
  if (header.tag != kDerSequence) {
    return Error{Errc::bad_format, fmt::format("not DER: begins with byte {:02x}, not 30", header.tag)};
  }
  if (header.total() > most) {
    return Error{Errc::limit, fmt::format("{} bytes long, and more than {} are not looked at", header.total(), most)};
  }
  const auto item = der_item(bytes);
  if (!item) return Error{Errc::bad_format, "not DER: " + der_problem(bytes)};
  return item->whole;
}

std::optional<DerItem> DerReader::next() {
  const auto item = der_item(rest_);
  rest_ = item ? rest_.subspan(item->whole.size()) : ByteView();  // what is no value ends the walk
  return item;
}

std::optional<DerItem> DerReader::next_if(std::uint8_t wanted) {
  if (rest_.empty() || tag() != wanted) return std::nullopt;
  return next();
}

std::optional<SignedParts> signed_parts(ByteView der) {
  const auto outer = der_item(der);
  if (!outer || outer->tag != kDerSequence) return std::nullopt;
  DerReader parts(outer->content);
  const auto body = parts.next_if(kDerSequence);
  const auto algorithm = parts.next_if(kDerSequence);
  const auto signature = parts.next_if(kDerBitString);
  if (!body || !algorithm || !signature || signature->content.empty()) return std::nullopt;
  return SignedParts{body->whole, body->content, algorithm->content, signature->content.subspan(1)};
}

ByteView public_key_info(ByteView certificate) {
  const auto parts = signed_parts(certificate);
  if (!parts) return {};
  DerReader fields(parts->content);
  (void)fields.next_if(der_context(0));                            // version
  (void)fields.next_if(kDerInteger);                               // serial number
  for (int i = 0; i < 4; ++i) (void)fields.next_if(kDerSequence);  // algorithm, issuer, validity, subject
  const auto key = fields.next_if(kDerSequence);
  return key ? key->whole : ByteView();
}

DerKind der_kind(ByteView der) {
  const auto outer = der_item(der);
  if (!outer || outer->tag != kDerSequence) return DerKind::unknown;
  DerReader fields(outer->content);
  const auto first = fields.next();
  if (!first) return DerKind::unknown;
  if (first->tag == kDerOid) {
    return begins_with(first->content, kPkcs7) ? DerKind::pkcs7 : DerKind::unknown;
  }
  if (first->tag == kDerInteger) return kind_behind_number(first->content, fields);
  if (first->tag != kDerSequence) return DerKind::unknown;
  const auto inside = der_item(first->content);
  const bool algorithm = inside && inside->tag == kDerOid;
  if (algorithm && fields.tag() == kDerOctetString) return DerKind::private_key;  // encrypted PKCS#8
  if (algorithm && fields.tag() == kDerBitString) return DerKind::public_key;
  return kind_of_signed(DerReader(first->content));
}

std::string_view der_kind_name(DerKind kind) {
  static constexpr std::array<std::string_view, 8> kNames = {"unknown data",
                                                             "certificate",
                                                             "certificate revocation list",
                                                             "PKCS#7",
                                                             "PKCS#12 (needs a password)",
                                                             "private key",
                                                             "certificate request",
                                                             "public key"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool looks_like_der(ByteView head) {
  if (head.size() < 4 || byte_at(head, 0) != kDerSequence) return false;
  const std::uint8_t length = byte_at(head, 1);
  if (length > 0x84) return false;
  const std::size_t header = 2 + (length < 0x80 ? 0U : length & 0x7fU);
  const ByteView inner = head.subspan(std::min(head.size(), header));
  if (inner.empty()) return false;
  const std::uint8_t tag = byte_at(inner, 0);
  if (tag == kDerOid) return inner.size() >= 10 && begins_with(inner.subspan(2), kPkcs7);
  if (length < 0x80)
    return false;  // but for an empty PKCS#7, none is shorter than 128 bytes; text may begin with "0" (30)
  if (tag == kDerSequence) return true;
  // A number first: keys (0, 1) and PKCS#12 (3), which are named, not read.
  return tag == kDerInteger && inner.size() >= 3 && byte_at(inner, 1) == 1 && byte_at(inner, 2) <= 3;
}

}  // namespace doctor
