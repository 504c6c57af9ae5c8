#include "facts/capi2_chain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "facts/facts.h"
#include "facts_of.h"
#include "tree_builder.h"

namespace doctor {

using test::capi2;
using test::chain_element;
using test::fact;
using test::facts_of;

namespace {

constexpr std::string_view kRoot = "CertGetCertificateChain";

}  // namespace

TEST_CASE("a whole chain, as Windows writes it") {
  const std::string event =
      "Certificate/@fileRef=AA00.cer\nCertificate/@subjectName=fe01.contoso.local\n"
      "ExtendedKeyUsage/Usage/@oid=1.3.6.1.5.5.7.3.1\nExtendedKeyUsage/Usage/@name=Serverauthentifizierung\n"
      "Flags/@value=48000001\nCertificateChain/TrustStatus/ErrorStatus/@value=40\n" +
      chain_element(0, "SHA1", "fe01.contoso.local", "101",
                    "TrustStatus/ErrorStatus/@value=40\nRevocationInfo/RevocationResult/@value=80092012\n"
                    "RevocationInfo/RevocationResult=text") +
      chain_element(1, "MD5", "Contoso Root CA", "109", "TrustStatus/ErrorStatus/@value=0") +
      "EventAuxInfo/@ProcessName=RTCSrv.exe\nResult/@value=0\n";
  CHECK(facts_of(capi2(11, kRoot, event)) ==
        "CapiOperation=build-chain CapiProcess=RTCSrv.exe StatusCode=0x0 CapiResult=ok ChainSubject=fe01.contoso.local "
        "ChainThumbprint=AA00 ChainSubjectScope=this-host ChainForTls=yes ChainLeafHash=SHA1 ChainRootHash=MD5 "
        "ChainSentHash=SHA1 ChainErrors=CERT_TRUST_REVOCATION_STATUS_UNKNOWN ChainEnd=self-signed ChainKeyBits=2048 "
        "ChainWeakHash=MD5 ChainWeakHashRole=root "
        "ChainElementSubject=fe01.contoso.local ChainElementThumbprint=AA00 ChainElementHash=SHA1 ChainElementKey=RSA "
        "2048 "
        "ChainElementRole=leaf ChainElementErrors=CERT_TRUST_REVOCATION_STATUS_UNKNOWN ChainElementSubject=Contoso "
        "Root CA "
        "ChainElementThumbprint=AA01 ChainElementHash=MD5 ChainElementKey=RSA 2048 ChainElementRole=root "
        "ChainElementErrors= "
        "ChainRevocation=CRYPT_E_NO_REVOCATION_CHECK");
}

TEST_CASE("typed values give the same facts as text") {
  test::EventBuilder event("Microsoft-Windows-CAPI2", 11);
  const std::string base = "CertGetCertificateChain/";
  event.field(base + "Certificate/@subjectName", "subjectName", "fe01.contoso.local");
  EventBatch batch;
  Event& added = event.add_to(batch);
  std::vector<Field> fields(added.data.begin(), added.data.end());
  fields.push_back({"value", "CertGetCertificateChain/CertificateChain/TrustStatus/ErrorStatus/@value",
                    Value::of_unsigned(0x40, true)});
  fields.push_back({"value", "CertGetCertificateChain/Result/@value", Value::of_unsigned(0x80092013, true)});
  added.data = fields;
  add_facts(added, batch, test::small_knowledge());
  CHECK(added.find("ChainErrors")->text == "CERT_TRUST_REVOCATION_STATUS_UNKNOWN");
  CHECK(added.find("StatusName")->text == "CRYPT_E_REVOCATION_OFFLINE");
}

TEST_CASE("errors are told by bits, one without a name is shown as a number") {
  const auto errors = [](std::string_view value) {
    return fact(capi2(11, kRoot, "CertificateChain/TrustStatus/ErrorStatus/@value=" + std::string(value)),
                "ChainErrors");
  };
  CHECK(errors("0") == "-");
  CHECK(errors("24") == "CERT_TRUST_IS_REVOKED|CERT_TRUST_IS_UNTRUSTED_ROOT");
  CHECK(errors("4000024") == "CERT_TRUST_IS_REVOKED|CERT_TRUST_IS_UNTRUSTED_ROOT|0x04000000");
  const auto both = capi2(11, kRoot, chain_element(0, "SHA1", "a", "101", "TrustStatus/ErrorStatus/@value=24"));
  CHECK(fact(both, "ChainElementErrors") == "CERT_TRUST_IS_REVOKED,CERT_TRUST_IS_UNTRUSTED_ROOT");
}

TEST_CASE("every sent element with a hash that makes trouble gets a line for people") {
  const auto event = capi2(11, kRoot,
                           chain_element(0, "MD5", "fe01.contoso.local", "101") +
                               chain_element(1, "SHA512", "CA", "102") + chain_element(2, "MD5", "Root", "10C"));
  CHECK(fact(event, "ChainProblem") ==
        "MD5 leaf fe01.contoso.local, thumbprint AA00|SHA512 intermediate CA, thumbprint AA01");
  CHECK(fact(event, "ChainWeakHash") == "MD5|MD5");
  CHECK(fact(event, "ChainWeakHashRole") == "leaf|root");
  CHECK(fact(event, "ChainSentHash") == "MD5|SHA512");
}

TEST_CASE("a self-signed MD5 root alone is no problem of a leaf") {
  const auto event = capi2(11, kRoot, chain_element(0, "MD5", "Root", "10C"));
  CHECK(fact(event, "ChainProblem") == "-");
  CHECK(fact(event, "ChainWeakHashRole") == "root");
  CHECK(fact(event, "ChainLeafHash") == "-");
  CHECK(fact(event, "ChainSentHash") == "-");
}

TEST_CASE("the list of accepted hashes is compared with what is sent") {
  const auto accepted = [](std::string_view hash, std::string_view list) {
    return fact(capi2(11, kRoot,
                      chain_element(0, hash, "a", "101") + chain_element(1, "MD5", "Root", "10C") +
                          "StrongSignPara/@signHashList=" + std::string(list)),
                "ChainHashAccepted");
  };
  CHECK(accepted("SHA256", "RSA/SHA256;RSA/SHA384;ECDSA/SHA256") == "yes");
  CHECK(accepted("MD5", "RSA/SHA256;RSA/SHA384") == "no");
  CHECK(accepted("SHA256", "ECDSA/SHA256") == "no");
  CHECK(accepted("SHA256", "") == "-");
  CHECK(accepted("", "RSA/SHA256") == "-");
}

TEST_CASE("the purpose of a chain") {
  const auto purpose = [](std::string_view lines) { return fact(capi2(11, kRoot, lines), "ChainForTls"); };
  CHECK(purpose("ExtendedKeyUsage/Usage/@oid=1.3.6.1.5.5.7.3.3\nExtendedKeyUsage/Usage[1]/@oid=1.3.6.1.5.5.7.3.1") ==
        "yes");
  CHECK(purpose("ExtendedKeyUsage/Usage/@oid=1.3.6.1.5.5.7.3.3") == "no");
  CHECK(purpose("ExtendedKeyUsage/Usage/@oid=1.3.6.1.5.5.7.3.2") == "unknown");
  CHECK(purpose("EventAuxInfo/@ProcessName=lsass.exe") == "yes");
  CHECK(purpose("Flags/@value=0") == "unknown");
}

TEST_CASE("a good revocation is ok, an unknown status is a number") {
  CHECK(fact(capi2(11, kRoot,
                   chain_element(0, "SHA1", "a", "101", "RevocationInfo/RevocationResult/@value=0") +
                       chain_element(1, "SHA1", "b", "102", "RevocationInfo/RevocationResult/@value=80091234") +
                       chain_element(2, "SHA1", "c", "10C")),
             "ChainRevocation") == "ok|0x80091234");
}

TEST_CASE("a hostile chain is cut, its groups stay whole") {
  std::string lines;
  for (std::size_t i = 0; i < 3000; ++i) lines += chain_element(i, "MD5", "x", "101");
  const auto event = capi2(11, kRoot, lines);
  const std::string all = facts_of(event);
  CHECK(std::count(all.begin(), all.end(), '=') <= 256);
  const std::string subjects = fact(event, "ChainElementSubject"), errors = fact(event, "ChainElementErrors");
  CHECK(std::count(subjects.begin(), subjects.end(), '|') == std::count(errors.begin(), errors.end(), '|'));
}

TEST_CASE("where a chain ends, and its smallest RSA key") {
  const auto end = [](std::string_view info, std::string_view errors) {
    return fact(capi2(11, kRoot,
                      "CertificateChain/TrustStatus/ErrorStatus/@value=" + std::string(errors) + "\n" +
                          chain_element(0, "SHA256", "leaf", "102") + chain_element(1, "SHA256", "last", info)),
                "ChainEnd");
  };
  CHECK(end("10C", "0") == "self-signed");
  CHECK(end("102", "10000") == "partial");
  CHECK(end("102", "20") == "not-self-signed");
  CHECK(fact(capi2(11, kRoot,
                   chain_element(0, "SHA256", "leaf", "102", "PublicKeyAlgorithm/@publicKeyLength=512") +
                       chain_element(1, "SHA256", "root", "10C")),
             "ChainKeyBits") != "-");
}

}  // namespace doctor
