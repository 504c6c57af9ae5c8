#include "tree_builder.h"

#include "base/text.h"

namespace doctor::test {

EventBuilder capi2(std::uint32_t event_id, std::string_view root, std::string_view lines) {
  EventBuilder event("Microsoft-Windows-CAPI2", event_id);
  for (const std::string_view line : split(lines, '\n')) {
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view path = trim(line.substr(0, equals));
    std::string_view name = path.substr(path.rfind('/') + 1);
    if (name.starts_with('@')) name.remove_prefix(1);
    event.field(std::string(root) + "/" + std::string(path), name.substr(0, name.find('[')),
                trim(line.substr(equals + 1)));
  }
  return event;
}

std::string chain_element(std::size_t index, std::string_view hash, std::string_view subject, std::string_view info,
                          std::string_view extra) {
  const std::string element =
      "CertificateChain/ChainElement" + (index == 0 ? "" : "[" + std::to_string(index) + "]") + "/";
  std::string lines = element + "Certificate/@fileRef=AA0" + std::to_string(index) + ".cer\n" + element +
                      "Certificate/@subjectName=" + std::string(subject) + "\n" + element +
                      "SignatureAlgorithm/@hashName=" + std::string(hash) + "\n" + element +
                      "SignatureAlgorithm/@publicKeyName=RSA\n" + element + "PublicKeyAlgorithm/@publicKeyName=RSA\n" +
                      element + "PublicKeyAlgorithm/@publicKeyLength=2048\n" + element +
                      "TrustStatus/InfoStatus/@value=" + std::string(info) + "\n";
  for (const std::string_view line : split(extra, '\n')) {
    if (!line.empty()) lines += element + std::string(line) + "\n";
  }
  return lines;
}

}  // namespace doctor::test
