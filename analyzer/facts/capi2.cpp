#include "facts/capi2.h"

#include <algorithm>

#include "base/text.h"
#include "facts/capi2_chain.h"
#include "facts/capi2_objects.h"
#include "facts/capi2_operations.h"
#include "facts/capi2_read.h"
#include "facts/tree.h"

namespace doctor::facts {

namespace {

/// One event id: its operation, and the element that proves that it is this event and not another of that number.
struct Operation {
  std::uint32_t event_id;
  std::string_view name;
  std::string_view root;
  void (*add)(FactList& out, const Tree& tree);
};

constexpr Operation kOperations[] = {
    {11, "build-chain", "CertGetCertificateChain", add_chain_facts},
    {30, "verify-policy", "CertVerifyCertificateChainPolicy", add_policy_facts},
    {41, "verify-revocation", "CertVerifyRevocation", add_revocation_facts},
    {42, "reject-revocation", "CertRejectedRevocationInfo", add_rejection_facts},
    {51, "retrieve-cache", "CryptRetrieveObjectByUrlCache", add_cache_facts},
    {53, "retrieve-url", "CryptRetrieveObjectByUrlWire", add_retrieval_facts},
    {70, "private-key", "CryptAcquireCertificatePrivateKey", add_private_key_facts},
    {90, "objects", "X509Objects", add_object_facts},
};

/// Event 11 in the channel Application is another event. A channel that an export has lost proves nothing either way.
bool is_operational(std::string_view channel) {
  return channel.empty() || ends_with_ignore_case(channel, "/Operational");
}

}  // namespace

void add_capi2_facts(FactList& out) {
  const Event& event = out.event();
  if (!is_operational(event.channel)) return;
  const auto* operation = std::find_if(std::begin(kOperations), std::end(kOperations),
                                       [&](const Operation& o) { return o.event_id == event.event_id; });
  if (operation == std::end(kOperations)) return;
  const Tree tree(event);
  if (tree.root() != operation->root) return;
  out.word("CapiOperation", operation->name);
  out.some_text("CapiProcess", text_at(out, tree, "EventAuxInfo/@ProcessName"));
  out.some_text("CapiTask", text_at(out, tree, "CorrelationAuxInfo/@TaskId"));
  if (const auto result = hex_at(tree, "Result/@value")) {
    out.status(*result);
    out.word("CapiResult", *result == 0 ? "ok" : "failed");
  }
  operation->add(out, tree);
}

}  // namespace doctor::facts
