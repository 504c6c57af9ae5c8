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

}  // namespace doctor::facts
