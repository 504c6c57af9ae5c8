#include "facts/capi2_operations.h"

#include <string>

#include "facts/capi2_read.h"

namespace doctor::facts {

namespace {

/// "ok" or "failed" by the operation's Result; the Level of these events says something else (a proxy was not found, say).
void add_result(FactList& out, const Tree& tree, std::string_view fact) {
  if (const auto result = hex_at(tree, "Result/@value")) out.word(fact, *result == 0 ? "ok" : "failed");
}

/// A CRL or an OCSP response: whichever element carries the URL.
void add_revocation_source(FactList& out, const Tree& tree) {
  for (const std::string_view element : {"CertificateRevocationList", "OCSPResponse"}) {
    const std::string path(element);
    const std::string_view url = text_at(out, tree, path + "/@url");
    const std::string_view issuer = text_at(out, tree, path + "/@issuerName");
    if (url.empty() && issuer.empty()) continue;
    out.some_text("RevocationUrl", url);
    out.some_text("RevocationLocation", text_at(out, tree, path + "/@location"));
    out.some_text("CrlIssuer", issuer);
    return;
  }
}

}  // namespace

void add_policy_facts(FactList& out, const Tree& tree) {
  const std::string_view type = text_at(out, tree, "Policy/@type");
  out.some_text("PolicyType", type.empty() ? text_at(out, tree, "Policy/@oid") : type);
  out.some_text("PolicyServerName", text_at(out, tree, "SSLAdditionalPolicyInfo/@serverName"));
  add_subject(out, tree);
  if (type == "CERT_CHAIN_POLICY_SSL") out.word("ChainForTls", "yes");
}

void add_revocation_facts(FactList& out, const Tree& tree) {
  out.some_text("RevocationSubject", text_at(out, tree, "Certificate/@subjectName"));
  add_revocation_source(out, tree);
  if (const auto error = hex_at(tree, "RevocationStatus/@error")) out.number("RevocationError", *error, true);
}

void add_rejection_facts(FactList& out, const Tree& tree) {
  out.some_text("RevocationSubject", text_at(out, tree, "SubjectCertificate/@subjectName"));
  add_revocation_source(out, tree);
  out.some_text("RevocationAction", text_at(out, tree, "Action/@name"));
}

void add_retrieval_facts(FactList& out, const Tree& tree) {
  out.some_text("RetrievalUrl", text_at(out, tree, "URL"));
  out.some_text("RetrievalObject", text_at(out, tree, "Object/@type"));
  add_result(out, tree, "RetrievalResult");
}

void add_cache_facts(FactList& out, const Tree& tree) {
  add_retrieval_facts(out, tree);
  if (text_at(out, tree, "URLCachePrefetchInfo/@objectType") != "CRYPTNET_URL_CACHE_PRE_FETCH_CRL") return;
  const std::string_view next = text_at(out, tree, "URLCachePrefetchInfo/@nextUpdateTime");
  out.some_text("CrlNextUpdate", next);
  add_days_left(out, "CrlDaysLeft", next);
  add_long_days_left(out, text_at(out, tree, "URLCachePrefetchInfo/@thisUpdateTime"), next);
}

void add_private_key_facts(FactList& out, const Tree& tree) {
  out.some_text("KeySubject", text_at(out, tree, "Certificate/@subjectName"));
  out.some_text("KeyThumbprint", thumbprint(text_at(out, tree, "Certificate/@fileRef")));
  add_result(out, tree, "KeyResult");
}

}  // namespace doctor::facts
