#include "knowledge/code_names.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::string_view kTrustPrefix = "cert_trust_";

template <class Fits>
std::vector<const CodeArticle*> nearly_named(const KnowledgeBase& knowledge, std::string_view name, Fits fits) {
  std::vector<std::string> folded;
  for (const CodeArticle& c : knowledge.codes()) {
    if (fits(c)) folded.push_back(fold(c.name));
  }
  const std::vector<std::string_view> candidates(folded.begin(), folded.end());
  const std::string_view near = nearest_name(fold(name), candidates);
  return near.empty() ? std::vector<const CodeArticle*>() : codes_named(knowledge, near);
}

}  // namespace

std::vector<const CodeArticle*> codes_named(const KnowledgeBase& knowledge, std::string_view name) {
  std::vector<const CodeArticle*> out;
  const std::string folded = fold(name);
  for (const CodeArticle& c : knowledge.codes()) {
    if (c.space == CodeSpace::schannel_state) continue;  // their names are our words, not names
    const std::string own = fold(c.name);
    const bool flag = (c.space == CodeSpace::cert_trust || c.space == CodeSpace::cert_trust_info) && own.starts_with(kTrustPrefix);
    if (own == folded || (flag && std::string_view(own).substr(kTrustPrefix.size()) == folded)) out.push_back(&c);
  }
  return out;
}

std::vector<const CodeArticle*> codes_nearly_named(const KnowledgeBase& knowledge, std::string_view name) {
  return nearly_named(knowledge, name, [](const CodeArticle& c) { return c.space != CodeSpace::schannel_state; });
}

std::vector<const CodeArticle*> alerts_nearly_named(const KnowledgeBase& knowledge, std::string_view name) {
  return nearly_named(knowledge, name, [](const CodeArticle& c) { return c.space == CodeSpace::tls_alert; });
}

std::vector<const CodeArticle*> trust_flags(const KnowledgeBase& knowledge, CodeSpace space, std::uint64_t status) {
  std::vector<const CodeArticle*> out;
  for (unsigned shift = 0; shift < 64; ++shift) {
    const std::uint64_t bit = std::uint64_t{1} << shift;
    if ((status & bit) == 0) continue;
    const CodeArticle* flag = knowledge.code(space, bit);
    if (flag == nullptr) return {};
    out.push_back(flag);
  }
  return out;
}

std::string describe_unknown_status(std::uint64_t status) {
  const std::uint64_t high = status >> 16, low = status & 0xffff;
  if (high == 0x8007) return fmt::format("Win32 error {}; `net helpmsg {}` prints its text", low, low);
  // Lync Server: 0xC000 plus the number of the source; its names as far as logs have shown them.
  static constexpr std::array<std::pair<std::uint64_t, std::string_view>, 6> kSources = {
      {{1000, "LS Server"},
       {1001, "LS Protocol Stack"},
       {1006, "LS User Services"},
       {1009, "LS User Replicator"},
       {1018, "LS Data MCU"},
       {1022, "LS MCU Infrastructure"}}};
  for (const auto& [number, name] : kSources) {
    if (high == 0xC000 + number) return fmt::format("a code of Lync Server, source {}, number {}", name, low);
  }
  if (high == 0x8009)
    return "an error of SSPI, a key provider or the certificate functions; nothing more is known here";
  if (high == 0x800B) return "an error of trust or certificate checking; nothing more is known here";
  return "nothing is known about this number";
}

}  // namespace doctor
