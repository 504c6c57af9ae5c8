#include "redact/certificate_bytes.h"

#include <algorithm>

#include "base/text.h"
#include "cert/der.h"

namespace doctor::redact {

namespace {

constexpr unsigned kDeepest = 24;  ///< of values in values; no certificate comes near

std::string_view chars(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void put_item(std::uint8_t tag, std::string_view content, std::string& out) {
  out += static_cast<char>(tag);
  if (content.size() < 0x80) {
    out += static_cast<char>(content.size());
  } else {
    std::string length;
    for (std::size_t n = content.size(); n > 0; n >>= 8) length.insert(length.begin(), static_cast<char>(n & 0xff));
    out += static_cast<char>(0x80 | length.size());
    out += length;
  }
  out += content;
}

/// UTF-16BE and back.
std::string swapped(std::string_view bytes) {
  std::string out(bytes);
  for (std::size_t i = 0; i + 1 < out.size(); i += 2) std::swap(out[i], out[i + 1]);
  return out;
}

class Rewriter {
 public:
  explicit Rewriter(const NameBook& book) : book_(book), redactor_(book) {}

  /// False if these are no values one after the other; `out` is then worth nothing.
  bool values(ByteView content, unsigned depth, std::string& out) {
    if (depth > kDeepest || content.empty()) return false;
    DerReader reader(content);
    while (!reader.at_end()) {
      const auto item = reader.next();
      if (!item) return false;
      value(*item, depth, out);
    }
    return true;
  }

 private:
  enum Tag : std::uint8_t { utf8 = 0x0c, printable = 0x13, t61 = 0x14, ia5 = 0x16, visible = 0x1a, bmp = 0x1e };

  /// False for numbers, object ids, bits and times. Tags of somebody's own are whatever their owner says.
  static bool may_be_text(std::uint8_t tag) {
    const bool universal = (tag & 0xc0) == 0;
    return !universal || (tag > kDerEnumerated && tag != kDerUtcTime && tag != kDerGeneralizedTime);
  }

  void value(const DerItem& item, unsigned depth, std::string& out) {
    const std::string_view content = chars(item.content);
    std::string inner;
    // Before values(): "S-1-5-21-..." is also a value of tag "S" and length "-". No DER is all printable, since tags are not.
    if (item.tag == kDerOctetString && content.size() > 2 && is_printable_ascii(content))
      return put_item(item.tag, redactor_.edited(content, {}), out);
    if ((item.tag & 0x20) != 0 || item.tag == kDerOctetString) {
      if (values(item.content, depth + 1, inner)) return put_item(item.tag, inner, out);
      if (item.tag == kDerOctetString) return put_item(item.tag, number(content), out);
      return put_item(item.tag, {}, out);
    }
    switch (item.tag) {
      case kDerInteger:  // of the second value in the first value of a certificate: its serial number
        return put_item(item.tag, depth == 2 && content.size() >= 4 ? number(content) : std::string(content), out);
      case utf8:
      case printable:
      case t61:
      case ia5:
      case visible:
        return put_item(item.tag, content.size() <= 2 ? std::string(content) : redactor_.edited(content, "CN"), out);
      case bmp: {
        const std::string wide = swapped(content);
        return put_item(item.tag,
                        swapped(to_utf16le(redactor_.edited(to_utf8(as_bytes(wide.data(), wide.size())), "CN"))), out);
      }
      case 0x80:
      case 0x81:
      case 0x82:
      case 0x86:
      case 0x87:
        return put_item(item.tag, alternative(item.tag, content), out);
      default:
        return put_item(item.tag,
                        may_be_text(item.tag) && content.size() > 2 && is_printable_ascii(content)
                            ? redactor_.edited(content, {})
                            : std::string(content),
                        out);
    }
  }

  /// Alternative names, addresses of CRLs, and the key identifier of the issuer.
  std::string alternative(std::uint8_t tag, std::string_view content) {
    if (tag == 0x87 && content.size() == 4) {
      Address4 address{};
      std::copy(content.begin(), content.end(), reinterpret_cast<char*>(address.data()));
      const auto other = ipv4_at(book_.address(address));
      return other ? std::string(reinterpret_cast<const char*>(other->address.data()), 4) : std::string(4, '\0');
    }
    if (tag == 0x87 && content.size() == 16) {
      Address6 address{};
      std::copy(content.begin(), content.end(), reinterpret_cast<char*>(address.data()));
      const auto other = parse_ipv6(book_.address(address));
      return other ? std::string(reinterpret_cast<const char*>(other->data()), 16) : std::string(16, '\0');
    }
    if (content.size() > 2 && is_printable_ascii(content))
      return redactor_.edited(content, tag == 0x86 ? "" : tag == 0x82 ? "DnsName" : "UserPrincipalName");
    return content.size() >= kFewestDigits / 2 ? number(content) : std::string(content);
  }

  std::string number(std::string_view bytes) {
    if (bytes.size() > 1 && bytes.front() == '\0') bytes.remove_prefix(1);  // says that it is positive
    if (bytes.size() * 2 < kFewestDigits) return std::string(bytes);
    return from_hex(book_.number(to_hex(as_bytes(bytes.data(), bytes.size()), false)))
        .value_or(std::string(bytes.size(), '\0'));
  }

  const NameBook& book_;
  Redactor redactor_;
};

}  // namespace

std::string redacted_certificate(const Certificate& certificate, const NameBook& book) {
  std::string out;
  const ByteView der = certificate.der;
  if (!Rewriter(book).values(der, 0, out)) out.assign(der.size(), '\0');
  return out;
}

std::string redacted_certificates(std::span<const Certificate> certificates, bool plain, const NameBook& book) {
  std::string out;
  for (const Certificate& c : certificates) {
    const std::string der = redacted_certificate(c, book);
    for (unsigned byte = 0; byte < 4 && !plain; ++byte) out += static_cast<char>(der.size() >> (8 * byte) & 0xff);
    out += der;
  }
  return out;
}

}  // namespace doctor::redact
