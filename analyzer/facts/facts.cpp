#include "facts/facts.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "facts/capi2.h"
#include "facts/classic.h"
#include "facts/fact_list.h"
#include "facts/lync.h"
#include "facts/services.h"
#include "facts/tls.h"

namespace doctor {

namespace {

constexpr std::string_view kNames[] = {
    // Schannel
    "TlsAlert", "TlsAlertName", "TlsAlertDirection", "TlsState", "TlsProtocol", "TlsRole", "TlsTarget",
    "TlsCipherSuite", "TlsCaller", "TlsCallerPid",
    // several
    "StatusCode", "StatusName",
    // CAPI2
    "CapiOperation", "CapiProcess", "CapiTask", "CapiResult", "ChainSubject", "ChainThumbprint", "ChainForTls",
    "ChainSubjectScope", "ChainElementSubject", "ChainElementThumbprint", "ChainElementHash", "ChainElementKey",
    "ChainElementRole", "ChainElementErrors", "ChainLeafHash", "ChainRootHash", "ChainSentHash", "ChainWeakHash",
    "ChainWeakHashRole", "ChainProblem", "ChainErrors", "ChainHashAccepted", "ChainRevocation", "PolicyType",
    "PolicyServerName", "RevocationSubject", "RevocationUrl", "RevocationLocation", "RevocationError",
    "RevocationAction", "CrlIssuer", "CrlThisUpdate", "CrlNextUpdate", "RetrievalUrl", "RetrievalObject",
    "RetrievalResult", "KeySubject", "KeyThumbprint", "KeyResult", "CertSubject", "CertThumbprint", "CertHash",
    "CertKey", "CertNotBefore", "CertNotAfter", "CertSelfSigned",
    // Lync Server
    "LyncCode", "LyncRoutingGroup", "LyncGroupsWaiting", "LyncGroupsTotal", "LyncPeer", "LyncPeerIsSelf",
    "LyncCertSubject", "LyncCertIssuer", "LyncCertSerial", "LyncUrl", "LyncProcess",
    // Service Control Manager
    "ServiceName", "ServiceState", "ServiceErrorCode", "ServiceDisplayName"};

}  // namespace

void add_facts(Event& event, EventBatch& batch, const KnowledgeBase& knowledge) {
  facts::FactList out(event, batch, knowledge);
  if (equals_ignore_case(event.provider, "Schannel")) {
    facts::name_schannel_data(out);
    facts::add_tls_facts(out);
  } else if (equals_ignore_case(event.provider, "Microsoft-Windows-CAPI2")) {
    facts::add_capi2_facts(out);
  } else if (equals_ignore_case(event.provider, "Service Control Manager")) {
    facts::name_service_data(out);
    facts::add_service_facts(out);
  } else if (event.provider.starts_with("LS ")) {
    facts::add_lync_facts(out);
  }
  if (!out.facts().empty()) event.facts = batch.keep(out.facts());
}

std::span<const std::string_view> fact_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all(std::begin(kNames), std::end(kNames));
    const auto positional = facts::positional_names();
    all.insert(all.end(), positional.begin(), positional.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }();
  return names;
}

}  // namespace doctor
