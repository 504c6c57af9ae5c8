#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "redact/collector.h"
#include "redact/name_book.h"
#include "redact/redactor.h"

namespace doctor::test {

/// A text in a field; the field may be empty.
struct FieldText {
  std::string_view field, text;
};

/// A book of the names in these texts, met in this order.
inline redact::NameBook book_of(const std::vector<FieldText>& texts, std::string key = {}) {
  redact::NameCollector collector;
  for (const FieldText& t : texts) collector.add_text(t.text, t.field);
  redact::NameBook book(std::move(key));
  book.take(collector.take());
  book.close();
  return book;
}

/// The texts themselves, redacted by a book of their own.
inline std::vector<std::string> redacted(const std::vector<FieldText>& texts, std::string key = {}) {
  const redact::NameBook book = book_of(texts, std::move(key));
  redact::Redactor redactor(book);
  std::vector<std::string> out;
  for (const FieldText& t : texts) out.push_back(redactor.edited(t.text, t.field));
  return out;
}
inline std::string redacted(std::string_view field, std::string_view text) {
  return redacted({{field, text}}).front();
}

/// What find_spans() finds, for people: "host:fe01 domain:contoso".
inline std::string spans_of(std::string_view text, redact::FieldKind kind = redact::FieldKind::text) {
  using redact::Span;
  redact::Spans spans;
  redact::find_spans(text, kind, spans);
  std::string out;
  for (const Span& s : spans.spans) {
    constexpr std::string_view kNames[redact::kNameKinds] = {"name", "user", "sub", "short", "host", "domain"};
    constexpr std::string_view kKinds[] = {"", "address", "sid", "number", "maybe", "binary", "base64", "ending"};
    if (!out.empty()) out += ' ';
    out += s.kind == Span::Kind::unit ? kNames[static_cast<std::size_t>(s.name)]
                                      : kKinds[static_cast<std::size_t>(s.kind)];
    if (s.kind == Span::Kind::unit && s.owner_begin < s.owner_end) out += '?';
    out += ':';
    out += text.substr(s.begin, s.end - s.begin);
  }
  return out;
}

}  // namespace doctor::test
