#include "redact/spans.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "redact/addresses.h"
#include "redact/attribute.h"
#include "redact/base64_run.h"
#include "redact/binary.h"
#include "redact/characters.h"
#include "redact/host_name.h"
#include "redact/looks.h"
#include "redact/well_known.h"

namespace doctor::redact {

void Spans::clear() {
  spans.clear();
  pairs.clear();
  dotted.clear();
  services.clear();
}

namespace {

bool is_separator(char c) {
  return c == '\\' || c == '/';
}
bool is_token(char c) {
  return is_name_letter(c) || c == '.' || c == '-' || c == '_';
}
bool is_mail(char c) {
  return is_token(c) || c == '+' || c == '%' || c == '$' || c == '\'';
}

constexpr std::string_view kServiceDomain = "nt service";

class Finder {
 public:
  Finder(std::string_view text, FieldKind kind, Spans& out)
      : text_(text), kind_(kind), out_(out), limit_(text.size()) {}

  void find() {
    std::size_t begin = 0, end = text_.size();
    while (begin < end && static_cast<unsigned char>(text_[begin]) <= ' ') ++begin;
    while (end > begin && static_cast<unsigned char>(text_[end - 1]) <= ' ') --end;
    if (begin == end) return;
    if (kind_ == FieldKind::number && whole_number(begin, end)) return;
    if (is_binary(begin, end)) {
      const bool may_be_number = kind_ != FieldKind::bytes && (end - begin) / 2 <= kLongestIdentifier;
      const bool number =
          may_be_number && bytes_kind(from_hex(text_.substr(begin, end - begin)).value_or("")) == BytesKind::identifier;
      return add(begin, end, number ? Span::Kind::number : Span::Kind::binary);
    }
    switch (kind_) {
      case FieldKind::host:
        return hosts(begin, end);
      case FieldKind::user:
        return user(begin, end);
      case FieldKind::domain:
        return domain(begin, end);
      case FieldKind::subject:
      case FieldKind::number:  // not one: SERIALNUMBER of a name is any text
        return subject(begin, end);
      case FieldKind::dn_label:
        return dn_label(begin, end);
      default:
        return general(begin, end);
    }
  }

 private:
  char at(std::size_t place) const { return place < limit_ ? text_[place] : '\0'; }
  char before(std::size_t place) const { return place > 0 ? text_[place - 1] : '\0'; }
  std::string folded(std::size_t begin, std::size_t end) const { return fold(text_.substr(begin, end - begin)); }

  void add(std::size_t begin, std::size_t end, Span::Kind kind) {
    out_.spans.push_back({begin, end, kind, NameKind::name, false, begin, begin});
  }
  void unit(std::size_t begin, std::size_t end, NameKind name, bool strong = true) {
    if (begin < end) out_.spans.push_back({begin, end, Span::Kind::unit, name, strong, begin, begin});
  }

  // --- whole texts ---

  /// "C8FF83F8....cer", "aa bb cc ...": eight digits at least, so that "01" stays what it is.
  bool whole_number(std::size_t begin, std::size_t end) {
    for (const std::string_view ending : {".cer", ".crl", ".ctl"}) {
      if (ends_with_ignore_case(text_.substr(begin, end - begin), ending)) end -= ending.size();
    }
    std::size_t digits = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (is_hex(text_[i])) {
        ++digits;
      } else if (text_[i] != ' ' && text_[i] != ':' && text_[i] != '-') {
        return false;
      }
    }
    if (digits >= 8) add(begin, end, Span::Kind::number);
    return true;
  }

  bool is_binary(std::size_t begin, std::size_t end) const {
    if (end - begin < 2 * kFewestBytes || (end - begin) % 2 != 0) return false;
    bool letter = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (!is_hex(text_[i])) return false;
      letter = letter || !is_digit(text_[i]);
    }
    if (letter || end - begin >= 32 || kind_ == FieldKind::bytes) return true;
    // A long number, or text in UTF-16 ("4600450030003100") in which all letters happen to have no A-F.
    for (std::size_t i = begin + 2; i < end; i += 4) {
      if (text_[i] != '0' || text_[i + 1] != '0') return false;
    }
    return bytes_kind(from_hex(text_.substr(begin, end - begin)).value_or("")) == BytesKind::wide_text;
  }

  /// A computer's name, one label or several, perhaps with a port.
  void host(std::size_t begin, std::size_t end) {
    if (begin < end && text_[end - 1] == '$') --end;
    const std::string name = folded(begin, end);
    if (is_kept_principal(name)) return;
    if (const auto four = ipv4_at(text_.substr(begin, end - begin));
        four && (four->length == end - begin || text_[begin + four->length] == ':')) {
      return general(begin, end);
    }
    if (std::count(name.begin(), name.end(), ':') > 1) return general(begin, end);
    end = std::min(text_.find(':', begin), end);
    if (host_name(text_, begin, end, true, out_.spans)) return;
    std::size_t stop = begin;
    while (stop < end && is_token(text_[stop])) ++stop;
    if (stop < end) return general(begin, end);
    if (!std::all_of(name.begin(), name.end(), is_digit)) unit(begin, end, NameKind::host);
  }

  void hosts(std::size_t begin, std::size_t end) {
    while (begin < end) {
      const std::size_t stop = std::min(text_.find_first_of(" ,;\\/()|[]\r\n\t", begin), end);
      if (stop > begin) host(begin, stop);
      begin = stop + 1;
    }
  }

  void user(std::size_t begin, std::size_t end) {
    const std::string_view text = text_.substr(begin, end - begin);
    if (is_kept_principal(fold(text)) || text.starts_with("%%")) return;
    const std::size_t slash = text.rfind('\\');
    const bool path = text.find(":\\") != std::string_view::npos || text.starts_with("\\\\");
    if (path || text.find('=') != std::string_view::npos || text.find('/') != std::string_view::npos || sid_at(text) ||
        text.size() > 255) {
      return general(begin, end);
    }
    if (slash != std::string_view::npos) {
      if (fold(text.substr(0, slash)) == kServiceDomain) return out_.services.push_back({begin + slash + 1, end});
      domain(begin, begin + slash);
      return user(begin + slash + 1, end);
    }
    if (const std::size_t sign = text.rfind('@');
        sign != std::string_view::npos && sign > 0 && sign + 1 < text.size()) {
      account(begin, begin + sign);
      return domain(begin + sign + 1, end);
    }
    account(begin, end);
  }
  void account(std::size_t begin, std::size_t end) {
    if (begin >= end || is_kept_principal(folded(begin, end))) return;
    if (text_[end - 1] == '$') return host(begin, end);
    if (std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                    text_.begin() + static_cast<std::ptrdiff_t>(end), is_digit) &&
        end - begin < 4)
      return;
    unit(begin, end, NameKind::user);
  }

  void domain(std::size_t begin, std::size_t end) {
    const std::string name = folded(begin, end);
    if (begin >= end || is_kept_principal(name) || name.size() > 255) return;
    if (host_name(text_, begin, end, true, out_.spans, true)) return;
    std::size_t stop = begin;
    while (stop < end && (is_token(text_[stop]) || text_[stop] == ' ')) ++stop;
    if (stop < end) return general(begin, end);
    unit(begin, end, NameKind::short_domain);
  }

  void dn_label(std::size_t begin, std::size_t end) {
    const std::string name = folded(begin, end);
    if (is_public_ending(name) || is_private_ending(name) || is_kept_principal(name) || is_public_subject(name)) return;
    if (name.find_first_of(".= ") != std::string::npos) return general(begin, end);
    unit(begin, end, NameKind::domain);
  }

  void subject(std::size_t begin, std::size_t end) {
    const std::string_view text = text_.substr(begin, end - begin);
    if (text.find('=') != std::string_view::npos || text.find('\\') != std::string_view::npos ||
        text.find("://") != std::string_view::npos) {
      return general(begin, end);
    }
    words(begin, end);
  }

  /// The words of a certificate's name: a host, an address, or words of which those that everybody has stay. `all`: numbers and single
  /// letters do not.
  void words(std::size_t begin, std::size_t end, bool all = false) {
    const std::string_view text = text_.substr(begin, end - begin);
    if (is_public_subject(text) || is_kept_principal(fold(text))) return;
    if (text.find('@') != std::string_view::npos || sid_at(text)) return general(begin, end);
    if (ipv4_at(text) || parse_ipv6(text)) return general(begin, end);
    if (text.find(' ') == std::string_view::npos && host_name(text_, begin, end, true, out_.spans)) return;
    while (begin < end) {
      if (!is_name_letter(text_[begin])) {
        // "%20" of an address, "!0020" of an authority's key: no part of the word behind it.
        if (text_[begin] == '%' && is_hex(at(begin + 1)) && is_hex(at(begin + 2))) begin += 2;
        if (text_[begin] == '!' && end - begin > 4 && std::all_of(&text_[begin + 1], &text_[begin + 1] + 4, is_hex))
          begin += 4;
        ++begin;
        continue;
      }
      std::size_t stop = begin;
      while (stop < end && is_name_letter(text_[stop])) ++stop;
      const std::string word = folded(begin, stop);
      const bool number = std::all_of(word.begin(), word.end(), is_digit);
      if (((!number && word.size() > 1) || all) && !is_common_word(word) && !is_kept_label(word)) {
        if (word.size() >= 16 && std::all_of(word.begin(), word.end(), is_hex)) {
          add(begin, stop, Span::Kind::number);
        } else {
          unit(begin, stop, NameKind::name);
        }
      }
      begin = stop;
    }
  }

  // --- any text ---

  void general(std::size_t begin, std::size_t end) {
    const std::size_t outer = std::exchange(limit_, end);
    mail_end_ = base64_end_ = 0;
    for (std::size_t place = begin; place < end;) {
      const std::size_t next = special(place, end);
      if (next > place) {
        place = next;
        continue;
      }
      if (is_token(text_[place]) && !is_token(before_in(place, begin))) {
        place = std::max(token(place, begin, end), place + 1);
      } else {
        ++place;
      }
    }
    limit_ = outer;
    mail_end_ = base64_end_ = 0;
  }
  char before_in(std::size_t place, std::size_t begin) const { return place > begin ? text_[place - 1] : '\0'; }

  /// What begins with a sign or a key word; the place behind it, or `place` if there is nothing.
  std::size_t special(std::size_t place, std::size_t end) {
    const char c = text_[place];
    if (is_separator(c)) {
      if (c != '\\') return place;
      const std::size_t host_begin = unc_host_at(text_, place);
      return host_begin < end ? unc(host_begin, end) : place;
    }
    if (c == ':' && at(place + 1) == '/' && at(place + 2) == '/') return url_host(place + 3, end);
    if ((c == ':' || is_hex(c)) && !is_name_letter(before(place)) &&
        (before(place) != ':' || !is_group_before(text_, place - 1))) {
      if (const std::size_t behind = colons(place, end); behind > place) return behind;
    }
    if (is_name_letter(before(place)) || !is_name_letter(c)) return place;
    if (c == 'S' || c == 's') {
      if (const auto sid = sid_at(text_.substr(place, end - place))) {
        if (sid->own_begin < sid->own_end) add(place + sid->own_begin, place + sid->own_end, Span::Kind::sid);
        return place + sid->length;
      }
    }
    if (is_digit(c) && before(place) != '.' && kind_ != FieldKind::version) {
      if (const auto four = ipv4_at(text_.substr(place, std::min<std::size_t>(end - place, 24)))) {
        const char behind = at(place + four->length);
        if (!is_name_letter(behind) && !is_assembly_tail(text_.substr(place + four->length, 9))) {
          if (class_of(four->address) != AddressClass::kept) add(place, place + four->length, Span::Kind::address);
          return place + four->length;
        }
      }
    }
    if (const std::size_t value = attribute(place, end); value > place) return value;
    if (const std::size_t behind = base64(place, end); behind > place) return behind;
    if (const std::size_t behind = service(place, end); behind > place) return behind;
    return profile(place, end);
  }

  std::size_t base64(std::size_t place, std::size_t end) {
    if (place < base64_end_) return place;  // a run is looked at once, not from each of its words
    const std::string_view text = text_.substr(0, end);
    base64_end_ = redact::base64_end(text, place);
    if (base64_end_ - place < kFewestBase64 || base64_content(text.substr(place, base64_end_ - place)).empty())
      return place;
    add(place, base64_end_, Span::Kind::base64);
    return base64_end_;
  }

  /// NT SERVICE\x
  std::size_t service(std::size_t place, std::size_t end) {
    const std::size_t begin = place + kServiceDomain.size() + 1;
    if (at(begin - 1) != '\\' || !starts_with_ignore_case(text_.substr(place, kServiceDomain.size()), kServiceDomain))
      return place;
    std::size_t stop = begin;
    while (stop < end && (is_token(text_[stop]) || text_[stop] == '$')) ++stop;
    while (stop > begin && text_[stop - 1] == '.') --stop;
    if (stop == begin) return place;
    out_.services.push_back({begin, stop});
    return stop;
  }

  /// IPv6 or a hardware address.
  std::size_t colons(std::size_t place, std::size_t end) {
    std::size_t stop = place, count = 0, dashes = 0;
    while (stop < end && stop - place < 48 && (is_hex(text_[stop]) || text_[stop] == ':' || text_[stop] == '-')) {
      if (text_[stop] == ':') ++count;
      if (text_[stop] == '-') ++dashes;
      ++stop;
    }
    if (stop - place == 17 && (count == 5 || dashes == 5) && !is_name_letter(at(stop)) &&
        are_pairs(text_.substr(place, 17))) {
      add(place, stop, Span::Kind::number);
      return stop;
    }
    if (count < 2) return place;
    while (stop > place && text_[stop - 1] == '-') --stop;
    std::size_t length = stop - place;
    if (at(stop) == '.') length = text_.substr(place, length).rfind(':') + 1;  // ::ffff:10.0.0.1: the rest is IPv4
    std::string_view text = text_.substr(place, length);
    if (length > 1 && text.ends_with(':') && !text.ends_with("::")) text.remove_suffix(1);
    if (text.size() == 23 && are_pairs(text)) return place;  // rather bytes than an address
    const auto six = parse_ipv6(text);
    if (!six || is_name_letter(at(place + text.size()))) return place;
    if (class_of(*six) != AddressClass::kept && text.find_first_not_of("0:fF") != std::string_view::npos) {
      add(place, place + text.size(), Span::Kind::address);
    }
    return place + text.size();
  }

  /// \\server\share
  std::size_t unc(std::size_t place, std::size_t end) {
    std::size_t stop = place;
    while (stop < end && (is_token(text_[stop]) || text_[stop] == '$')) ++stop;
    std::size_t last = stop;
    while (last > place && (text_[last - 1] == '.' || text_[last - 1] == '-')) --last;
    if (last == place) return place;
    if (ipv4_at(text_.substr(place, end - place))) return place;
    host(place, last);
    return stop;
  }

  std::size_t url_host(std::size_t place, std::size_t end) {
    std::size_t stop = std::min(text_.find_first_of("/?#\"'<> \r\n\t,;)]|", place), end);
    if (const std::size_t sign = text_.substr(place, stop - place).rfind('@'); sign != std::string_view::npos)
      return place;
    std::size_t last = stop;
    if (const std::size_t colon = text_.substr(place, stop - place).find(':'); colon != std::string_view::npos)
      last = place + colon;
    if (last == place || text_[place] == '[' || ipv4_at(text_.substr(place, last - place)) || text_[place] == '+' ||
        text_[place] == '*')
      return place;
    if (!is_kept_label(folded(place, last))) host(place, last);
    return last;
  }

  /// CN=..., DC=...: the place behind the value.
  std::size_t attribute(std::size_t place, std::size_t end) {
    if (in_value_) return place;
    const bool of_certificate = kind_ == FieldKind::subject;
    const auto found = attribute_at(text_.substr(0, end), place, of_certificate, in_name_);
    if (!found) return place;
    in_name_ = in_value_ = true;
    for (const Attribute::Part& part : found->parts) {
      found->is_dc ? dn_label(part.begin, part.end) : words(part.begin, part.end, found->is_number);
    }
    in_value_ = false;
    return found->end;
  }

  /// \Users\name, /home/name; the keys of certification authorities in the registry are called like those.
  std::size_t profile(std::size_t place, std::size_t end) {
    if (!is_separator(before(place))) return place;
    if (constexpr std::string_view kAuthorities = "CertSvc\\Configuration\\";
        starts_with_ignore_case(text_.substr(place), kAuthorities)) {
      const std::size_t begin = place + kAuthorities.size(), stop = std::min(text_.find('\\', begin), end);
      if (begin < stop) words(begin, stop);
      return std::max(stop, begin);
    }
    for (const std::string_view folder : {"Users", "home", "Documents and Settings", "Profiles"}) {
      std::size_t begin = place + folder.size();
      if (begin >= end || !is_separator(text_[begin]) || !starts_with_ignore_case(text_.substr(place), folder))
        continue;
      while (begin < end && is_separator(text_[begin])) ++begin;
      std::size_t stop = std::min(text_.find_first_of("\\/\"<>|:*?\r\n\t;,'", begin), end);
      if (stop == end || !is_separator(text_[stop])) stop = std::min(text_.substr(0, stop).find(' ', begin), stop);
      if (stop - begin > 255) return place;
      account(begin, stop);
      return std::max(stop, place);
    }
    return place;
  }

  /// A run of letters, digits, dots and dashes.
  std::size_t token(std::size_t place, std::size_t begin, std::size_t end) {
    std::size_t stop = place;
    std::size_t dots = 0, hex = 0;
    while (stop < end && is_token(text_[stop])) {
      if (stop > place && is_digit(text_[stop]) && (text_[stop - 1] == '_' || text_[stop - 1] == '-') &&
          ipv4_at(text_.substr(stop, 24)))
        return stop;  // log_10.0.0.7
      if (text_[stop] == '.') ++dots;
      if (is_hex(text_[stop])) ++hex;
      ++stop;
    }
    if (at(stop) == '@' || at(stop) == '+' || at(stop) == '%') {
      if (const std::size_t behind = mail(place, end); behind > place) return behind;
    }
    std::size_t last = stop;
    while (last > place && (text_[last - 1] == '.' || text_[last - 1] == '-')) --last;
    if (hex == stop - place && hex >= 16) {
      add(place, stop, Span::Kind::maybe_number);
    } else if (dots > 0 && last - place <= 253) {
      if (!host_name(text_, place, last, false, out_.spans) && may_be_host(text_.substr(place, last - place)))
        out_.dotted.push_back({place, last});
    }
    if (at(stop) == '$' && is_machine_account(text_, place, stop)) unit(place, stop, NameKind::host);
    if (at(stop) == '\\' && before_in(place, begin) != '\\' && before_in(place, begin) != ':')
      return pair(place, stop, end);
    return stop;
  }

  /// The place from where on to look further.
  std::size_t pair(std::size_t place, std::size_t slash, std::size_t end) {
    std::size_t stop = slash + 1;
    while (stop < end && (is_token(text_[stop]) || text_[stop] == '$')) ++stop;
    while (stop > slash + 1 && (text_[stop - 1] == '.' || text_[stop - 1] == '$')) --stop;
    if (stop == slash + 1 || at(stop) == '\\' || stop - place > 255) return slash;
    const bool is_instance = is_instance_name(folded(slash + 1, stop)),
               is_free = out_.spans.empty() || out_.spans.back().end <= place;
    if (is_free && is_account_of_domain(text_, place, slash, stop)) {
      unit(place, slash, is_instance ? NameKind::host : NameKind::short_domain);
      if (is_instance) return stop;
      if (at(stop) == '$') ++stop;
      account(slash + 1, stop);
      return stop;
    }
    if (!is_instance) out_.pairs.push_back({place, slash, slash + 1, stop});
    return slash;
  }

  /// user@host.domain
  std::size_t mail(std::size_t place, std::size_t end) {
    if (mail_end_ <= place) {  // the run is looked for once, not for each of its words
      mail_end_ = place;
      while (mail_end_ < end && is_mail(text_[mail_end_])) ++mail_end_;
    }
    const std::size_t sign = mail_end_;
    if (at(sign) != '@' || sign - place > 255) return place;
    std::size_t stop = sign + 1;
    while (stop < end && is_token(text_[stop])) ++stop;
    while (stop > sign + 1 && (text_[stop - 1] == '.' || text_[stop - 1] == '-')) --stop;
    const std::string_view domain_text = text_.substr(sign + 1, stop - sign - 1);
    if (domain_text.find('.') == std::string_view::npos || ipv4_at(domain_text)) return place;
    account(place, sign);
    domain(sign + 1, stop);
    return stop;
  }

  std::string_view text_;
  FieldKind kind_;
  Spans& out_;
  std::size_t limit_;           ///< nothing from here on is looked at: the end of what general() was given
  std::size_t mail_end_ = 0;    ///< of the run of signs that an account may have; behind it stands another sign
  std::size_t base64_end_ = 0;  ///< of the run of base64 that was looked at last
  bool in_name_ = false;        ///< an attribute of a name came before
  bool in_value_ = false;       ///< of an attribute: there are no others inside
};

}  // namespace

void find_spans(std::string_view text, FieldKind kind, Spans& out) {
  out.clear();
  Finder(text, kind, out).find();
}

}  // namespace doctor::redact
