#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "redact/field_kind.h"

namespace doctor::redact {

/// What a name is of; where a word is several, the last of these counts. `short_domain`: CONTOSO in CONTOSO\user, which may be a computer's.
enum class NameKind : std::uint8_t { name, user, sub, short_domain, host, domain };
inline constexpr std::size_t kNameKinds = 6;

/// A piece of a text that is somebody's, as its look and its place say; no names that were met elsewhere are needed to see it.
struct Span {
  enum class Kind : std::uint8_t {
    unit,          ///< a name that is replaced as a whole: one label of a host's name, an account, a word of a subject
    address,       ///< IPv4 or IPv6
    sid,           ///< the own numbers in a SID
    number,        ///< hexadecimal digits, perhaps with blanks or colons between them
    maybe_number,  ///< long ones of which the place does not say what they are: replaced if they are known from elsewhere
    binary,        ///< the whole text is bytes in hexadecimal
    base64,        ///< bytes in base64, of which somebody may be read
    ending         ///< empty: behind a name on the internet, where the reserved ending is put
  };
  std::size_t begin = 0, end = 0;
  Kind kind = Kind::unit;
  NameKind name = NameKind::name;
  bool strong = false;  ///< the place leaves no doubt: the name is replaced wherever it occurs
  /// Of a label of a host name that has only its look to speak for it: where the label stands that says whose it is. Equal to `begin` in
  /// all other spans.
  std::size_t owner_begin = 0, owner_end = 0;
};

/// Two words that may be DOMAIN\account, if the first turns out to be a domain or computer.
struct PairSpan {
  std::size_t domain_begin = 0, domain_end = 0, user_begin = 0, user_end = 0;
};

/// A name with dots whose ending says nothing; perhaps a host of a domain that is met elsewhere.
struct DottedSpan {
  std::size_t begin = 0, end = 0;
};

/// An account that is called like its service: x of NT SERVICE\x.
struct ServiceSpan {
  std::size_t begin = 0, end = 0;
};

struct Spans {
  std::vector<Span> spans;  ///< ascending, none over another
  std::vector<PairSpan> pairs;
  std::vector<DottedSpan> dotted;
  std::vector<ServiceSpan> services;
  void clear();
};

/// Finds them. `out` is cleared first. Time and memory are linear in the text.
void find_spans(std::string_view text, FieldKind kind, Spans& out);

}  // namespace doctor::redact
