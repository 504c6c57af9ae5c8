#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace doctor {

/// Articles of status codes, alerts and trust flags with this name, in any case; trust flags also without CERT_TRUST_.
std::vector<const CodeArticle*> codes_named(const KnowledgeBase& knowledge, std::string_view name);

/// Those whose name is nearly this; empty if none is near.
std::vector<const CodeArticle*> codes_nearly_named(const KnowledgeBase& knowledge, std::string_view name);
/// The same among alerts only.
std::vector<const CodeArticle*> alerts_nearly_named(const KnowledgeBase& knowledge, std::string_view name);

/// The articles of all bits of a trust status; empty if a bit of it has none.
std::vector<const CodeArticle*> trust_flags(const KnowledgeBase& knowledge, CodeSpace space, std::uint64_t status);

/// What can be said of a status code without an article: "Win32 error 5; ...", "a code of Lync Server, source LS Server, number 12333".
/// Never empty.
std::string describe_unknown_status(std::uint64_t status);

}  // namespace doctor
