#include "redact/collector.h"

#include <algorithm>
#include <utility>

#include "base/ids.h"
#include "base/text.h"
#include "cert/bundle.h"
#include "redact/addresses.h"
#include "redact/base64_run.h"
#include "redact/binary.h"
#include "redact/characters.h"
#include "redact/well_known.h"

namespace doctor::redact {

namespace {

/// Values of the registry that name somebody, by their names.
FieldKind registry_kind(std::string_view value_name) {
  const std::string name = to_lower_ascii(value_name);
  if (name == "computername" || name == "hostname" || name == "nv hostname" || name == "caservername")
    return FieldKind::host;
  if (name == "domain" || name == "nv domain") return FieldKind::domain;
  if (name == "commonname" || name == "active" || name == "sanitizedname") return FieldKind::subject;
  return FieldKind::text;
}

}  // namespace

void path_spans(std::string_view path, Spans& out) {
  out.clear();
  const std::size_t slash = path.find_last_of("\\/");
  const std::size_t dot = path.rfind('.');
  const bool has_ending = dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash) &&
                          is_file_ending(fold(path.substr(dot + 1)));
  const std::size_t end = has_ending ? dot : path.size();
  for (std::size_t at = 0; at < end;) {
    if (!is_name_letter(path[at])) {
      // "%4" stands for "/" in the names that Windows gives to logs; "%20" is an address's.
      if (path[at] == '%') at += at + 1 < end && path[at + 1] == '4' ? 1U : 2U;
      ++at;
      continue;
    }
    std::size_t stop = at;
    while (stop < end && is_name_letter(path[stop])) ++stop;
    const std::string word = fold(path.substr(at, stop - at));
    const bool digits = std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits && word.size() > 1 && !is_common_word(word) && !is_file_ending(word) && !is_kept_label(word)) {
      out.spans.push_back({at, stop, Span::Kind::unit, NameKind::name, false, at, at});
    }
    at = stop;
  }
}

void NameCollector::add_span(std::string_view text, const Span& span) {
  const std::string_view piece = text.substr(span.begin, span.end - span.begin);
  Meeting m;
  switch (span.kind) {
    case Span::Kind::unit: {
      const bool owned = span.owner_begin < span.owner_end;
      m = {owned ? Meeting::What::label : Meeting::What::unit, span.name, span.strong, fold(piece), {}};
      if (owned) m.of = fold(text.substr(span.owner_begin, span.owner_end - span.owner_begin));
      break;
    }
    case Span::Kind::address:
      if (const auto four = ipv4_at(piece)) {
        m = {Meeting::What::address4,
             {},
             false,
             std::string(reinterpret_cast<const char*>(four->address.data()), 4),
             {}};
      } else if (const auto six = parse_ipv6(piece)) {
        m = {Meeting::What::address6, {}, false, std::string(reinterpret_cast<const char*>(six->data()), 16), {}};
      }
      break;
    case Span::Kind::sid:
      m = {Meeting::What::sid, {}, false, std::string(piece), {}};
      break;
    case Span::Kind::number:
      m.what = Meeting::What::number;
      for (const char c : piece) {
        if (c != ' ' && c != ':' && c != '-') m.text += c;
      }
      m.text = to_lower_ascii(m.text);
      break;
    case Span::Kind::binary:
      if (const auto bytes = from_hex(piece)) add_bytes(*bytes, {});
      return;
    case Span::Kind::base64:
      return add_bytes(base64_content(piece), {});
    case Span::Kind::maybe_number:
    case Span::Kind::ending:
      return;
  }
  if (!m.text.empty() && m.text.size() <= kLongestName) met_.add(std::move(m));
}

void NameCollector::add_text(std::string_view text, FieldKind kind) {
  Spans found;  // bytes in hexadecimal lead back here
  std::swap(found, spans_);
  find_spans(text, kind, found);
  for (const Span& span : found.spans) add_span(text, span);
  for (const PairSpan& p : found.pairs) {
    met_.add({Meeting::What::pair, NameKind::user, false, fold(text.substr(p.user_begin, p.user_end - p.user_begin)),
              fold(text.substr(p.domain_begin, p.domain_end - p.domain_begin))});
  }
  for (const DottedSpan& d : found.dotted)
    met_.add({Meeting::What::dotted, NameKind::host, false, fold(text.substr(d.begin, d.end - d.begin)), {}});
  for (const ServiceSpan& s : found.services) add_service(text.substr(s.begin, s.end - s.begin));
  std::swap(found, spans_);
}

void NameCollector::add_service(std::string_view name) {
  if (!name.empty() && name.size() <= kLongestName)
    met_.add({Meeting::What::service, NameKind::user, true, fold(name), {}});
}

// TargetUserName and TargetDomainName: an account whose domain stands in a field of its own.
void NameCollector::add_service_of(const Field& domain, const Event& event) {
  constexpr std::string_view kDomain = "DomainName", kUser = "UserName";
  if (!domain.value.is_text() || !equals_ignore_case(domain.value.text, "NT SERVICE")) return;
  if (!ends_with_ignore_case(domain.name, kDomain)) return;
  const std::string user = std::string(domain.name.substr(0, domain.name.size() - kDomain.size())) + std::string(kUser);
  for (const Field& field : event.data) {
    if (field.value.is_text() && equals_ignore_case(field.name, user)) add_service(field.value.text);
  }
}

void NameCollector::add_text(std::string_view text, std::string_view field) {
  add_text(text, field_kind(field));
}

void NameCollector::add_sid(std::string_view sid) {
  add_text(sid, FieldKind::text);
}

void NameCollector::add_bytes(std::string_view bytes, std::string_view field) {
  const BytesKind kind = bytes_kind(bytes);
  switch (kind) {
    case BytesKind::small:
      return;
    case BytesKind::wide_text:
    case BytesKind::text:
      if (field_kind(field) == FieldKind::bytes) field = {};  // the text in them is none
      for (const std::string& piece : text_pieces(bytes, kind == BytesKind::wide_text).texts) add_text(piece, field);
      return;
    case BytesKind::socket: {
      const SocketPlace place = socket_place(bytes);
      met_.add({place.size == 4 ? Meeting::What::address4 : Meeting::What::address6,
                {},
                false,
                std::string(bytes.substr(place.offset, place.size)),
                {}});
      return;
    }
    case BytesKind::sid:
      return add_sid(sid_text(as_bytes(bytes.data(), bytes.size())));
    case BytesKind::identifier:
      if (!may_be_count(bytes)) met_.add({Meeting::What::number, {}, false, identifier_digits(bytes), {}});
      return;
    case BytesKind::opaque:
      break;
  }
  const ByteView view = as_bytes(bytes.data(), bytes.size());
  for (const Certificate& c : certificates_in(view)) add(c);
  if (const auto crl = parse_crl(view)) add(*crl);
}

void NameCollector::add_value(const Field& field) {
  switch (field.value.type) {
    case Value::Type::text:
      return add_text(field.value.text, field.name);
    case Value::Type::sid:
      return add_sid(sid_text(as_bytes(field.value.text.data(), field.value.text.size())));
    case Value::Type::bytes:
      return add_bytes(field.value.text, field.name);
    default:
      return;
  }
}

void NameCollector::add_registry_value(const Event& event) {
  const Value* name = event.find("ValueName");
  if (name == nullptr || !name->is_text()) return;
  const FieldKind kind = registry_kind(name->text);
  if (kind == FieldKind::text) return;
  for (const Field& field : event.data) {
    if (field.name == "ValueData" && field.value.is_text()) add_text(field.value.text, kind);
  }
}

void NameCollector::add(const Event& event) {
  add_text(event.computer, FieldKind::host);
  add_sid(event.user_sid);
  for (const Field& field : event.data) {
    add_value(field);
    add_service_of(field, event);
  }
  if (event.provider == "schannel-doctor") add_registry_value(event);
}

void NameCollector::add(const Certificate& c) {
  for (const std::string* name : {&c.subject, &c.issuer, &c.subject_cn, &c.issuer_cn})
    add_text(*name, FieldKind::subject);
  for (const std::string& name : c.dns_names) add_text(name, FieldKind::host);
  for (const auto* list : {&c.ip_addresses, &c.uris, &c.crl_urls, &c.ca_issuer_urls, &c.ocsp_urls}) {
    for (const std::string& text : *list) add_text(text, FieldKind::text);
  }
  for (const auto* list : {&c.emails, &c.upns}) {
    for (const std::string& text : *list) add_text(text, FieldKind::user);
  }
  for (const std::string* n :
       {&c.serial, &c.thumbprint, &c.sha256, &c.public_key_sha256, &c.subject_key_id, &c.authority_key_id})
    add_text(*n, FieldKind::number);
}

void NameCollector::add(const Crl& crl) {
  add_text(crl.issuer, FieldKind::subject);
  add_text(crl.issuer_cn, FieldKind::subject);
  add_text(crl.thumbprint, FieldKind::number);
  add_text(crl.authority_key_id, FieldKind::number);
}

void NameCollector::add_path(std::string_view path) {
  add_text(path, FieldKind::text);
  Spans found;
  path_spans(path, found);
  for (const Span& span : found.spans) add_span(path, span);
}

Meetings NameCollector::take() {
  return std::exchange(met_, {});
}

}  // namespace doctor::redact
