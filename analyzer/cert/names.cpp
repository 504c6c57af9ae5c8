#include <algorithm>
#include <ctime>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "cert/der.h"
#include "cert/oids.h"
#include "cert/openssl.h"

namespace doctor::openssl {
namespace {

std::string from_utf16be(ByteView bytes) {
  std::vector<std::byte> swapped(bytes.begin(), bytes.end());
  for (std::size_t i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
  std::string out = to_utf8(swapped);
  if (bytes.size() % 2 != 0) append_utf8(char32_t{0xfffd}, out);
  return out;
}

std::string from_utf32be(ByteView bytes) {
  std::string out;
  for (std::size_t i = 0; i + 3 < bytes.size(); i += 4) {
    char32_t c = 0;
    for (std::size_t k = 0; k < 4; ++k) c = c << 8 | static_cast<unsigned char>(bytes[i + k]);
    append_utf8(c, out);
  }
  if (bytes.size() % 4 != 0) append_utf8(char32_t{0xfffd}, out);
  return out;
}

std::string repaired(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_utf8(next_code_point(text, at), out);
  return out;
}

std::string from_latin1(std::string_view text) {
  std::string out;
  for (const char c : text) append_utf8(static_cast<char32_t>(static_cast<unsigned char>(c)), out);
  return out;
}

bool is_text(int type) {
  static constexpr int kTexts[] = {V_ASN1_UTF8STRING,    V_ASN1_PRINTABLESTRING, V_ASN1_T61STRING,
                                   V_ASN1_IA5STRING,     V_ASN1_NUMERICSTRING,   V_ASN1_VISIBLESTRING,
                                   V_ASN1_GENERALSTRING, V_ASN1_BMPSTRING,       V_ASN1_UNIVERSALSTRING};
  return std::find(std::begin(kTexts), std::end(kTexts), type) != std::end(kTexts);
}

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// As CertNameToStr does: quotes around what would read as syntax, quotes inside doubled.
void append_quoted(std::string_view value, std::string& out) {
  const bool plain = !value.empty() && !is_blank(value.front()) && !is_blank(value.back()) &&
                     value.find_first_of(",+=\"\n<>#;") == std::string_view::npos;
  if (plain) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_part(const X509_NAME_ENTRY* entry, std::string& out) {
  out += attribute_name(oid_of(X509_NAME_ENTRY_get_object(entry)));
  out += '=';
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(entry);
  if (is_text(ASN1_STRING_type(value))) {
    append_quoted(text_of(value), out);
  } else {
    out += '#' + to_hex(view(value), true);
  }
}

}  // namespace

std::string text_of(int type, ByteView bytes) {
  if (type == V_ASN1_BMPSTRING) return from_utf16be(bytes);
  if (type == V_ASN1_UNIVERSALSTRING) return from_utf32be(bytes);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (is_utf8(text)) return std::string(text);
  return type == V_ASN1_UTF8STRING ? repaired(text) : from_latin1(text);
}

std::string text_of(const ASN1_STRING* s) {
  return s == nullptr ? std::string() : text_of(ASN1_STRING_type(s), view(s));
}

std::string oid_of(const ASN1_OBJECT* object) {
  if (object == nullptr) return {};
  return oid_text(as_bytes(OBJ_get0_data(object), OBJ_length(object)));
}

std::string name_text(const X509_NAME* name) {
  std::string out;
  const int all = name == nullptr ? 0 : X509_NAME_entry_count(name);
  int printed = 0;
  // Parts of one set ("CN=a + OU=b") stay in their order; the sets come last one first.
  for (int end = all; end > 0;) {
    const int set = X509_NAME_ENTRY_set(X509_NAME_get_entry(name, end - 1));
    int begin = end - 1;
    while (begin > 0 && X509_NAME_ENTRY_set(X509_NAME_get_entry(name, begin - 1)) == set) --begin;
    for (int i = begin; i < end; ++i) {
      if (!out.empty()) out += i == begin ? ", " : " + ";
      if (++printed > kMostNameParts) return out + "...";
      append_part(X509_NAME_get_entry(name, i), out);
    }
    end = begin;
  }
  return out;
}

std::string common_name(const X509_NAME* name) {
  for (int i = name == nullptr ? 0 : X509_NAME_entry_count(name); i > 0; --i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i - 1);
    if (OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)) == NID_commonName) {
      return text_of(X509_NAME_ENTRY_get_data(entry));
    }
  }
  return {};
}

FileTime file_time(const ASN1_TIME* time) {
  std::tm tm{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &tm) != 1) return {};
  CivilTime civil;
  civil.year = tm.tm_year + 1900;
  civil.month = tm.tm_mon + 1;
  civil.day = tm.tm_mday;
  civil.hour = tm.tm_hour;
  civil.minute = tm.tm_min;
  civil.second = tm.tm_sec;
  return from_civil(civil).value_or(FileTime{});
}

std::string serial_text(const ASN1_INTEGER* number) {
  unsigned char* der = nullptr;
  const int size = number == nullptr ? 0 : i2d_ASN1_INTEGER(number, &der);
  const auto free_der = Owned<unsigned char, [](unsigned char* p) { OPENSSL_free(p); }>(der);
  const auto item = der_item(view(der, size));
  if (!item) return {};
  ByteView content = item->content;
  if (content.size() > 1 && content[0] == std::byte{0}) content = content.subspan(1);
  return to_hex(content, false);
}

std::string digest_text(ByteView bytes, const EVP_MD* md) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest, &size, md, nullptr) != 1) return {};
  return to_hex(as_bytes(digest, size), true);
}

}  // namespace doctor::openssl
