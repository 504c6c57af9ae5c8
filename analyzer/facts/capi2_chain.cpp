#include "facts/capi2_chain.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "cert/certificate.h"
#include "facts/algorithms.h"
#include "facts/capi2_read.h"
#include "facts/chain_read.h"
#include "facts/numbers.h"

namespace doctor::facts {

namespace {

/// "CERT_TRUST_IS_PARTIAL_CHAIN" for each bit; a bit without a name is shown as a number, so that no error is never meant.
std::vector<std::string> error_names(const FactList& out, std::uint32_t status) {
  std::vector<std::string> names;
  for (unsigned bit = 0; bit < 32; ++bit) {
    const std::uint32_t mask = std::uint32_t{1} << bit;
    if ((status & mask) == 0) continue;
    const std::string_view known = out.knowledge().code_name(CodeSpace::cert_trust, mask);
    names.push_back(known.empty() ? hex_text(mask) : std::string(known));
  }
  return names;
}

std::string join(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) {
    if (!all.empty()) all += ",";
    all += part;
  }
  return all;
}

void add_elements(FactList& out, const Chain& chain) {
  for (const ChainElement& e : chain.elements) {
    if (!out.room_for(6)) return;
    out.text("ChainElementSubject", e.subject);
    out.text("ChainElementThumbprint", e.thumbprint);
    out.text("ChainElementHash", e.hash);
    out.text("ChainElementKey", trim(std::string(e.key) + " " + std::string(e.key_length)));
    out.word("ChainElementRole", role_name(e.role));
    out.text("ChainElementErrors", join(error_names(out, e.errors.value_or(0))));
  }
}

void add_hashes(FactList& out, const Chain& chain) {
  if (chain.elements.empty()) return;
  if (chain.elements.front().role == ChainRole::leaf) out.some_text("ChainLeafHash", chain.elements.front().hash);
  if (chain.elements.back().role == ChainRole::root) out.some_text("ChainRootHash", chain.elements.back().hash);
  std::vector<std::string_view> sent;
  for (const ChainElement& e : chain.elements) {
    if (!e.sent || e.hash.empty() || std::find(sent.begin(), sent.end(), e.hash) != sent.end()) continue;
    sent.push_back(e.hash);
    out.text("ChainSentHash", e.hash);
  }
}

void add_weak(FactList& out, const Chain& chain) {
  for (const ChainElement& e : chain.elements) {
    if (!is_broken_hash(e.hash) || !out.room_for(2)) continue;
    out.text("ChainWeakHash", e.hash);
    out.word("ChainWeakHashRole", role_name(e.role));
  }
}

void add_problems(FactList& out, const Chain& chain) {
  for (const ChainElement& e : chain.elements) {
    if (!e.sent || !is_problem_hash(e.hash)) continue;
    std::string line = std::string(e.hash) + " " + std::string(role_name(e.role));
    if (!e.subject.empty()) line.append(" ").append(e.subject);
    if (!e.thumbprint.empty()) line.append(", thumbprint ").append(e.thumbprint);
    out.text("ChainProblem", line);
  }
}

/// Is every sent element's "RSA/SHA256" in the list of what the caller accepts? Nothing is said where one cannot be told:
/// how RSASSA-PSS would be listed is not known.
void add_accepted(FactList& out, const Chain& chain) {
  if (chain.sign_hash_list.empty()) return;
  const auto accepted = split(chain.sign_hash_list, ';');
  bool any = false, all = true;
  for (const ChainElement& e : chain.elements) {
    if (!e.sent) continue;
    const bool nameable = e.hash.starts_with("MD") || e.hash.starts_with("SHA");
    if (!nameable || e.signer_key.empty()) return;
    const std::string pair = std::string(e.signer_key) + "/" + std::string(e.hash);
    any = true;
    all = all && std::any_of(accepted.begin(), accepted.end(),
                             [&](std::string_view entry) { return equals_ignore_case(trim(entry), pair); });
  }
  if (any) out.word("ChainHashAccepted", all ? "yes" : "no");
}

/// Where the chain ends. Nothing is said of an end whose InfoStatus is not there.
void add_end(FactList& out, const Chain& chain) {
  constexpr std::uint32_t kPartial = 0x10000;  // CERT_TRUST_IS_PARTIAL_CHAIN
  if (chain.elements.empty() || !chain.elements.back().info) return;
  const ChainElement& last = chain.elements.back();
  const std::uint32_t errors = chain.errors.value_or(0) | last.errors.value_or(0);
  out.word("ChainEnd", last.self_signed ? "self-signed"
                       : (errors & kPartial) != 0 ? "partial"
                                                  : "not-self-signed");
}

void add_smallest_key(FactList& out, const Chain& chain) {
  std::optional<std::uint32_t> smallest;
  for (const ChainElement& e : chain.elements) {
    if (!equals_ignore_case(e.key, "RSA")) continue;
    const auto bits = unsigned_of(Value::of_text(e.key_length));
    if (bits && (!smallest || *bits < *smallest)) smallest = bits;
  }
  if (smallest) out.number("ChainKeyBits", *smallest);
}

void add_revocation(FactList& out, const Chain& chain) {
  for (const ChainElement& e : chain.elements) {
    if (e.revocation) out.text("ChainRevocation", *e.revocation == 0 ? "ok" : out.status_name(*e.revocation));
  }
}

}  // namespace

void add_chain_facts(FactList& out, const Tree& tree) {
  const Chain chain = read_chain(out, tree);
  add_subject(out, tree);
  out.word("ChainForTls", chain.for_tls == ForTls::yes ? "yes" : chain.for_tls == ForTls::no ? "no" : "unknown");
  add_hashes(out, chain);
  add_accepted(out, chain);
  for (const std::string& name : error_names(out, chain.errors.value_or(0))) out.text("ChainErrors", name);
  add_end(out, chain);
  add_smallest_key(out, chain);
  add_problems(out, chain);
  add_weak(out, chain);
  add_elements(out, chain);
  add_revocation(out, chain);
}

}  // namespace doctor::facts
