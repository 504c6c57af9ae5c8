#include "knowledge/knowledge_base.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "base/text.h"
#include "data/store.h"
#include "knowledge/built_in.h"

using namespace doctor;

namespace {

const KnowledgeBase& kb() {
  return test::built_in_knowledge();
}

std::string missing(std::string_view provider, const std::vector<std::uint32_t>& ids) {
  std::string out;
  for (const std::uint32_t id : ids) {
    if (kb().event(provider, id) == nullptr) out += std::string(provider) + "/" + std::to_string(id) + " ";
  }
  return out;
}

/// True if the label of a `related` list leads to something: an event, a diagnosis, a code.
bool resolves(const std::string& related) {
  const std::size_t slash = related.rfind('/');
  if (slash != std::string::npos) {
    const auto id = parse_integer(related.substr(slash + 1));
    return id && kb().event(related.substr(0, slash), static_cast<std::uint32_t>(*id)) != nullptr;
  }
  if (test::built_in_diagnoses().contains(related)) return true;
  const auto codes = kb().codes();
  return std::any_of(codes.begin(), codes.end(), [&](const CodeArticle& c) { return c.name == related; });
}

}  // namespace

TEST_CASE("the built-in documents are sound") {
  Diagnostics problems;
  const DataStore data = DataStore::built_in();
  KnowledgeBase::load(data, problems, ReadDocuments::now);
  for (const Diagnostic& d : problems.kept()) {
    MESSAGE(data.documents()[d.where.source].name << ":" << d.where.line << ": " << d.message << " " << d.help);
  }
  CHECK(problems.empty());
}

TEST_CASE("catalogue: every Schannel event of every Windows version has its article") {
  CHECK(missing("Schannel", {36864, 36865, 36866, 36867, 36868, 36869, 36870, 36871, 36872, 36873, 36874,
                             36875, 36876, 36877, 36878, 36879, 36880, 36881, 36882, 36883, 36884, 36885,
                             36886, 36887, 36888, 36889, 36896, 36897, 36898, 36899, 36912, 36928}) == "");
}

TEST_CASE("catalogue: CAPI2, certification authority, enrolment, services") {
  CHECK(missing("Microsoft-Windows-CAPI2", {10, 11, 30, 40, 41, 42, 50, 51, 52, 53, 70, 80, 81, 90, 513, 4097, 4107}) ==
        "");
  CHECK(missing("Microsoft-Windows-CertificationAuthority",
                {5,  7,  9,  10, 15, 16, 17, 19, 26, 27, 28, 38, 39, 42,  48,  49, 51,
                 53, 58, 64, 65, 66, 67, 68, 69, 70, 74, 75, 91, 95, 100, 105, 130}) == "");
  CHECK(missing("Microsoft-Windows-CertificateServicesClient-AutoEnrollment", {1, 6, 64}) == "");
  CHECK(missing("Microsoft-Windows-CertificateServicesClient-CertEnroll", {13}) == "");
  CHECK(missing("Microsoft-Windows-CertificateServicesClient-Lifecycle-System",
                {1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009, 1010}) == "");
  CHECK(missing("Service Control Manager", {7000, 7001, 7009, 7022, 7023, 7024, 7031, 7034, 7036, 7038}) == "");
}

TEST_CASE("catalogue: Lync Server") {
  CHECK(missing("LS Server", {12287, 12288, 12299, 12303, 12304, 12314, 12326, 12330}) == "");
  CHECK(missing("LS Protocol Stack", {14366, 14397, 14428, 14499, 14501, 14502, 14506, 14603, 14694}) == "");
  CHECK(missing("LS User Services", {30988, 30998, 32042, 32078, 32136, 32163, 32169, 32173, 32174, 32175, 32178, 32179,
                                     32189, 32263}) == "");
  CHECK(missing("LS User Replicator", {30006, 30061}) == "");
  CHECK(missing("LS MCU Infrastructure", {61029, 61045}) == "");
  CHECK(missing("LS Data MCU", {41024, 41025, 41026, 41027}) == "");
  CHECK(missing("LS UserPin Service", {47067}) == "");
  CHECK(missing("LS File Transfer Agent Service", {1015, 1017, 1034}) == "");
  CHECK(missing("LS Master Replicator Agent Service", {2020}) == "");
  CHECK(missing("LS Web Components Server", {4106}) == "");
  CHECK(missing("LS Storage Service", {32054}) == "");
  CHECK(missing("LS Backup Service", {4007, 4042, 4069}) == "");
  CHECK(missing("LS Centralized Logging Agent", {33022}) == "");
}

TEST_CASE("an event known by number only is uncertain and says so") {
  for (const std::uint32_t id : {32163u, 32173u, 32175u, 32178u, 32179u, 32189u}) {
    CAPTURE(id);
    const EventArticle* a = kb().event("LS User Services", id);
    REQUIRE(a != nullptr);
    CHECK(a->confidence == Confidence::uncertain);
    CHECK(a->meaning.find("No reliable text") != std::string::npos);
    CHECK(a->texts.empty());
  }
}

TEST_CASE("the alerts are those of the registry, with the status Schannel gives on receipt") {
  struct Row {
    std::uint64_t alert;
    std::string_view name;
    std::uint64_t status;  // 0: none
  };
  const Row rows[] = {{0, "close_notify", 0},
                      {10, "unexpected_message", 0x80090326},
                      {20, "bad_record_mac", 0x8009030F},
                      {21, "decryption_failed", 0x80090330},
                      {22, "record_overflow", 0x80090326},
                      {30, "decompression_failure", 0x8009030F},
                      {40, "handshake_failure", 0x80090326},
                      {41, "no_certificate", 0},
                      {42, "bad_certificate", 0x80090327},
                      {43, "unsupported_certificate", 0x80090327},
                      {44, "certificate_revoked", 0x80092010},
                      {45, "certificate_expired", 0x80090328},
                      {46, "certificate_unknown", 0x80090327},
                      {47, "illegal_parameter", 0x80090326},
                      {48, "unknown_ca", 0x80090325},
                      {49, "access_denied", 0x8009030C},
                      {50, "decode_error", 0x80090326},
                      {51, "decrypt_error", 0x80090330},
                      {52, "too_many_cids_requested", 0x80090326},
                      {60, "export_restriction", 0x80090326},
                      {70, "protocol_version", 0x80090302},
                      {71, "insufficient_security", 0x80090331},
                      {80, "internal_error", 0x80090304},
                      {86, "inappropriate_fallback", 0x80090326},
                      {90, "user_canceled", 0x80090333},
                      {100, "no_renegotiation", 0x80090326},
                      {109, "missing_extension", 0x80090326},
                      {110, "unsupported_extension", 0x80090326},
                      {111, "certificate_unobtainable", 0x80090326},
                      {112, "unrecognized_name", 0x80090326},
                      {113, "bad_certificate_status_response", 0x80090326},
                      {114, "bad_certificate_hash_value", 0x80090326},
                      {115, "unknown_psk_identity", 0x80090326},
                      {116, "certificate_required", 0x80090326},
                      {117, "general_error", 0x80090326},
                      {120, "no_application_protocol", 0x80090367},
                      {121, "ech_required", 0x80090326}};
  std::size_t alerts = 0;
  for (const CodeArticle& c : kb().codes()) alerts += c.space == CodeSpace::tls_alert ? 1 : 0;
  CHECK(alerts == std::size(rows));
  for (const Row& row : rows) {
    CAPTURE(row.alert);
    const CodeArticle* a = kb().code(CodeSpace::tls_alert, row.alert);
    REQUIRE(a != nullptr);
    CHECK(a->name == row.name);
    CHECK(a->status.value_or(0) == row.status);
    CHECK_FALSE(a->sent.empty());
    CHECK_FALSE(a->received.empty());
  }
  for (const std::uint64_t unassigned : {1u, 19u, 23u, 39u, 53u, 61u, 72u, 85u, 101u, 118u, 119u, 122u, 255u}) {
    CHECK(kb().code(CodeSpace::tls_alert, unassigned) == nullptr);
  }
}

TEST_CASE("states say how well they are known") {
  struct Row {
    std::uint64_t state;
    std::uint32_t alert;  // 0: none
    std::uint32_t event;
    Confidence confidence;
  };
  const Row rows[] = {{1205, 40, 36888, Confidence::verified},  {1204, 40, 36888, Confidence::derived},
                      {252, 40, 36888, Confidence::derived},    {1203, 10, 36888, Confidence::derived},
                      {10, 10, 36888, Confidence::uncertain},   {105, 70, 36888, Confidence::derived},
                      {960, 20, 36888, Confidence::uncertain},  {1207, 40, 36888, Confidence::uncertain},
                      {107, 40, 36888, Confidence::uncertain},  {107, 70, 36888, Confidence::uncertain},
                      {808, 40, 36888, Confidence::uncertain},  {813, 40, 36888, Confidence::uncertain},
                      {252, 43, 36888, Confidence::uncertain},  {252, 46, 36888, Confidence::uncertain},
                      {552, 48, 36888, Confidence::uncertain},  {301, 80, 36888, Confidence::uncertain},
                      {3221, 51, 36888, Confidence::uncertain}, {10001, 0, 36870, Confidence::verified},
                      {10003, 0, 36870, Confidence::uncertain}, {10013, 0, 36871, Confidence::verified},
                      {10010, 0, 36871, Confidence::uncertain}, {10011, 0, 36871, Confidence::uncertain},
                      {10003, 0, 36871, Confidence::uncertain}, {10015, 0, 36871, Confidence::uncertain}};
  for (const Row& row : rows) {
    CAPTURE(row.state);
    CAPTURE(row.alert);
    const auto alert = row.alert == 0 ? std::nullopt : std::optional(row.alert);
    const CodeArticle* a = kb().state(row.state, alert, row.event);
    REQUIRE(a != nullptr);
    CHECK(a->alert == alert);
    CHECK(a->confidence == row.confidence);
    if (row.confidence == Confidence::uncertain) CHECK(a->meaning.starts_with("Undocumented state"));
  }
}

TEST_CASE("a state counts in its own company only") {
  CHECK(kb().state(1205, 40, 36888) != nullptr);
  CHECK(kb().state(1205, 42, 36888) == nullptr);
  CHECK(kb().state(1205, std::nullopt, 36888) == nullptr);
  CHECK(kb().state(10013, std::nullopt, 36870) == nullptr);
  CHECK(kb().state(10013, 40, 36871) != nullptr);
  CHECK(kb().codes(CodeSpace::schannel_state, 252).size() == 3);
  CHECK(kb().codes(CodeSpace::schannel_state, 4711).empty());
}

TEST_CASE("status codes have the names of winerror.h") {
  struct Row {
    std::uint64_t value;
    std::string_view name;
  };
  const Row rows[] = {{0x00090312, "SEC_I_CONTINUE_NEEDED"},
                      {0x00090317, "SEC_I_CONTEXT_EXPIRED"},
                      {0x00090320, "SEC_I_INCOMPLETE_CREDENTIALS"},
                      {0x00090321, "SEC_I_RENEGOTIATE"},
                      {0x80090300, "SEC_E_INSUFFICIENT_MEMORY"},
                      {0x80090302, "SEC_E_UNSUPPORTED_FUNCTION"},
                      {0x80090304, "SEC_E_INTERNAL_ERROR"},
                      {0x80090308, "SEC_E_INVALID_TOKEN"},
                      {0x8009030C, "SEC_E_LOGON_DENIED"},
                      {0x8009030D, "SEC_E_UNKNOWN_CREDENTIALS"},
                      {0x8009030E, "SEC_E_NO_CREDENTIALS"},
                      {0x8009030F, "SEC_E_MESSAGE_ALTERED"},
                      {0x80090317, "SEC_E_CONTEXT_EXPIRED"},
                      {0x80090318, "SEC_E_INCOMPLETE_MESSAGE"},
                      {0x80090321, "SEC_E_BUFFER_TOO_SMALL"},
                      {0x80090322, "SEC_E_WRONG_PRINCIPAL"},
                      {0x80090325, "SEC_E_UNTRUSTED_ROOT"},
                      {0x80090326, "SEC_E_ILLEGAL_MESSAGE"},
                      {0x80090327, "SEC_E_CERT_UNKNOWN"},
                      {0x80090328, "SEC_E_CERT_EXPIRED"},
                      {0x80090330, "SEC_E_DECRYPT_FAILURE"},
                      {0x80090331, "SEC_E_ALGORITHM_MISMATCH"},
                      {0x80090346, "SEC_E_BAD_BINDINGS"},
                      {0x80090349, "SEC_E_CERT_WRONG_USAGE"},
                      {0x80090358, "SEC_E_REVOCATION_OFFLINE_KDC"},
                      {0x8009035D, "SEC_E_INVALID_PARAMETER"},
                      {0x80090367, "SEC_E_APPLICATION_PROTOCOL_MISMATCH"},
                      {0x80090008, "NTE_BAD_ALGID"},
                      {0x8009000B, "NTE_BAD_KEY_STATE"},
                      {0x80090010, "NTE_PERM"},
                      {0x80090011, "NTE_NOT_FOUND"},
                      {0x80090014, "NTE_BAD_PROV_TYPE"},
                      {0x80090016, "NTE_BAD_KEYSET"},
                      {0x80090022, "NTE_SILENT_CONTEXT"},
                      {0x80090029, "NTE_NOT_SUPPORTED"},
                      {0x80090030, "NTE_DEVICE_NOT_READY"},
                      {0x80092004, "CRYPT_E_NOT_FOUND"},
                      {0x8009200B, "CRYPT_E_NO_KEY_PROPERTY"},
                      {0x80092010, "CRYPT_E_REVOKED"},
                      {0x80092011, "CRYPT_E_NO_REVOCATION_DLL"},
                      {0x80092012, "CRYPT_E_NO_REVOCATION_CHECK"},
                      {0x80092013, "CRYPT_E_REVOCATION_OFFLINE"},
                      {0x80092014, "CRYPT_E_NOT_IN_REVOCATION_DATABASE"},
                      {0x80092026, "CRYPT_E_SECURITY_SETTINGS"},
                      {0x8009310B, "CRYPT_E_ASN1_BADTAG"},
                      {0x80096004, "TRUST_E_CERT_SIGNATURE"},
                      {0x80096019, "TRUST_E_BASIC_CONSTRAINTS"},
                      {0x800B0101, "CERT_E_EXPIRED"},
                      {0x800B0103, "CERT_E_ROLE"},
                      {0x800B0109, "CERT_E_UNTRUSTEDROOT"},
                      {0x800B010A, "CERT_E_CHAINING"},
                      {0x800B010C, "CERT_E_REVOKED"},
                      {0x800B010E, "CERT_E_REVOCATION_FAILURE"},
                      {0x800B010F, "CERT_E_CN_NO_MATCH"},
                      {0x800B0110, "CERT_E_WRONG_USAGE"},
                      {0x800B0111, "TRUST_E_EXPLICIT_DISTRUST"},
                      {0x800B0112, "CERT_E_UNTRUSTEDCA"},
                      {0x800B0114, "CERT_E_INVALID_NAME"},
                      {0x80070005, "E_ACCESSDENIED"},
                      {0xC3E8302D, "SIPPROXY_E_WORKER_PROCESS_SLOW_INITIALIZING"},
                      {0xC3E93C2F, "SIPPROXY_E_UNKNOWN_USER_OR_EPID"}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(kb().code_name(CodeSpace::status, row.value) == row.name);
  }
}

TEST_CASE("all codes of the tables of SSPI, key providers and chains are there") {
  const std::uint64_t values[] = {
      0x00090312, 0x00090313, 0x00090314, 0x00090317, 0x80090317, 0x00090320, 0x80090320, 0x00090321, 0x00090323,
      0x0009035C, 0x00090360, 0x00090364, 0x80090300, 0x80090301, 0x80090302, 0x80090303, 0x80090304, 0x80090305,
      0x80090306, 0x80090307, 0x80090308, 0x80090309, 0x8009030C, 0x8009030D, 0x8009030E, 0x8009030F, 0x80090310,
      0x80090311, 0x80090316, 0x80090318, 0x80090321, 0x80090322, 0x80090324, 0x80090325, 0x80090326, 0x80090327,
      0x80090328, 0x80090329, 0x80090330, 0x80090331, 0x80090332, 0x80090333, 0x80090336, 0x80090337, 0x8009033A,
      0x80090345, 0x80090346, 0x80090347, 0x80090349, 0x80090350, 0x80090352, 0x80090353, 0x80090354, 0x80090355,
      0x80090358, 0x80090359, 0x8009035A, 0x8009035B, 0x8009035D, 0x8009035E, 0x8009035F, 0x80090361, 0x80090363,
      0x80090365, 0x80090367, 0x00090368, 0x8009036A, 0x8009036B, 0x80090003, 0x80090006, 0x80090008, 0x8009000B,
      0x8009000D, 0x8009000F, 0x80090010, 0x80090011, 0x80090014, 0x80090016, 0x80090017, 0x80090019, 0x8009001D,
      0x80090020, 0x80090022, 0x80090024, 0x80090027, 0x80090028, 0x80090029, 0x8009002C, 0x8009002E, 0x80090030,
      0x80090032, 0x80091001, 0x80091002, 0x80091005, 0x80091007, 0x80092002, 0x80092003, 0x80092004, 0x80092005,
      0x80092007, 0x80092009, 0x8009200B, 0x8009200C, 0x80092010, 0x80092011, 0x80092012, 0x80092013, 0x80092014,
      0x80092026, 0x80093102, 0x8009310B, 0x80096001, 0x80096004, 0x80096005, 0x80096010, 0x80096019, 0x800B0001,
      0x800B0002, 0x800B0003, 0x800B0004, 0x800B0100, 0x800B010B, 0x800B0101, 0x800B0102, 0x800B0103, 0x800B0104,
      0x800B0105, 0x800B0106, 0x800B0110, 0x800B0107, 0x800B0108, 0x800B0109, 0x800B010A, 0x800B010C, 0x800B010E,
      0x800B010D, 0x800B0112, 0x800B010F, 0x800B0111, 0x800B0113, 0x800B0114};
  for (const std::uint64_t value : values) {
    CAPTURE(value);
    CHECK(kb().code(CodeSpace::status, value) != nullptr);
  }
}

TEST_CASE("trust flags are one bit each, with the usual result") {
  struct Row {
    std::uint64_t flag;
    std::string_view name;
    std::uint64_t status;
  };
  const Row rows[] = {{0x1, "CERT_TRUST_IS_NOT_TIME_VALID", 0x800B0101},
                      {0x2, "CERT_TRUST_IS_NOT_TIME_NESTED", 0x800B0102},
                      {0x4, "CERT_TRUST_IS_REVOKED", 0x80092010},
                      {0x8, "CERT_TRUST_IS_NOT_SIGNATURE_VALID", 0x80096004},
                      {0x10, "CERT_TRUST_IS_NOT_VALID_FOR_USAGE", 0x800B0110},
                      {0x20, "CERT_TRUST_IS_UNTRUSTED_ROOT", 0x800B0109},
                      {0x40, "CERT_TRUST_REVOCATION_STATUS_UNKNOWN", 0x80092012},
                      {0x80, "CERT_TRUST_IS_CYCLIC", 0x800B010A},
                      {0x100, "CERT_TRUST_INVALID_EXTENSION", 0},
                      {0x200, "CERT_TRUST_INVALID_POLICY_CONSTRAINTS", 0x800B0113},
                      {0x400, "CERT_TRUST_INVALID_BASIC_CONSTRAINTS", 0x80096019},
                      {0x800, "CERT_TRUST_INVALID_NAME_CONSTRAINTS", 0x800B0114},
                      {0x1000, "CERT_TRUST_HAS_NOT_SUPPORTED_NAME_CONSTRAINT", 0x800B0114},
                      {0x2000, "CERT_TRUST_HAS_NOT_DEFINED_NAME_CONSTRAINT", 0x800B0114},
                      {0x4000, "CERT_TRUST_HAS_NOT_PERMITTED_NAME_CONSTRAINT", 0x800B0114},
                      {0x8000, "CERT_TRUST_HAS_EXCLUDED_NAME_CONSTRAINT", 0x800B0114},
                      {0x10000, "CERT_TRUST_IS_PARTIAL_CHAIN", 0x800B010A},
                      {0x20000, "CERT_TRUST_CTL_IS_NOT_TIME_VALID", 0},
                      {0x40000, "CERT_TRUST_CTL_IS_NOT_SIGNATURE_VALID", 0},
                      {0x80000, "CERT_TRUST_CTL_IS_NOT_VALID_FOR_USAGE", 0},
                      {0x100000, "CERT_TRUST_HAS_WEAK_SIGNATURE", 0x80094016},
                      {0x200000, "CERT_TRUST_HAS_WEAK_HYGIENE", 0},
                      {0x1000000, "CERT_TRUST_IS_OFFLINE_REVOCATION", 0x80092013},
                      {0x2000000, "CERT_TRUST_NO_ISSUANCE_CHAIN_POLICY", 0x800B0113},
                      {0x4000000, "CERT_TRUST_IS_EXPLICIT_DISTRUST", 0x800B0111},
                      {0x8000000, "CERT_TRUST_HAS_NOT_SUPPORTED_CRITICAL_EXT", 0x800B0105}};
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const CodeArticle* a = kb().code(CodeSpace::cert_trust, row.flag);
    REQUIRE(a != nullptr);
    CHECK(a->name == row.name);
    CHECK(a->status.value_or(0) == row.status);
    if (row.status != 0) CHECK_FALSE(kb().code_name(CodeSpace::status, row.status).empty());
  }
}

TEST_CASE("every article is complete, and whatever it refers to exists") {
  for (const EventArticle& e : kb().events()) {
    CAPTURE(e.provider);
    CAPTURE(e.event_id);
    CHECK_FALSE(e.title.empty());
    CHECK_FALSE(e.title.ends_with('.'));
    CHECK(e.meaning.ends_with('.'));
    CHECK_FALSE(e.channel.empty());
    CHECK_FALSE(e.sources.empty());
    for (const std::string& r : e.related) CHECK_MESSAGE(resolves(r), r);
    for (const std::string& t : e.texts) {
      CHECK(std::count(t.begin(), t.end(), '{') == std::count(t.begin(), t.end(), '}'));
    }
  }
  for (const CodeArticle& c : kb().codes()) {
    CAPTURE(c.name);
    CAPTURE(c.value);
    CHECK(c.meaning.ends_with('.'));
    CHECK_FALSE(c.sources.empty());
    for (const std::string& r : c.related) CHECK_MESSAGE(resolves(r), r);
    if (c.space != CodeSpace::schannel_state) CHECK(c.name.find(' ') == std::string::npos);
  }
}

TEST_CASE("provider names ignore case, ids and numbers do not guess") {
  CHECK(kb().event("sCHANNEL", 36888) != nullptr);
  CHECK(kb().event("Schannel", 36888)->provider == "Schannel");
  CHECK(kb().event("Schannel", 36863) == nullptr);
  CHECK(kb().event("Schannel2", 36888) == nullptr);
  CHECK(kb().event("", 36888) == nullptr);
  CHECK(kb().code(CodeSpace::status, 40) == nullptr);
  CHECK(kb().code_name(CodeSpace::status, 0xFFFFFFFF).empty());
  CHECK(kb().code_name(CodeSpace::tls_alert, 40) == "handshake_failure");
}

TEST_CASE("an empty knowledge base knows nothing and does not crash") {
  const KnowledgeBase nothing;
  CHECK(nothing.events().empty());
  CHECK(nothing.codes().empty());
  CHECK(nothing.providers().empty());
  CHECK(nothing.event("Schannel", 36888) == nullptr);
  CHECK(nothing.code(CodeSpace::status, 0) == nullptr);
  CHECK(nothing.state(1205, 40, 36888) == nullptr);
}

TEST_CASE("documents of the user are read at once, replace built-in articles and say so") {
  DataStore data = DataStore::built_in();
  data.add("mine.yml",
           "provider: Schannel\nchannel: System\nevents:\n  - {id: 36888, title: Ours, meaning: Ask Bob.}\n");
  data.add("codes.yml", "space: status\ncodes:\n  - {value: 0x80092013, nam: X, meaning: m.}\n");
  Diagnostics problems;
  const KnowledgeBase base = KnowledgeBase::load(data, problems);
  CHECK(problems.count("knowledge-replaced") == 1);
  CHECK(problems.count("yaml-unknown-key") == 1);
  CHECK(base.event("Schannel", 36888)->title == "Ours");
  CHECK(base.event("Schannel", 36887)->title != "Ours");
  CHECK(base.code_name(CodeSpace::status, 0x80092013) == "CRYPT_E_REVOCATION_OFFLINE");
}

TEST_CASE("built-in documents are parsed once, whoever asks first") {
  Diagnostics problems;
  const KnowledgeBase base = KnowledgeBase::load(DataStore::built_in(), problems);
  CHECK(problems.empty());
  const KnowledgeBase copy = base;
  std::array<const EventArticle*, 4> seen{};
  {
    std::vector<std::thread> threads;
    for (auto& s : seen) threads.emplace_back([&s, &copy] { s = copy.event("Schannel", 36888); });
    for (std::thread& t : threads) t.join();
  }
  for (const EventArticle* s : seen) CHECK(s == base.event("Schannel", 36888));
}

TEST_CASE("names of confidences and spaces are those of the documents") {
  CHECK(confidence_name(Confidence::verified) == "verified");
  CHECK(confidence_name(Confidence::derived) == "derived");
  CHECK(confidence_name(Confidence::remembered) == "remembered");
  CHECK(confidence_name(Confidence::uncertain) == "uncertain");
  CHECK(code_space_name(CodeSpace::status) == "status");
  CHECK(code_space_name(CodeSpace::tls_alert) == "tls_alert");
  CHECK(code_space_name(CodeSpace::schannel_state) == "schannel_state");
  CHECK(code_space_name(CodeSpace::cert_trust) == "cert_trust");
}
