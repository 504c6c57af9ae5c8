#include "facts_of.h"

#include "data/store.h"
#include "facts/facts.h"

namespace doctor::test {

const KnowledgeBase& small_knowledge() {
  static const KnowledgeBase knowledge = [] {
    DataStore store = DataStore::empty();
    store.add(
        "knowledge/codes/tls-alert.yml",
        "space: tls_alert\nconfidence: verified\nsources: [x]\ncodes:\n"
        "  - {value: 20, name: bad_record_mac, meaning: m}\n  - {value: 40, name: handshake_failure, meaning: m}\n");
    store.add("knowledge/codes/status.yml",
              "space: status\nconfidence: verified\nsources: [x]\ncodes:\n"
              "  - {value: 0x80092013, name: CRYPT_E_REVOCATION_OFFLINE, meaning: m}\n"
              "  - {value: 0x800B0109, name: CERT_E_UNTRUSTEDROOT, meaning: m}\n"
              "  - {value: 0x80092012, name: CRYPT_E_NO_REVOCATION_CHECK, meaning: m}\n");
    store.add("knowledge/codes/cert-trust.yml",
              "space: cert_trust\nconfidence: verified\nsources: [x]\ncodes:\n"
              "  - {value: 0x4, name: CERT_TRUST_IS_REVOKED, meaning: m}\n"
              "  - {value: 0x20, name: CERT_TRUST_IS_UNTRUSTED_ROOT, meaning: m}\n"
              "  - {value: 0x40, name: CERT_TRUST_REVOCATION_STATUS_UNKNOWN, meaning: m}\n");
    Diagnostics problems;
    return KnowledgeBase::load(store, problems);
  }();
  return knowledge;
}

namespace {

std::vector<std::pair<std::string, std::string>> facts_list(const EventBuilder& builder,
                                                            const KnowledgeBase& knowledge) {
  EventBatch batch;
  Event& event = builder.add_to(batch);
  add_facts(event, batch, knowledge);
  std::vector<std::pair<std::string, std::string>> out;
  for (const Field& field : event.facts) out.emplace_back(field.name, field.value.to_text());
  return out;
}

}  // namespace

std::string facts_of(const EventBuilder& event, const KnowledgeBase& knowledge) {
  std::string out;
  for (const auto& [name, text] : facts_list(event, knowledge)) {
    if (!out.empty()) out += " ";
    out += name + "=" + text;
  }
  return out;
}

std::string fact(const EventBuilder& event, std::string_view name) {
  std::string out;
  bool found = false;
  for (const auto& [known, text] : facts_list(event, small_knowledge())) {
    if (known != name) continue;
    if (found) out += "|";
    out += text;
    found = true;
  }
  return found ? out : "-";
}

}  // namespace doctor::test
