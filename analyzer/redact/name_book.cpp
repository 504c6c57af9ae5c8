#include "redact/name_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "cert/keyed_digest.h"
#include "redact/characters.h"
#include "redact/well_known.h"

namespace doctor::redact {

namespace {

constexpr std::size_t kShortest = 3;  ///< shorter names are replaced only where their place says that they are names
constexpr std::size_t kAnywhere = 5;  ///< names from this length on are replaced inside of words, too

std::string_view word_of(NameKind kind) {
  switch (kind) {
    case NameKind::user:
      return "user";
    case NameKind::sub:
      return "sub";
    case NameKind::host:
      return "host";
    case NameKind::short_domain:
    case NameKind::domain:
      return "domain";
    case NameKind::name:
      break;
  }
  return "name";
}

std::uint32_t beginning_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[i])}; };
  return byte(0) | byte(1) << 8 | byte(2) << 16;
}
std::size_t bit_of(std::uint32_t beginning) {
  return (beginning ^ (beginning >> 9)) & 0xffff;
}

constexpr std::uint64_t kHashStart = 14695981039346656037ULL;
std::uint64_t hash_step(std::uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || c == '.' || c == '-' || c == '_'; });
}

bool is_separator(char c) {
  return c == ' ' || c == ':' || c == '-' || c == '\r' || c == '\n' || c == '\t';
}

/// Whether one of these phrases lies around `place` of the text, as a whole.
bool stands_in(const std::vector<PhrasePlace>& phrases, std::string_view folded, std::size_t place) {
  return std::any_of(phrases.begin(), phrases.end(), [&](const PhrasePlace& p) {
    if (place < p.offset || folded.substr(place - p.offset, p.phrase.size()) != p.phrase) return false;
    const std::size_t begin = place - p.offset, end = begin + p.phrase.size();
    return (begin == 0 || !is_name_letter(folded[begin - 1])) && (end >= folded.size() || !is_name_letter(folded[end]));
  });
}

std::string key_of(const Address4& a) {
  return std::string(reinterpret_cast<const char*>(a.data()), a.size());
}
std::string key_of(const Address6& a) {
  return std::string(reinterpret_cast<const char*>(a.data()), a.size());
}

/// Numbers of inside and outside addresses that documents may use (RFC 5737), and beyond them the ones that are reserved for ever.
Address4 numbered4(std::uint32_t n, AddressClass which) {
  const bool inside = which == AddressClass::inside;
  const auto last = static_cast<std::uint8_t>(n % 254 + 1);
  if (n < 254) return inside ? Address4{192, 0, 2, last} : Address4{203, 0, 113, last};
  if (n < 508 && inside) return {198, 51, 100, last};
  const std::uint32_t rest = n & 0x07ffffff;
  return {static_cast<std::uint8_t>((inside ? 0xf0 : 0xf8) | rest >> 24), static_cast<std::uint8_t>(rest >> 16),
          static_cast<std::uint8_t>(rest >> 8), static_cast<std::uint8_t>(rest)};
}

/// Of 2001:db8::/32 (RFC 3849); the third group keeps the class apart.
Address6 numbered6(std::uint64_t n, AddressClass which) {
  Address6 out{0x20, 0x01, 0x0d, 0xb8};
  if (which == AddressClass::inside) out[4] = 0xfe, out[5] = 0x80;
  for (std::size_t i = 0; i < 8; ++i) out[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  return out;
}

std::uint64_t number_in(std::string_view digest, std::size_t bytes) {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < bytes && i < digest.size(); ++i) n = n << 8 | static_cast<unsigned char>(digest[i]);
  return n;
}

}  // namespace

void NameBook::meet(std::string_view name, NameKind kind, bool strong) {
  if (name.empty() || name.size() > kLongestName) return;
  if (units_.size() >= kMostNames && !units_.contains(std::string(name))) {
    full_ = true;
    return;
  }
  const auto [at, is_new] = units_.try_emplace(std::string(name));
  if (is_new) at->second.order = units_.size();
  at->second.kind = std::max(is_new ? kind : at->second.kind, kind);
  at->second.strong = at->second.strong || strong;
}

void NameBook::take(const Meetings& met) {
  const auto keep = [&](std::vector<std::string>& order, auto& names, const std::string& text) {
    if (!names.try_emplace(text).second) return;
    order.push_back(text);
    if (order.size() > kMostNames) full_ = true;
  };
  for (const Meeting& m : met.list()) {
    if (full_) return;
    switch (m.what) {
      case Meeting::What::unit:
        meet(m.text, m.kind, m.strong);
        break;
      case Meeting::What::label:
        meet(m.text, m.kind, false);
        [[fallthrough]];
      case Meeting::What::pair:
      case Meeting::What::dotted:
        doubtful_.push_back(m);
        if (doubtful_.size() > kMostNames) full_ = true;
        break;
      case Meeting::What::address4:
        keep(addresses4_, address_names_, m.text);
        break;
      case Meeting::What::address6:
        keep(addresses6_, address_names_, m.text);
        break;
      case Meeting::What::sid:
        keep(sids_, sid_names_, m.text);
        break;
      case Meeting::What::number:
        keep(numbers_, number_names_, m.text);
        break;
      case Meeting::What::service:
        if (services_.size() >= kMostNames) full_ = true;
        services_.insert(m.text);
        break;
    }
  }
}

bool NameBook::is_strong(std::string_view name, NameKind at_least) const {
  const auto at = units_.find(std::string(name));
  return at != units_.end() && at->second.strong && at->second.kind >= at_least && !is_common_word(name);
}

void NameBook::settle_doubts() {
  for (const Meeting& m : doubtful_) {
    if (m.what == Meeting::What::label && is_strong(m.of, NameKind::sub)) meet(m.text, m.kind, true);
  }
  for (const Meeting& m : doubtful_) {
    if (m.what != Meeting::What::dotted) continue;
    const auto labels = split(m.text, '.');
    if (!is_strong(labels.back(), NameKind::domain)) continue;
    for (std::size_t i = 0; i + 1 < labels.size(); ++i) meet(labels[i], i == 0 ? NameKind::host : NameKind::sub, true);
  }
  for (const Meeting& m : doubtful_) {
    if (m.what == Meeting::What::pair && is_strong(m.of, NameKind::short_domain) && !is_kept_principal(m.text))
      meet(m.text, NameKind::user, true);
  }
  doubtful_.clear();
}

std::string NameBook::keyed_word(std::string_view name) const {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
  const std::string digest = keyed_digest(as_bytes(key_.data(), key_.size()), "name:" + std::string(name));
  std::uint64_t n = number_in(digest, 8);
  std::string out;
  for (int i = 0; i < 10; ++i, n >>= 5) out += kLetters[n & 31];
  return out;
}

std::string NameBook::keyed_digits(std::string_view what, std::size_t count) const {
  std::string out;
  for (unsigned block = 0; out.size() < count; ++block) {
    const std::string digest = keyed_digest(as_bytes(key_.data(), key_.size()), fmt::format("{}:{}", block, what));
    if (digest.empty()) return std::string(count, '0');
    out += to_hex(as_bytes(digest.data(), digest.size()), false);
  }
  out.resize(count);
  if (!out.empty()) out.front() = '4';  // a whole positive number, also in DER
  return out;
}

void NameBook::name_units() {
  std::vector<Units::value_type*> in_order;
  for (auto& unit : units_) in_order.push_back(&unit);
  std::sort(in_order.begin(), in_order.end(),
            [](const auto* a, const auto* b) { return a->second.order < b->second.order; });
  std::array<std::size_t, kNameKinds> counts{};
  for (Units::value_type* unit : in_order) {
    const NameKind kind = unit->second.kind;
    if (is_service(unit->first)) continue;
    do {
      unit->second.pseudonym =
          key_.empty()
              ? fmt::format(
                    "{}-{}", word_of(kind),
                    ++counts[static_cast<std::size_t>(kind == NameKind::short_domain ? NameKind::domain : kind)])
              : fmt::format("{}-{}", word_of(kind), keyed_word(unit->first));
    } while (key_.empty() && units_.contains(unit->second.pseudonym));  // somebody's computer may be called host-1
    const std::string& name = unit->first;
    if (!unit->second.strong || name.size() < kShortest || is_digits(name) || is_common_word(name) ||
        is_kept_label(name))
      continue;
    unit->second.phrases = kept_phrases_with(name);
    unit->second.anywhere = name.size() >= kAnywhere && !is_inside_common_word(name);
    index(name);
  }
}

void NameBook::index(std::string_view name) {
  std::uint64_t hash = kHashStart;
  for (const char c : name) hash = hash_step(hash, c);
  by_hash_[hash] = &*units_.find(std::string(name));
  const std::uint32_t beginning = beginning_of(name);
  beginnings_.set(bit_of(beginning));
  std::vector<std::uint8_t>& lengths = lengths_[beginning];
  const auto length = static_cast<std::uint8_t>(name.size());
  const auto at = std::lower_bound(lengths.begin(), lengths.end(), length);
  if (at == lengths.end() || *at != length) lengths.insert(at, length);
}

void NameBook::number_rest() {
  if (!key_.empty()) return;  // made when asked for
  std::array<std::uint32_t, 2> counts4{}, counts6{};
  const auto address = [&](const std::string& met, auto bytes, std::array<std::uint32_t, 2>& counts, auto numbered) {
    std::copy(met.begin(), met.end(), reinterpret_cast<char*>(bytes.data()));
    const AddressClass which = class_of(bytes);
    auto out = bytes;
    do {
      out = numbered(counts[which == AddressClass::inside ? 0 : 1]++, which);
    } while (address_names_.contains(key_of(out)));  // documents are written in logs, too
    address_names_[met] = address_text(out);
  };
  for (const std::string& met : addresses4_) address(met, Address4{}, counts4, numbered4);
  for (const std::string& met : addresses6_) {
    address(met, Address6{}, counts6,
            [](std::uint32_t n, AddressClass which) { return numbered6(n + std::uint64_t{1}, which); });
  }
  std::size_t n = 0;
  for (const std::string& met : sids_) {
    std::string name;
    const auto parts = static_cast<std::size_t>(std::count(met.begin(), met.end(), '-'));
    for (std::size_t i = 0; i < parts; ++i) name += "0-";
    sid_names_[met] = name + std::to_string(++n);
  }
  n = 0;
  for (const std::string& met : numbers_) {
    std::string digits;
    do {
      digits = fmt::format("4{:0{}x}", ++n, met.size() - 1);
    } while (number_names_.contains(digits));
    number_names_[met] = digits;
  }
}

void NameBook::close() {
  settle_doubts();
  name_units();
  number_rest();
  index_numbers();
}

bool NameBook::is_service(std::string_view folded) const {
  if (services_.empty() || !services_.contains(std::string(folded))) return false;
  const auto at = units_.find(std::string(folded));
  return at == units_.end() || at->second.kind <= NameKind::user;
}

bool NameBook::knows(const Address4& a) const {
  return !addresses4_.empty() && class_of(a) != AddressClass::kept && address_names_.contains(key_of(a));
}
bool NameBook::knows(const Address6& a) const {
  return !addresses6_.empty() && class_of(a) != AddressClass::kept && address_names_.contains(key_of(a));
}

void NameBook::index_numbers() {
  for (const std::string& number : numbers_) {
    if (number.size() < kFewestDigits) continue;
    std::vector<std::size_t>& lengths = number_lengths_[number.substr(0, kFewestDigits)];
    const auto at = std::lower_bound(lengths.begin(), lengths.end(), number.size());
    if (at == lengths.end() || *at != number.size()) lengths.insert(at, number.size());
  }
}

std::size_t NameBook::number_at(std::string_view folded, std::size_t place) const {
  if (number_lengths_.empty() || (place > 0 && is_name_letter(folded[place - 1]))) return 0;
  const std::vector<std::size_t>* lengths = nullptr;
  std::size_t best = 0, group = 0;
  std::string digits;
  for (std::size_t at = place; at < folded.size(); ++at, ++group) {
    if (is_separator(folded[at])) {
      if (group == 0 || group % 2 != 0) break;
      group = 0;
      ++at;
      if (folded[at - 1] == '\r' && at < folded.size() && folded[at] == '\n') ++at;
      if (at >= folded.size()) break;
    }
    if (!is_hex(folded[at])) break;
    digits += folded[at];
    if (digits.size() == kFewestDigits) {
      const auto found = number_lengths_.find(digits);
      if (found == number_lengths_.end()) return 0;
      lengths = &found->second;
    }
    if (lengths == nullptr) continue;
    if (digits.size() > lengths->back()) break;
    const bool ends = at + 1 >= folded.size() || !is_name_letter(folded[at + 1]);
    if (ends && std::binary_search(lengths->begin(), lengths->end(), digits.size()) && number_names_.contains(digits))
      best = at + 1 - place;
  }
  return best;
}

std::string NameBook::unit(std::string_view folded, NameKind kind) const {
  const auto at = folded.size() > kLongestName ? units_.end() : units_.find(std::string(folded));
  if (at != units_.end() && !at->second.pseudonym.empty()) return at->second.pseudonym;
  return fmt::format("{}-{}", word_of(kind), key_.empty() ? "0" : keyed_word(folded));
}

std::string NameBook::address(const Address4& a) const {
  if (class_of(a) == AddressClass::kept) return address_text(a);
  if (!key_.empty()) {
    const std::string digest = keyed_digest(as_bytes(key_.data(), key_.size()), "address4:" + key_of(a));
    return address_text(
        numbered4(static_cast<std::uint32_t>(number_in(digest, 4) & 0x07ffffff) + 0x08000000, class_of(a)));
  }
  const auto at = address_names_.find(key_of(a));
  return at == address_names_.end() ? "240.0.0.0" : at->second;
}

std::string NameBook::address(const Address6& a) const {
  if (class_of(a) == AddressClass::kept) return address_text(a);
  if (!key_.empty()) {
    const std::string digest = keyed_digest(as_bytes(key_.data(), key_.size()), "address6:" + key_of(a));
    return address_text(numbered6(number_in(digest, 8) | std::uint64_t{1} << 63, class_of(a)));
  }
  const auto at = address_names_.find(key_of(a));
  return at == address_names_.end() ? "2001:db8::" : at->second;
}

std::string NameBook::sid(std::string_view own) const {
  if (!key_.empty()) {
    const std::string digest = keyed_digest(as_bytes(key_.data(), key_.size()), "sid:" + std::string(own));
    std::string out;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(std::count(own.begin(), own.end(), '-')); ++i) {
      out += (i > 0 ? "-" : "") +
             std::to_string(i * 4 < digest.size() ? number_in(std::string_view(digest).substr(i * 4), 4) : 0);
    }
    return out;
  }
  const auto at = sid_names_.find(std::string(own));
  if (at != sid_names_.end()) return at->second;
  std::string out = "0";
  for (const char c : own) out += c == '-' ? "-0" : "";
  return out;
}

std::string NameBook::number(std::string_view digits, bool* known) const {
  const auto at = number_names_.find(std::string(digits));
  if (known != nullptr) *known = at != number_names_.end();
  if (!key_.empty()) return keyed_digits(digits, digits.size());
  return at == number_names_.end() ? "4" + std::string(digits.size() - std::min<std::size_t>(digits.size(), 1), '0')
                                   : at->second;
}

std::optional<NameBook::Match> NameBook::match(std::string_view folded, std::size_t place) const {
  if (place + kShortest > folded.size()) return std::nullopt;
  const std::uint32_t beginning = beginning_of(folded.substr(place, kShortest));
  if (!beginnings_.test(bit_of(beginning))) return std::nullopt;
  const auto lengths = lengths_.find(beginning);
  if (lengths == lengths_.end()) return std::nullopt;
  std::optional<Match> best;
  std::uint64_t hash = kHashStart;
  std::size_t hashed = 0;
  const bool front = place == 0 || !is_name_letter(folded[place - 1]) || (place >= 3 && folded[place - 3] == '%');
  for (const std::uint8_t length : lengths->second) {
    if (place + length > folded.size()) break;
    for (; hashed < length; ++hashed) hash = hash_step(hash, folded[place + hashed]);
    const auto at = by_hash_.find(hash);
    if (at == by_hash_.end() || at->second->first != folded.substr(place, length)) continue;
    const bool whole = front && (place + length == folded.size() || !is_name_letter(folded[place + length]));
    if ((whole || at->second->second.anywhere) && !stands_in(at->second->second.phrases, folded, place))
      best = Match{length, at->second->second.kind};
  }
  return best;
}

}  // namespace doctor::redact
