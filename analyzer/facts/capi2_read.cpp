#include "facts/capi2_read.h"

#include "base/text.h"
#include "facts/hosts.h"
#include "facts/numbers.h"

namespace doctor::facts {

std::string_view text_at(FactList& out, const Tree& tree, std::string_view path) {
  const Value* value = tree.find(path);
  return value == nullptr ? std::string_view{} : trim(out.text_of(*value));
}

std::optional<std::uint32_t> hex_at(const Tree& tree, std::string_view path) {
  const Value* value = tree.find(path);
  return value == nullptr ? std::nullopt : capi_hex(*value);
}

std::string_view thumbprint(std::string_view file_ref) {
  return file_ref.substr(0, file_ref.rfind('.'));
}

void add_subject(FactList& out, const Tree& tree) {
  const std::string_view subject = text_at(out, tree, "Certificate/@subjectName");
  out.some_text("ChainSubject", subject);
  out.some_text("ChainThumbprint", thumbprint(text_at(out, tree, "Certificate/@fileRef")));
  if (!subject.empty()) out.word("ChainSubjectScope", subject_scope(subject, out.event().computer));
}

void add_days_left(FactList& out, std::string_view name, std::string_view end) {
  const auto when = parse_iso8601(end);
  if (!when || out.event().time.ticks == 0) {
    out.text(name, {});
  } else {
    out.value(name, Value::of_signed(days_between(out.event().time, *when)));
  }
}

void add_days_old(FactList& out, std::string_view name, std::string_view begin) {
  const auto when = parse_iso8601(begin);
  if (!when || out.event().time.ticks == 0) {
    out.text(name, {});
  } else {
    out.value(name, Value::of_signed(days_between(*when, out.event().time)));
  }
}

void add_long_days_left(FactList& out, std::string_view begin, std::string_view end) {
  const auto from = parse_iso8601(begin), until = parse_iso8601(end);
  const bool is_long = from && until && days_between(*from, *until) >= kLongCrlDays;
  add_days_left(out, "CrlLongDaysLeft", is_long ? end : std::string_view());
}

}  // namespace doctor::facts
