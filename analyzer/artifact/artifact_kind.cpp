#include <cstddef>
#include <string_view>

#include "artifact/artifact_source.h"
#include "artifact/text_input.h"
#include "base/text.h"
#include "cert/bundle.h"

namespace doctor {

namespace {

/// What certutil writes at the beginning of a line, and hardly anybody else.
bool is_of_certutil(std::string_view line) {
  return line.starts_with("X509 Certificate:") || line.starts_with("X509 Certificate Revocation List:") ||
         line.starts_with("CertUtil: -") ||
         (line.starts_with("================ ") && line.ends_with(" ================") &&
          line.find_first_of("0123456789") != std::string_view::npos);
}

/// Values below a key, as certutil -getreg and reg query print them: "  Name REG_SZ = data", "    Name    REG_SZ    data".
ArtifactKind kind_of_value(std::string_view line, bool key_had_colon) {
  if (!line.starts_with("  ") && !line.starts_with('\t')) return ArtifactKind::none;
  const std::size_t type = line.find("REG_");
  if (type == std::string_view::npos) return ArtifactKind::none;
  if (!key_had_colon) return ArtifactKind::registry;
  return line.find(" =", type) != std::string_view::npos ? ArtifactKind::certutil : ArtifactKind::none;
}

ArtifactKind text_kind(ByteView head) {
  TextLines lines(head);
  bool after_key = false, key_had_colon = false, first = true;
  while (lines.next()) {
    const std::string_view line = trim(lines.text());
    if (line.empty()) continue;
    if (line.find('\0') != std::string_view::npos) return ArtifactKind::none;
    if (first && (line == "REGEDIT4" || line.starts_with("Windows Registry Editor Version")))
      return ArtifactKind::registry;
    if (first && (line.starts_with('<') || line.starts_with('{'))) return ArtifactKind::none;  // XML, JSON
    first = false;
    if (is_of_certutil(line)) return ArtifactKind::certutil;
    if (after_key) {
      const ArtifactKind kind = kind_of_value(lines.text(), key_had_colon);
      if (kind != ArtifactKind::none) return kind;
    }
    if (lines.text().starts_with("HKEY_")) {
      after_key = true;
      key_had_colon = line.ends_with(':');
    } else if (!lines.text().starts_with(' ')) {
      after_key = false;
    }
  }
  return ArtifactKind::none;
}

}  // namespace

ArtifactKind artifact_kind(ByteView head) {
  const ArtifactKind kind = text_kind(head);
  if (kind != ArtifactKind::none) return kind;
  return looks_like_certificates(head) ? ArtifactKind::certificates : ArtifactKind::none;
}

}  // namespace doctor
