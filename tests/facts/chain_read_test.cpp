#include "facts/chain_read.h"

#include <doctest/doctest.h>

#include "facts_of.h"
#include "tree_builder.h"

namespace doctor::facts {
namespace {

using test::chain_element;

/// "leaf+ intermediate+ root": roles, with + for what is sent.
std::string roles(const std::string& lines) {
  EventBatch batch;
  const Event& event = test::capi2(11, "CertGetCertificateChain", lines).add_to(batch);
  FactList out(event, batch, test::small_knowledge());
  std::string text;
  for (const ChainElement& e : read_chain(out, Tree(event)).elements) {
    if (!text.empty()) text += " ";
    text += role_name(e.role);
    if (e.sent) text += "+";
  }
  return text;
}

}  // namespace

TEST_CASE("everything but a self-signed root is sent") {
  const std::string leaf = chain_element(0, "SHA256", "fe01.contoso.local", "102"),
                    ca = chain_element(1, "SHA256", "CA", "102");
  CHECK(roles(leaf + ca + chain_element(2, "SHA1", "Root", "10C")) == "leaf+ intermediate+ root");
  CHECK(roles(leaf + chain_element(1, "SHA1", "Not a root", "102")) == "leaf+ intermediate+");
  CHECK(roles(leaf) == "leaf+");
}

TEST_CASE("a self-signed certificate alone is sent only where the chain is for TLS") {
  const std::string alone = chain_element(0, "MD5", "fe01.contoso.local", "10C");
  CHECK(roles(alone) == "root");
  CHECK(roles(alone + "ExtendedKeyUsage/Usage/@oid=1.3.6.1.5.5.7.3.1") == "leaf+");
  CHECK(roles(alone + "EventAuxInfo/@ProcessName=LSASS.exe") == "leaf+");
  CHECK(roles(alone + "ExtendedKeyUsage/Usage/@oid=1.3.6.1.5.5.7.3.3") == "root");
}

TEST_CASE("without InfoStatus the last of several is not held to be sent") {
  CHECK(roles("CertificateChain/ChainElement/Certificate/@subjectName=a\n"
              "CertificateChain/ChainElement[1]/Certificate/@subjectName=b") == "leaf+ root");
  CHECK(roles("CertificateChain/ChainElement/Certificate/@subjectName=a") == "leaf+");
}

TEST_CASE("other chains and elements beyond the limit are left alone") {
  CHECK(roles("CertificateChain[1]/ChainElement/Certificate/@subjectName=a") == "");
  CHECK(roles("CertificateChain/ChainElement[99999]/Certificate/@subjectName=a") == "");
}

}  // namespace doctor::facts
