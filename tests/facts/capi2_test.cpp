#include "facts/capi2.h"

#include <doctest/doctest.h>

#include "facts_of.h"
#include "tree_builder.h"

namespace doctor {

using test::capi2;
using test::facts_of;

TEST_CASE("every operation has its name, process, task and result") {
  CHECK(facts_of(capi2(
            70, "CryptAcquireCertificatePrivateKey",
            "EventAuxInfo/@ProcessName=RTCSrv.exe\nCorrelationAuxInfo/@TaskId={AD28C3AB-7CFE-4CF0-A623-F6CAC805A73C}\n"
            "Result/@value=800B0109\nResult=localised")) ==
        "CapiOperation=private-key CapiProcess=RTCSrv.exe CapiTask={AD28C3AB-7CFE-4CF0-A623-F6CAC805A73C} "
        "StatusCode=0x800b0109 "
        "StatusName=CERT_E_UNTRUSTEDROOT CapiResult=failed KeyResult=failed");
}

TEST_CASE("a result of zero is ok, no result says nothing") {
  CHECK(test::fact(capi2(53, "CryptRetrieveObjectByUrlWire", "Result/@value=0"), "CapiResult") == "ok");
  CHECK(test::fact(capi2(53, "CryptRetrieveObjectByUrlWire", "URL=x"), "CapiResult") == "-");
}

TEST_CASE("the same number in another channel or with another element is another event") {
  CHECK(facts_of(capi2(11, "CertGetCertificateChain", "Result/@value=0").channel("Application")) == "");
  CHECK(facts_of(capi2(11, "Other", "Result/@value=0")) == "");
  CHECK(facts_of(test::EventBuilder("Microsoft-Windows-CAPI2", 11).unnamed("x")) == "");
  CHECK(facts_of(capi2(10, "CertGetCertificateChainStart", "EventAuxInfo/@ProcessName=lsass.exe")) == "");
}

}  // namespace doctor
