#include "facts/tls.h"

#include <doctest/doctest.h>

#include "facts_of.h"

namespace doctor {

using test::EventBuilder;
using test::fact;
using test::facts_of;

TEST_CASE("an alert that was sent, typed and as text") {
  const std::string expected = "TlsAlert=40 TlsAlertName=handshake_failure TlsAlertDirection=sent TlsState=1205";
  CHECK(facts_of(EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("ErrorState", "1205")) == expected);
  CHECK(facts_of(EventBuilder("Schannel", 36888)
                     .data("AlertDesc", Value::of_unsigned(40))
                     .data("ErrorState", Value::of_unsigned(1205))) == expected);
}

TEST_CASE("an alert that was received has no state") {
  CHECK(facts_of(EventBuilder("Schannel", 36887).data("AlertDesc", "20")) ==
        "TlsAlert=20 TlsAlertName=bad_record_mac TlsAlertDirection=received");
}

TEST_CASE("an alert without a name is unassigned, unless nothing is known at all") {
  CHECK(fact(EventBuilder("Schannel", 36887).data("AlertDesc", "222"), "TlsAlertName") == "unassigned");
  CHECK(facts_of(EventBuilder("Schannel", 36887).data("AlertDesc", "20"), KnowledgeBase()) ==
        "TlsAlert=20 TlsAlertDirection=received");
  CHECK(facts_of(EventBuilder("Schannel", 36887).data("AlertDesc", "x")) == "");
  CHECK(facts_of(EventBuilder("Schannel", 36887).data("AlertDesc", "256")) == "");
}

TEST_CASE("the private key event names its state ErrorStatus") {
  CHECK(facts_of(EventBuilder("Schannel", 36870)
                     .data("Type", "server")
                     .data("ErrorCode", "0x8009030d")
                     .data("ErrorStatus", "10001")) == "TlsState=10001 TlsRole=server StatusCode=0x8009030d");
}

TEST_CASE("the caller comes first on Server 2022 and changes nothing else") {
  CHECK(facts_of(EventBuilder("Schannel", 36871)
                     .data("CallerProcessId", "16548")
                     .data("CallerProcessImageName", "RTCSrv")
                     .data("Type", "client")
                     .data("ErrorState", "10013")) ==
        "TlsState=10013 TlsRole=client TlsCaller=RTCSrv TlsCallerPid=16548");
}

TEST_CASE("the older shape in UserData gives the same facts") {
  EventBuilder event("Schannel", 36880);
  for (const auto& [name, text] :
       {std::pair{"Type", "server"}, std::pair{"Protocol", "TLS 1.2"}, std::pair{"CipherSuite", "0xc030"},
        std::pair{"ExchangeStrength", "384"}, std::pair{"TargetName", ""}}) {
    event.field("EventXML/" + std::string(name), name, text);
  }
  CHECK(facts_of(event) == "TlsProtocol=TLS 1.2 TlsRole=server TlsCipherSuite=0xc030");
}

TEST_CASE("the role is told by Type loosely, else by the id") {
  CHECK(fact(EventBuilder("Schannel", 36871).data("Type", "Serveur"), "TlsRole") == "server");
  CHECK(fact(EventBuilder("Schannel", 36871).data("Type", "Client"), "TlsRole") == "client");
  CHECK(fact(EventBuilder("Schannel", 36871).data("Type", "?"), "TlsRole") == "-");
  CHECK(fact(EventBuilder("Schannel", 36874).data("Protocol", "TLS 1.2"), "TlsRole") == "server");
  CHECK(fact(EventBuilder("Schannel", 36885), "TlsRole") == "server");
  CHECK(fact(EventBuilder("Schannel", 36884).data("Name", "sip.contoso.com"), "TlsRole") == "client");
}

TEST_CASE("the target is TargetName or Name, if not empty") {
  CHECK(fact(EventBuilder("Schannel", 36884).data("Name", "sip.contoso.com"), "TlsTarget") == "sip.contoso.com");
  CHECK(fact(EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("TargetName", "fe01.contoso.local"),
             "TlsTarget") == "fe01.contoso.local");
  CHECK(fact(EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("TargetName", ""), "TlsTarget") == "-");
}

TEST_CASE("status codes are read in every spelling") {
  for (const char* text : {"0x80092013", "2148081683", "-2146885613"}) {
    CHECK(facts_of(EventBuilder("Schannel", 36876).data("ErrorCode", text)) ==
          "TlsRole=client StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE");
  }
  CHECK(fact(EventBuilder("Schannel", 36865).data("ModuleName", "rsaenh.dll").data("Error", "0x80090016"),
             "StatusCode") == "0x80090016");
}

}  // namespace doctor
