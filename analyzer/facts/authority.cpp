#include "facts/authority.h"

#include <string>

#include "base/text.h"
#include "facts/numbers.h"
#include "facts/tree.h"

namespace doctor::facts {

namespace {

/// A longer text is no error code and no address.
constexpr std::size_t kMaxText = 8192;

/// The first failure code that a field holds. AD CS writes "The revocation function was unable ... 0x80092013 (-2146885613
/// CRYPT_E_REVOCATION_OFFLINE)": the words are in the language of Windows, the number is not.
void add_status(FactList& out) {
  for (const Field& field : out.event().data) {
    const std::string_view text = out.text_of(field.value);
    if (text.size() > kMaxText) continue;
    if (const auto code = failure_code_in(text)) {
      out.status(*code);
      return;
    }
  }
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != ' ') out += c;
  }
  return out;
}

bool is_step(std::string_view step, std::string_view name) {
  if (step.starts_with('@')) step.remove_prefix(1);
  return equals_ignore_case(step, name);
}

std::string_view last_step(std::string_view path) {
  const std::string_view step = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  return step.substr(0, step.find('['));
}

}  // namespace

void add_authority_facts(FactList& out) {
  add_status(out);
  out.some_text("CaName", out.find_text("CACommonName"));
  out.some_text("CaCertIndex", out.find_text("CACertIdentifier"));
  out.some_text("CrlUrl", out.find_text("URL"));
}

void add_enrollment_facts(FactList& out) {
  if (out.event().event_id != 64) {
    add_status(out);
    return;
  }
  const std::string_view id = out.find_text("ObjId");
  if (id.size() <= 256) out.some_text("CertThumbprint", without_blanks(id));
}

void add_lifecycle_facts(FactList& out) {
  const Tree tree(out.event());
  std::string_view thumbprint, old_thumbprint, subject;
  const auto take = [&](std::string_view& place, const Field& field) {
    if (place.empty()) place = trim(out.text_of(field.value));
  };
  for (const Field& field : out.event().data) {
    const std::string_view path = tree.below_root(field);
    if (path.empty()) continue;
    const bool of_old = starts_with_ignore_case(path, "OldCertificateDetails");
    if (is_step(last_step(path), "Thumbprint")) {
      take(of_old ? old_thumbprint : thumbprint, field);
    } else if (!of_old && (is_step(last_step(path), "SubjectName") || is_step(last_step(path), "SubjectNames"))) {
      take(subject, field);
    }
  }
  out.some_text("CertThumbprint", thumbprint);
  out.some_text("CertSubject", subject);
  out.some_text("OldCertThumbprint", old_thumbprint);
}

}  // namespace doctor::facts
