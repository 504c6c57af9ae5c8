#include "cert/bundle.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "cert/der.h"
#include "cert/openssl.h"
#include "cert/pem.h"
#include "cert/serialized.h"

namespace doctor {
namespace {

constexpr std::string_view kDer = "cert-der", kPem = "cert-pem", kLimit = "cert-limit", kPkcs7 = "cert-pkcs7";

bool is_padding(std::byte b) {
  return b == std::byte{0} || b == std::byte{' '} || (b >= std::byte{'\t'} && b <= std::byte{'\r'});
}

ByteView without_padding(ByteView bytes) {
  const auto it = std::find_if_not(bytes.begin(), bytes.end(), is_padding);
  return bytes.subspan(static_cast<std::size_t>(it - bytes.begin()));
}

// The same PKCS#7 with all lengths stated: some programs write it with open ones (BER), which only OpenSSL reads.
std::vector<std::byte> closed_lengths(ByteView pkcs7, std::size_t& used) {
  if (pkcs7.size() < 2 || pkcs7[0] != std::byte{kDerSequence} || pkcs7[1] != std::byte{0x80}) return {};
  const openssl::QuietErrors quiet;
  const auto* at = reinterpret_cast<const unsigned char*>(pkcs7.data());
  const openssl::Owned<PKCS7, PKCS7_free> p(d2i_PKCS7(nullptr, &at, static_cast<long>(pkcs7.size())));
  unsigned char* der = nullptr;
  const int size = p ? i2d_PKCS7(p.get(), &der) : 0;
  const openssl::Owned<unsigned char, [](unsigned char* x) { OPENSSL_free(x); }> freed(der);
  if (size <= 0) return {};
  used = static_cast<std::size_t>(at - reinterpret_cast<const unsigned char*>(pkcs7.data()));
  const ByteView bytes = openssl::view(der, size);
  return {bytes.begin(), bytes.end()};
}

class BundleReader {
 public:
  explicit BundleReader(ByteView file) : file_(file) {}

  CertBundle read() {
    if (file_.empty()) {
      report(kDer, "the file is empty", {}, 0);
    } else if (begins_store_file(file_)) {
      read_store(file_.subspan(kStoreFileHeader));
    } else if (looks_like_der(file_)) {
      read_values(file_, {});
    } else {
      read_text();
    }
    return std::move(out_);
  }

 private:
  void report(std::string_view code, std::string message, Location where, std::uint64_t lost) {
    out_.damage.add({code, Severity::warning, where, lost, std::move(message), {}});
  }
  void report(std::string_view code, std::string message, ByteView what, Location where) {
    report(code, std::move(message), place(what, where), what.size());
  }

  // Where `what` stands, exactly if it points into the file, else (decoded text) where its block does.
  Location place(ByteView what, Location block) const {
    const std::less_equal<const std::byte*> not_behind;
    const bool inside = not_behind(file_.data(), what.data()) && not_behind(what.data(), file_.data() + file_.size());
    if (inside) block.offset = static_cast<std::uint64_t>(what.data() - file_.data());
    return block;
  }

  bool full() {
    if (number_ < kMostInBundle && out_.others.size() < kMostInBundle) return false;
    if (!told_full_) {
      report(kLimit, fmt::format("more than {} certificates and revocation lists: the rest is left out", kMostInBundle),
             {}, 0);
    }
    told_full_ = true;
    return true;
  }

  template <class T>
  void take(Result<T> read, ByteView what, Location where, std::vector<CertBundle::Item<T>>& list) {
    if (!read) {
      report(read.error().code == Errc::limit ? kLimit : kDer, read.error().what, what, where);
    } else {
      list.push_back({std::move(*read), place(what, where), number_++});
    }
  }

  void read_one(ByteView value, Location where) {
    switch (const DerKind kind = der_kind(value)) {
      case DerKind::crl:
        return take(parse_crl(value), value, where, out_.crls);
      case DerKind::pkcs7:
        return read_pkcs7(value, where);
      case DerKind::certificate:
      case DerKind::unknown:
        return take(parse_certificate(value), value, where, out_.certificates);
      default:
        out_.others.emplace_back(der_kind_name(kind));
    }
  }

  // Values one after the other. The length of a broken one leads to the next; without a length, the rest is lost.
  void read_values(ByteView bytes, Location where) {
    for (ByteView rest = bytes; !rest.empty() && !full(); rest = without_padding(rest)) {
      std::size_t used = 0;
      if (const auto item = der_item(rest); item && item->tag == kDerSequence) {
        used = item->whole.size();
        read_one(item->whole, where);
      } else if (const auto closed = closed_lengths(rest, used); !closed.empty()) {
        read_pkcs7(closed, place(rest, where));
      } else {
        const auto error = der_sequence(rest, kLongestCrl);
        return report(kDer, error ? "not DER" : error.error().what, rest, where);
      }
      rest = rest.subspan(used);
    }
  }

  // RFC 2315 9.1: SignedData { version, SET OF algorithm, content, [0] certificates, [1] revocation lists, SET OF signer }
  void read_pkcs7(ByteView value, Location where) {
    const auto outer = der_item(value);
    DerReader info(outer ? outer->content : ByteView());
    (void)info.next_if(kDerOid);
    const auto content = info.next_if(der_context(0));
    const auto data = content ? der_item(content->content) : std::nullopt;
    DerReader fields(data && data->tag == kDerSequence ? data->content : ByteView());
    const bool whole = fields.next_if(kDerInteger) && fields.next_if(kDerSet) && fields.next_if(kDerSequence);
    if (!whole) return report(kPkcs7, "PKCS#7 that is no signed data holds no certificates to read", value, where);
    const auto certificates = fields.next_if(der_context(0));
    const auto lists = fields.next_if(der_context(1));
    if (fields.tag() != kDerSet) report(kPkcs7, "PKCS#7 ends before its certificates do", value, where);
    const bool any = (certificates && !certificates->content.empty()) || (lists && !lists->content.empty());
    if (!any) name_other("PKCS#7 without certificates");
    if (certificates) read_set(certificates->content, where);
    if (lists) read_set(lists->content, where);
  }

  void read_set(ByteView content, Location where) {
    for (ByteView rest = content; !rest.empty() && !full();) {
      const auto item = der_item(rest);
      if (!item) return report(kPkcs7, "in PKCS#7: " + der_problem(rest), rest, where);
      rest = rest.subspan(item->whole.size());
      const DerKind kind = der_kind(item->whole);
      if (item->tag != kDerSequence) {
        out_.others.emplace_back("attribute certificate");
      } else if (kind == DerKind::pkcs7) {  // never inside of another: no depth to run out of
        report(kPkcs7, "PKCS#7 inside of PKCS#7", item->whole, where);
      } else {
        read_one(item->whole, where);
      }
    }
  }

  void read_store(ByteView bytes) {
    ByteView rest = bytes;
    bool any = false;
    while (!full()) {
      const auto property = stored_property(rest);
      if (!property) break;
      rest = rest.subspan(property->size);
      if (property->id != kStoredCertificate && property->id != kStoredCrl) continue;
      any = true;
      if (property->value.empty()) report(kDer, "an element of the certificate store is empty", property->value, {});
      read_values(property->value, {});
    }
    const bool ended = rest.size() >= 4 && load_le<std::uint32_t>(rest, 0) == 0;
    if (!ended) return report(kDer, "the certificate store ends inside of an element", rest, {});
    if (!any) name_other("certificate store without certificates");
  }

  void read_text() {
    const AsciiText ascii(file_);
    const std::string_view text = ascii.text();
    bool any = false;
    each_pem_block(text, [&](const PemBlock& block) {
      any = true;
      if (full()) return false;
      read_block(ascii, block);
      return true;
    });
    if (any) return;
    if (looks_like_base64_der(text)) return read_base64(ascii, text, 0, {0, ascii.file_offset(0), 1, 1});
    report(kPem, "neither DER nor PEM: no certificate is in it", {}, file_.size());
  }

  void read_block(const AsciiText& ascii, const PemBlock& block) {
    const Location where{0, ascii.file_offset(block.begin), block.line, 1};
    const std::uint64_t lost = ascii.file_offset(block.end) - where.offset;
    // Certutil writes "CERTIFICATE" around whatever it is given: the content decides. A key is not even decoded.
    if (block.label.ends_with("PRIVATE KEY")) return name_other("private key");
    if (!block.problem.empty()) {
      const std::string label = block.label.empty() ? "" : fmt::format(" '{}'", printable(block.label));
      return report(kPem, fmt::format("PEM block{}: {}", label, block.problem), where, lost);
    }
    if (block.label.ends_with("CERTIFICATE REQUEST")) return name_other("certificate request");
    if (block.label == "PKCS12") return name_other(der_kind_name(DerKind::pkcs12));
    static constexpr std::string_view kRead[] = {
        "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CRL", "CRL", "PKCS7", "PKCS #7 SIGNED DATA",
        "CMS"};
    if (std::find(std::begin(kRead), std::end(kRead), block.label) == std::end(kRead)) {
      return name_other(fmt::format("PEM block '{}'", printable(block.label)));
    }
    read_base64(ascii, block.body, block.body_begin, where, block.label == "TRUSTED CERTIFICATE");
  }

  void name_other(std::string_view what) { out_.others.emplace_back(what); }

  void read_base64(const AsciiText& ascii, std::string_view body, std::size_t body_begin, Location where,
                   bool first_only = false) {
    const Base64 decoded = decode_base64(body);
    if (decoded.bad_at) {
      const auto before = body.substr(0, *decoded.bad_at);
      const std::string what = printable(body.substr(*decoded.bad_at, 1));
      const std::size_t line_start = before.rfind('\n');
      Location bad{0, ascii.file_offset(body_begin + *decoded.bad_at), where.line, 0};
      bad.line += static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
      if (line_start != std::string_view::npos) {
        bad.column = static_cast<std::uint32_t>(*decoded.bad_at - line_start);
      }
      return report(kPem, fmt::format("the block from line {} holds '{}', which is no base64", where.line, what), bad,
                    ascii.file_offset(body_begin + body.size()) - where.offset);
    }
    if (decoded.bytes.empty()) return report(kPem, "a PEM block without content", where, 0);
    ByteView value = decoded.bytes;
    // OpenSSL's "trusted" form has settings of its own behind the certificate.
    if (const auto item = der_item(value); first_only && item) value = item->whole;
    read_values(value, where);
  }

  ByteView file_;
  CertBundle out_;
  std::uint32_t number_ = 0;
  bool told_full_ = false;
};

// A certificate in front, as it is or behind its length. Moves `rest` behind it.
std::optional<Certificate> next_certificate(ByteView& rest) {
  std::size_t header = 0;
  if (!looks_like_der(rest)) {
    if (rest.size() < 8 || !looks_like_der(rest.subspan(4))) return std::nullopt;
    const std::uint32_t length = load_le<std::uint32_t>(rest, 0);
    if (length > rest.size() - 4 || length < der_header(rest.subspan(4)).total()) return std::nullopt;
    header = 4;
  }
  auto read = parse_certificate(rest.subspan(header));
  if (!read) return std::nullopt;
  rest = rest.subspan(header == 0 ? read->der.size() : header + load_le<std::uint32_t>(rest, 0));
  return std::move(*read);
}

// Windows' own form: as many properties as there are, of which some are certificates.
bool read_stored(ByteView& rest, std::size_t most, std::vector<Certificate>& out) {
  const std::size_t before = out.size();
  while (out.size() < most) {
    const auto property = stored_property(rest);
    if (!property) break;
    rest = rest.subspan(property->size);
    if (property->id != kStoredCertificate) continue;
    if (auto read = parse_certificate(property->value)) out.push_back(std::move(*read));
  }
  return out.size() > before;
}

}  // namespace

bool looks_like_certificates(ByteView head) {
  if (looks_like_der(head) || begins_store_file(head)) return true;
  const AsciiText ascii(head);
  bool found = false;
  each_pem_block(ascii.text(), [&](const PemBlock& block) {
    static constexpr std::string_view kWords[] = {"CERTIFICATE", "CRL",    "PKCS7",      "PKCS #7",
                                                  "CMS",         "PKCS12", "PRIVATE KEY"};
    found = std::any_of(std::begin(kWords), std::end(kWords),
                        [&](std::string_view word) { return block.label.find(word) != std::string_view::npos; });
    return !found;
  });
  return found || looks_like_base64_der(ascii.text());
}

CertBundle read_bundle(ByteView file) {
  return BundleReader(file).read();
}

std::vector<Certificate> certificates_in(ByteView field, std::size_t most) {
  std::vector<Certificate> out;
  ByteView rest = field;
  while (out.size() < most && !rest.empty()) {
    if (auto certificate = next_certificate(rest)) {
      out.push_back(std::move(*certificate));
    } else if (!read_stored(rest, most, out)) {
      break;
    }
  }
  return out;
}

std::vector<std::byte> bytes_from_hex(std::string_view text) {
  text = trim(text);
  if (starts_with_ignore_case(text, "0x")) text.remove_prefix(2);
  std::vector<std::byte> out;
  out.reserve(text.size() / 2);
  int high = -1;
  for (const char c : text) {
    int value = -1;
    if (c >= '0' && c <= '9') value = c - '0';
    if (c >= 'a' && c <= 'f') value = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') value = c - 'A' + 10;
    if (value < 0) {
      if (c != ' ' && c != ':' && !(c >= '\t' && c <= '\r')) return {};
    } else if (high < 0) {
      high = value;
    } else {
      out.push_back(static_cast<std::byte>(high * 16 + value));
      high = -1;
    }
  }
  return high < 0 ? out : std::vector<std::byte>();
}

}  // namespace doctor
