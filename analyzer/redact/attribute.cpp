#include "redact/attribute.h"

#include <algorithm>

#include "base/text.h"
#include "redact/characters.h"

namespace doctor::redact {

namespace {

constexpr std::size_t kLongestName = 40, kMostBlanks = 4;
constexpr std::size_t kFarthest = 256;  ///< how far behind a doubtful attribute another is looked for

// What nothing but a distinguished name has, and what could be anything.
constexpr std::string_view kSure[] = {
    "CN",           "OU",           "DC",        "O",       "ST",       "EMAIL",      "EMAILADDRESS", "UID",
    "STREET",       "SERIALNUMBER", "GIVENNAME", "SURNAME", "INITIALS", "POSTALCODE", "POBOX",        "POSTALADDRESS",
    "POSTOFFICEBOX"};
constexpr std::string_view kDoubtful[] = {"L",  "S",  "E",     "T",           "G",     "I",
                                          "SN", "GN", "TITLE", "DESCRIPTION", "PHONE", "TELEPHONENUMBER"};
constexpr std::string_view kNumbers[] = {"I",     "INITIALS",        "POSTALCODE",    "POBOX",
                                         "PHONE", "TELEPHONENUMBER", "POSTOFFICEBOX", "SERIALNUMBER"};

bool is_name_char(char c) {
  return is_letter(c) || is_digit(c) || c == '.';
}
bool is_one_of(std::string_view name, const auto& names) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view n) { return equals_ignore_case(n, name); });
}
bool is_oid(std::string_view name) {
  return name.size() > 4 && starts_with_ignore_case(name, "OID.");
}

class Reader {
 public:
  Reader(std::string_view text, bool certificate_name) : text_(text), any_(certificate_name) {}

  struct Name {
    std::string_view text;
    std::size_t value = 0;  ///< where the value begins
    bool blanks = false;    ///< in front of "="
  };
  std::optional<Name> name_at(std::size_t place) const {
    std::size_t at = place;
    while (at < text_.size() && at - place < kLongestName && is_name_char(text_[at])) ++at;
    if (at == place || !is_letter(text_[place])) return std::nullopt;
    Name out{text_.substr(place, at - place)};
    const std::size_t behind = skip_blanks(at);
    out.blanks = behind > at;
    if (behind >= text_.size() || text_[behind] != '=') return std::nullopt;
    out.value = behind + 1;
    return out;
  }

  enum class Kind { none, sure, doubtful };
  Kind kind_of(const Name& name) const {
    if (any_) return equals_ignore_case(name.text, "C") ? Kind::none : Kind::sure;
    const bool sure = is_one_of(name.text, kSure) || is_oid(name.text);
    if (sure && !(name.blanks && name.text.size() == 1)) return Kind::sure;
    return sure || is_one_of(name.text, kDoubtful) ? Kind::doubtful : Kind::none;
  }

  /// A separator, and behind it another attribute (of a certificate's name: also the country).
  bool another_at(std::size_t separator) const {
    const auto next = name_at(skip_blanks(separator + 1));
    return next && (any_ || kind_of(*next) != Kind::none || equals_ignore_case(next->text, "C"));
  }

  void read_value(std::size_t place, std::size_t most, bool loose, Attribute& out) const {
    std::size_t at = skip_blanks(place);
    const std::size_t limit = most < text_.size() - at ? at + most : text_.size();
    const bool quoted = at < limit && text_[at] == '"';
    if (quoted) ++at;
    std::size_t begin = at;
    const auto part_ends = [&](std::size_t end) {
      while (begin < end && text_[begin] == ' ') ++begin;
      while (end > begin && text_[end - 1] == ' ') --end;
      if (begin < end) out.parts.push_back({begin, end});
    };
    for (; at < limit; ++at) {
      const char c = text_[at];
      if (c == '\\' && at + 1 < limit && is_escaped(text_[at + 1])) {
        ++at;
      } else if (quoted ? ends_quoted(at) : ends_here(at, loose)) {
        break;
      } else if (loose && !quoted && (c == ',' || c == ';' || c == '/')) {
        part_ends(at);
        begin = at + 1;
      }
    }
    at = std::min(at, limit);
    part_ends(at);
    out.end = at;
  }

 private:
  std::size_t skip_blanks(std::size_t at) const {
    for (std::size_t n = 0; n < kMostBlanks && at < text_.size() && text_[at] == ' '; ++n) ++at;
    return at;
  }
  static bool is_escaped(char c) { return std::string_view(",;+\"<>=#\\ /").find(c) != std::string_view::npos; }
  bool ends_quoted(std::size_t& at) const {
    if (text_[at] == '\r' || text_[at] == '\n') return true;
    if (text_[at] != '"') return false;
    if (at + 1 >= text_.size() || text_[at + 1] != '"') return true;
    ++at;  // a quotation mark in quotes is written twice
    return false;
  }
  /// `loose`: the signs that end a value may also be a part of it.
  bool ends_here(std::size_t at, bool loose) const {
    switch (text_[at]) {
      case '"':
      case '\r':
      case '\n':
      case '\t':
        return true;
      case ',':
      case ';':
      case '/':
      case '+':
        return !loose || another_at(at);  // "O=A/S Foo", "CN=Doe, John, OU=x": a part of the value
      case ' ':
        return another_at(at);
      case '<':
      case '>':
      case '?':
      case '|':
        return !loose;
      default:
        return false;
    }
  }

  std::string_view text_;
  bool any_;
};

}  // namespace

std::optional<Attribute> attribute_at(std::string_view text, std::size_t place, bool certificate_name, bool in_name) {
  const Reader reader(text, certificate_name);
  const auto name = reader.name_at(place);
  if (!name) return std::nullopt;
  const Reader::Kind kind = reader.kind_of(*name);
  if (kind == Reader::Kind::none) return std::nullopt;
  if (kind == Reader::Kind::doubtful && !in_name) {
    Attribute near;
    reader.read_value(name->value, kFarthest, certificate_name, near);
    const bool before_another =
        near.end < text.size() && (text[near.end] == ',' || text[near.end] == ';') && reader.another_at(near.end);
    if (!before_another) return std::nullopt;
  }
  Attribute out;
  out.is_dc = equals_ignore_case(name->text, "DC");
  out.is_number = is_one_of(name->text, kNumbers) || is_oid(name->text);
  reader.read_value(name->value, text.size(), certificate_name && !out.is_dc, out);
  return out;
}

}  // namespace doctor::redact
