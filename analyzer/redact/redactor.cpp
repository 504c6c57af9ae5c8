#include "redact/redactor.h"

#include <algorithm>
#include <utility>

#include "base/ids.h"
#include "base/text.h"
#include "cert/bundle.h"
#include "redact/addresses.h"
#include "redact/base64_run.h"
#include "redact/binary.h"
#include "redact/certificate_bytes.h"
#include "redact/characters.h"
#include "redact/collector.h"

namespace doctor::redact {

namespace {

char to_upper(char c) {
  return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
}

/// The pseudonym in the case of the name: CONTOSO, Contoso, contoso.
void append_in_case_of(std::string_view name, std::string pseudonym, std::string& out) {
  const bool upper = std::any_of(name.begin(), name.end(), is_upper),
             lower = std::any_of(name.begin(), name.end(), is_lower);
  if (upper && !lower) {
    std::transform(pseudonym.begin(), pseudonym.end(), pseudonym.begin(), to_upper);
  } else if (!name.empty() && is_upper(name.front())) {
    pseudonym.front() = to_upper(pseudonym.front());
  }
  out += pseudonym;
}

}  // namespace

void Redactor::fold_text(std::string_view text) {
  places_.clear();
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    folded_.assign(text);
    for (char& c : folded_) {
      if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    return;
  }
  folded_.clear();
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    append_utf8(fold(next_code_point(text, at)), folded_);
    places_.resize(folded_.size(), begin);
  }
  places_.push_back(text.size());
}

// Addresses stand where their look alone does not show them: "v10.0.0.7", "cafe:2a02::9".
Redactor::Known Redactor::known_address_at(std::size_t at) const {
  const std::string_view text = folded_;
  const char c = text[at], before = at > 0 ? text[at - 1] : '\0';
  const bool inside = before == '.' && at > 1 && is_digit(text[at - 2]);
  if (is_digit(c) && !is_digit(before) && !inside) {
    if (const auto four = ipv4_at(text.substr(at)); four && book_.knows(four->address))
      return {four->length, false, book_.address(four->address)};
  }
  if (is_hex(before)) return {};
  constexpr std::size_t kLongest = 46;  // with a port behind it
  std::size_t stop = at, colons = 0;
  for (; stop < text.size() && stop - at < kLongest && (is_hex(text[stop]) || text[stop] == ':'); ++stop)
    colons += text[stop] == ':' ? 1U : 0U;
  if (colons < 2) return {};
  for (int i = 0; i < 2 && stop > at; ++i) {  // the whole, and without the last group, which may be a port
    if (const auto six = parse_ipv6(text.substr(at, stop - at)); six && book_.knows(*six))
      return {stop - at, false, book_.address(*six)};
    stop = at + std::min(text.substr(at, stop - at).rfind(':'), stop - at);
  }
  return {};
}

Redactor::Known Redactor::known_at(std::size_t at) const {
  if (const auto match = book_.match(folded_, at))
    return {match->length, false, book_.unit(std::string_view(folded_).substr(at, match->length), match->kind)};
  if (!is_hex(folded_[at]) && folded_[at] != ':') return {};
  if (addresses_) {
    if (Known address = known_address_at(at); address.length > 0) return address;
  }
  return {book_.number_at(folded_, at), true, {}};
}

// Names that are known from elsewhere, in [begin, end) of the text.
void Redactor::replace_known(std::string_view text, std::size_t begin, std::size_t end, std::string& out) {
  const auto place_of = [&](std::size_t i) { return places_.empty() ? i : places_[i]; };
  std::size_t at = begin;
  if (!places_.empty())
    at = static_cast<std::size_t>(std::lower_bound(places_.begin(), places_.end(), begin) - places_.begin());
  std::size_t copied = begin;
  while (at < folded_.size() && place_of(at) < end) {
    const Known known = known_at(at);
    if (known.length == 0 || place_of(at + known.length) > end) {
      ++at;
      continue;
    }
    const std::size_t from = place_of(at), to = place_of(at + known.length);
    out += text.substr(copied, from - copied);
    if (known.is_number) {
      replace_number(text.substr(from, to - from), true, out);
    } else {
      append_in_case_of(text.substr(from, to - from), known.pseudonym, out);
    }
    copied = to;
    at += known.length;
    changed_ = true;
  }
  out += text.substr(copied, end - copied);
}

void Redactor::replace_number(std::string_view piece, bool only_known, std::string& out) {
  std::string digits;
  bool lower = false;
  for (const char c : piece) {
    if (!is_hex(c)) continue;
    digits += c;
    lower = lower || is_lower(c);
  }
  bool known = false;
  std::string pseudonym = book_.number(to_lower_ascii(digits), &known);
  if (only_known && !known) {
    out += piece;
    return;
  }
  changed_ = true;
  if (!lower) std::transform(pseudonym.begin(), pseudonym.end(), pseudonym.begin(), to_upper);
  std::size_t next = 0;
  for (const char c : piece) out += is_hex(c) ? pseudonym[next++] : c;
}

void Redactor::replace(std::string_view piece, const Span& span, std::string& out) {
  switch (span.kind) {
    case Span::Kind::unit:
      changed_ = true;
      return append_in_case_of(piece, book_.unit(fold(piece), span.name), out);
    case Span::Kind::address:
      changed_ = true;
      if (const auto four = ipv4_at(piece)) {
        out += book_.address(four->address);
      } else if (const auto six = parse_ipv6(piece)) {
        out += book_.address(*six);
      }
      return;
    case Span::Kind::sid:
      changed_ = true;
      out += book_.sid(piece);
      return;
    case Span::Kind::number:
    case Span::Kind::maybe_number:
      return replace_number(piece, span.kind == Span::Kind::maybe_number, out);
    case Span::Kind::binary: {
      std::string bytes;
      if (!edit_binary(from_hex(piece).value_or(std::string()), {}, bytes)) {
        out += piece;
        return;
      }
      changed_ = true;
      out += to_hex(as_bytes(bytes.data(), bytes.size()), !std::any_of(piece.begin(), piece.end(), is_lower));
      return;
    }
    case Span::Kind::base64: {
      std::string bytes;
      if (!edit_binary(base64_content(piece), {}, bytes)) {
        out += piece;
        return;
      }
      changed_ = true;
      out += to_base64(bytes, piece);
      return;
    }
    case Span::Kind::ending:
      changed_ = true;
      out += ".example";
      return;
  }
}

bool Redactor::build(std::string_view text, const std::vector<Span>& spans, std::string& out) {
  out.clear();
  changed_ = false;
  fold_text(text);
  std::size_t at = 0;
  for (const Span& span : spans) {
    const std::string_view piece = text.substr(span.begin, span.end - span.begin);
    if (span.kind == Span::Kind::unit && book_.is_service(fold(piece))) continue;  // stays, but for what is known in it
    if (span.begin > at) replace_known(text, at, span.begin, out);
    if (span.kind == Span::Kind::binary ||
        span.kind == Span::Kind::base64) {  // comes back here for the text in the bytes
      Redactor inner(book_);
      inner.replace(piece, span, out);
      changed_ = changed_ || inner.changed_;
    } else {
      replace(piece, span, out);
    }
    at = span.end;
  }
  if (at < text.size()) replace_known(text, at, text.size(), out);
  return changed_;
}

bool Redactor::edit(std::string_view text, std::string_view field_name, std::string& out) {
  const FieldKind kind = field_kind(field_name);
  find_spans(text, kind, spans_);
  addresses_ = kind != FieldKind::version;
  return build(text, spans_.spans, out);
}

bool Redactor::edit_sid(std::string_view text, std::string& out) {
  const auto sid = sid_at(text);
  if (!sid || sid->own_begin == sid->own_end) return false;
  out = std::string(text.substr(0, sid->own_begin)) +
        book_.sid(text.substr(sid->own_begin, sid->own_end - sid->own_begin)) + std::string(text.substr(sid->own_end));
  return true;
}

bool Redactor::edit_binary(std::string_view bytes, std::string_view field_name, std::string& out) {
  const BytesKind kind = bytes_kind(bytes);
  switch (kind) {
    case BytesKind::small:
      return false;
    case BytesKind::wide_text:
    case BytesKind::text: {
      if (field_kind(field_name) == FieldKind::bytes) field_name = {};  // the text in them is none
      TextPieces pieces = text_pieces(bytes, kind == BytesKind::wide_text);
      bool any = false;
      for (std::string& piece : pieces.texts) {
        std::string other;
        if (!edit(piece, field_name, other)) continue;
        piece = std::move(other);
        any = true;
      }
      if (any) out = pieces.join(kind == BytesKind::wide_text);
      return any;
    }
    case BytesKind::socket: {
      const SocketPlace place = socket_place(bytes);
      out.assign(bytes);
      if (place.size == 4) {
        Address4 address{};
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(place.offset), 4,
                    reinterpret_cast<char*>(address.data()));
        const auto other = ipv4_at(book_.address(address));
        for (std::size_t i = 0; other && i < 4; ++i) out[place.offset + i] = static_cast<char>(other->address[i]);
      } else {
        Address6 address{};
        std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(place.offset), 16,
                    reinterpret_cast<char*>(address.data()));
        const auto other = parse_ipv6(book_.address(address));
        for (std::size_t i = 0; other && i < 16; ++i) out[place.offset + i] = static_cast<char>((*other)[i]);
      }
      return out != bytes;
    }
    case BytesKind::sid: {
      std::string text;
      if (!edit_sid(sid_text(as_bytes(bytes.data(), bytes.size())), text)) return false;
      out = parse_sid(text).value_or(std::string(bytes.size(), '\0'));
      return true;
    }
    case BytesKind::identifier: {
      bool known = false;
      const std::string digits = book_.number(identifier_digits(bytes), &known);
      if (!known && may_be_count(bytes)) return false;
      out = identifier_bytes(digits);
      return true;
    }
    case BytesKind::opaque:
      if (const auto certificates = certificates_in(as_bytes(bytes.data(), bytes.size())); !certificates.empty()) {
        out = redacted_certificates(certificates, bytes.front() == '\x30', book_);
        return true;
      }
      out.assign(bytes.size(), '\0');
      return true;
  }
  return false;
}

bool Redactor::edit_path(std::string_view path, std::string& out) {
  // First what any text is asked; then each word of what is left.
  std::string first;
  find_spans(path, FieldKind::text, spans_);
  addresses_ = true;
  std::vector<Span> spans = spans_.spans;
  Spans words;
  path_spans(path, words);
  for (const Span& word : words.spans) {
    const bool over = std::any_of(spans.begin(), spans.end(), [&](const Span& s) {
      return s.begin < word.end && word.begin < std::max(s.end, s.begin + 1);
    });
    if (!over) spans.push_back(word);
  }
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  return build(path, spans, out);
}

std::string Redactor::edited(std::string_view text, std::string_view field_name) {
  std::string out;
  return edit(text, field_name, out) ? out : std::string(text);
}

std::string Redactor::edited_path(std::string_view path) {
  std::string out;
  return edit_path(path, out) ? out : std::string(path);
}

}  // namespace doctor::redact
