#include "knowledge/code_names.h"

#include <doctest/doctest.h>

#include <string>

#include "knowledge/built_in.h"

using namespace doctor;

namespace {

std::string names(const std::vector<const CodeArticle*>& codes) {
  std::string out;
  for (const CodeArticle* c : codes) out += c->name + " ";
  return out;
}

const KnowledgeBase& kb() {
  return test::built_in_knowledge();
}

}  // namespace

TEST_CASE("codes are found by name in any case, trust flags also without their prefix") {
  CHECK(names(codes_named(kb(), "cert_e_untrustedroot")) == "CERT_E_UNTRUSTEDROOT ");
  CHECK(names(codes_named(kb(), "Handshake_Failure")) == "handshake_failure ");
  CHECK(names(codes_named(kb(), "CERT_TRUST_IS_PARTIAL_CHAIN")) == "CERT_TRUST_IS_PARTIAL_CHAIN ");
  CHECK(names(codes_named(kb(), "is_partial_chain")) == "CERT_TRUST_IS_PARTIAL_CHAIN ");
  CHECK(codes_named(kb(), "").empty());
  CHECK(codes_named(kb(), "no protocol version left").empty());
}

TEST_CASE("near names are found, far ones are not") {
  CHECK(names(codes_nearly_named(kb(), "CERT_E_UNTRUSTEDROT")) == "CERT_E_UNTRUSTEDROOT ");
  CHECK(names(alerts_nearly_named(kb(), "handshake_failur")) == "handshake_failure ");
  CHECK(codes_nearly_named(kb(), "Q_Q").empty());
}

TEST_CASE("trust flags are taken apart, and an unknown bit means that it is no trust status") {
  CHECK(names(trust_flags(kb(), CodeSpace::cert_trust, 0x1000040)) ==
        "CERT_TRUST_REVOCATION_STATUS_UNKNOWN CERT_TRUST_IS_OFFLINE_REVOCATION ");
  CHECK(trust_flags(kb(), CodeSpace::cert_trust, 0x10000040).empty());
  CHECK(trust_flags(kb(), CodeSpace::cert_trust, 0).empty());
  CHECK(trust_flags(kb(), CodeSpace::cert_trust, ~std::uint64_t{0}).empty());
}

TEST_CASE("something can be said of a status that nobody has described") {
  CHECK(describe_unknown_status(0x80070057) == "Win32 error 87; `net helpmsg 87` prints its text");
  CHECK(describe_unknown_status(0xC3E8302E) == "a code of Lync Server, source LS Server, number 12334");
  CHECK(describe_unknown_status(0xC3E93C30) == "a code of Lync Server, source LS Protocol Stack, number 15408");
  CHECK(describe_unknown_status(0x80090399).starts_with("an error of SSPI"));
  CHECK(describe_unknown_status(0x800B0199).starts_with("an error of trust"));
  CHECK(describe_unknown_status(0x12345678) == "nothing is known about this number");
}
