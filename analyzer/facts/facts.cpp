#include "facts/facts.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "facts/artifact.h"
#include "facts/authority.h"
#include "facts/capi2.h"
#include "facts/certificate.h"
#include "facts/changes.h"
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
    "TlsCipherSuite", "TlsCipherSuiteName", "TlsCaller", "TlsCallerPid",
    // several
    "StatusCode", "StatusName",
    // CAPI2
    "CapiOperation", "CapiProcess", "CapiTask", "CapiResult", "ChainSubject", "ChainThumbprint", "ChainForTls",
    "ChainSubjectScope", "ChainElementSubject", "ChainElementThumbprint", "ChainElementHash", "ChainElementKey",
    "ChainElementRole", "ChainElementErrors", "ChainLeafHash", "ChainRootHash", "ChainSentHash", "ChainWeakHash",
    "ChainWeakHashRole", "ChainProblem", "ChainErrors", "ChainEnd", "ChainKeyBits", "ChainHashAccepted", "ChainRevocation", "PolicyType",
    "PolicyServerName", "RevocationSubject", "RevocationUrl", "RevocationLocation", "RevocationError",
    "RevocationAction", "CrlIssuer", "CrlThisUpdate", "CrlNextUpdate", "RetrievalUrl", "RetrievalObject",
    "RetrievalResult", "KeySubject", "KeyThumbprint", "KeyResult", "CertSubject", "CertThumbprint", "CertHash",
    "CertKey", "CertNotBefore", "CertNotAfter", "CertSelfSigned", "CertDaysLeft", "CrlDaysLeft",
    "CrlLongDaysLeft",
    // certificates and CRLs that are there as bytes
    "CertIssuer", "CertSerial", "CertIssuedHash", "CertIsCa", "CertForServers", "CertDnsName", "CertKeyBits",
    "CertDaysOld", "CertScope", "CrlHash",
    // Lync Server
    "LyncCode", "LyncRoutingGroup", "LyncGroupsWaiting", "LyncGroupsTotal", "LyncPeer", "LyncPeerIsSelf",
    "LyncCertSubject", "LyncCertIssuer", "LyncCertSerial", "LyncUrl", "LyncProcess",
    // certification authority and certificates of this computer
    "CaName", "CaCertIndex", "CrlUrl", "OldCertThumbprint",
    // changes
    "TimeChangeSeconds", "UpdateKb", "OsBuild",
    // Service Control Manager
    "ServiceName", "ServiceState", "ServiceErrorCode", "ServiceDisplayName"};

struct Provider {
  std::string_view name;
  void (*add)(facts::FactList& out);
};

constexpr Provider kProviders[] = {
    {"Microsoft-Windows-CertificationAuthority", facts::add_authority_facts},
    {"CertSvc", facts::add_authority_facts},
    {"Microsoft-Windows-CertificateServicesClient-AutoEnrollment", facts::add_enrollment_facts},
    {"Microsoft-Windows-CertificateServicesClient-CertEnroll", facts::add_enrollment_facts},
    {"Microsoft-Windows-CertificateServicesClient-Lifecycle-System", facts::add_lifecycle_facts},
    {"Microsoft-Windows-Kernel-General", facts::add_change_facts},
    {"Microsoft-Windows-WindowsUpdateClient", facts::add_change_facts},
    {"EventLog", facts::add_change_facts},
    {"schannel-doctor", facts::add_artifact_facts},
};

void add_other_facts(facts::FactList& out) {
  for (const Provider& provider : kProviders) {
    if (!equals_ignore_case(out.event().provider, provider.name)) continue;
    provider.add(out);
    return;
  }
}

}  // namespace

void add_facts(Event& event, EventBatch& batch, const KnowledgeBase& knowledge) {
  facts::FactList out(event, batch, knowledge);
  if (equals_ignore_case(event.provider, "Schannel")) {
    facts::name_schannel_data(out);
    facts::add_tls_facts(out);
    facts::add_attached_certificates(out);
  } else if (equals_ignore_case(event.provider, "Microsoft-Windows-CAPI2")) {
    facts::add_capi2_facts(out);
  } else if (equals_ignore_case(event.provider, "Service Control Manager")) {
    facts::name_service_data(out);
    facts::add_service_facts(out);
  } else if (event.provider.starts_with("LS ")) {
    facts::add_lync_facts(out);
  } else {
    add_other_facts(out);
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
