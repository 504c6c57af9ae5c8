#include "facts/chain_read.h"

#include "base/text.h"
#include "facts/algorithms.h"
#include "facts/capi2_read.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

constexpr std::uint32_t kSelfSigned = 0x8;  ///< CERT_TRUST_IS_SELF_SIGNED of InfoStatus
constexpr std::string_view kServerAuth = "1.3.6.1.5.5.7.3.1", kClientAuth = "1.3.6.1.5.5.7.3.2";

/// The raw texts from which an element's hash is told once all are known.
struct Algorithm {
  std::string_view hash_name, oid;
};

void read_element(FactList& out, ChainElement& e, Algorithm& algorithm, std::string_view path, const Value& value) {
  const auto text = [&] { return trim(out.text_of(value)); };
  if (path == "Certificate/@subjectName") {
    e.subject = text();
  } else if (path == "Certificate/@fileRef") {
    e.thumbprint = thumbprint(text());
  } else if (path == "SignatureAlgorithm/@oid") {
    algorithm.oid = text();
  } else if (path == "SignatureAlgorithm/@hashName") {
    algorithm.hash_name = text();
  } else if (path == "SignatureAlgorithm/@publicKeyName") {
    e.signer_key = text();
  } else if (path == "PublicKeyAlgorithm/@publicKeyName") {
    e.key = text();
  } else if (path == "PublicKeyAlgorithm/@publicKeyLength") {
    e.key_length = text();
  } else if (path == "TrustStatus/ErrorStatus/@value") {
    e.errors = capi_hex(value);
  } else if (path == "TrustStatus/InfoStatus/@value") {
    e.info = capi_hex(value);
  } else if (path == "RevocationInfo/RevocationResult/@value") {
    e.revocation = capi_hex(value);
  }
}

/// What the chain was built for. lsass.exe builds chains for Schannel.
ForTls purpose(bool usage_given, bool server, bool client, std::string_view process) {
  if (server || equals_ignore_case(process, "lsass.exe")) return ForTls::yes;
  return usage_given && !client ? ForTls::no : ForTls::unknown;
}

/// An element without InfoStatus is taken for a root if it is the last of several: not to accuse what may not have been sent.
bool is_self_signed(const ChainElement& e, bool last_of_several) {
  return e.info ? e.self_signed : last_of_several;
}

void assign_roles(Chain& chain) {
  const std::size_t n = chain.elements.size();
  for (std::size_t i = 0; i < n; ++i) {
    ChainElement& e = chain.elements[i];
    e.self_signed = e.info && (*e.info & kSelfSigned) != 0;
    const bool self_signed = i + 1 == n && is_self_signed(e, n > 1);
    const bool sent_alone = n == 1 && self_signed && chain.for_tls == ForTls::yes;
    e.sent = !self_signed || sent_alone;
    e.role = !e.sent ? ChainRole::root : i == 0 ? ChainRole::leaf : ChainRole::intermediate;
  }
}

}  // namespace

std::string_view role_name(ChainRole role) {
  switch (role) {
    case ChainRole::leaf:
      return "leaf";
    case ChainRole::intermediate:
      return "intermediate";
    case ChainRole::root:
      return "root";
  }
  return {};
}

Chain read_chain(FactList& out, const Tree& tree) {
  Chain chain;
  std::vector<Algorithm> algorithms;
  bool usage_given = false, server = false, client = false;
  for (const Field& field : tree.event().data) {
    const Step step = first_step(tree.below_root(field));
    if (step.name == "ExtendedKeyUsage" && field.name == "oid") {
      const std::string_view oid = trim(out.text_of(field.value));
      usage_given = true;
      server = server || oid == kServerAuth;
      client = client || oid == kClientAuth;
    } else if (step.name == "StrongSignPara" && field.name == "signHashList") {
      chain.sign_hash_list = trim(out.text_of(field.value));
    } else if (step.name == "CertificateChain" && step.index == 0) {
      if (step.rest == "TrustStatus/ErrorStatus/@value") chain.errors = capi_hex(field.value);
      const Step inner = first_step(step.rest);
      if (inner.name != "ChainElement" || inner.index >= kMaxElements) continue;
      if (inner.index >= chain.elements.size()) {
        chain.elements.resize(inner.index + 1);
        algorithms.resize(inner.index + 1);
      }
      read_element(out, chain.elements[inner.index], algorithms[inner.index], inner.rest, field.value);
    }
  }
  for (std::size_t i = 0; i < algorithms.size(); ++i) {
    chain.elements[i].hash = signature_hash(algorithms[i].hash_name, algorithms[i].oid);
  }
  chain.for_tls = purpose(usage_given, server, client, text_at(out, tree, "EventAuxInfo/@ProcessName"));
  assign_roles(chain);
  return chain;
}

}  // namespace doctor::facts
