#include "facts/lync.h"

#include <doctest/doctest.h>

#include "facts_of.h"

namespace doctor {

using test::EventBuilder;
using test::fact;
using test::facts_of;

TEST_CASE("the wait for placement gives group and counts, if the strings are these three") {
  CHECK(facts_of(EventBuilder("LS User Services", 32174)
                     .unnamed("{63BB8586-A9D8-5AF2-83FF-B5CE680594C0}")
                     .unnamed("1")
                     .unnamed("3")) ==
        "LyncRoutingGroup={63BB8586-A9D8-5AF2-83FF-B5CE680594C0} LyncGroupsWaiting=1 LyncGroupsTotal=3");
  CHECK(facts_of(EventBuilder("LS User Services", 32174).unnamed("1").unnamed("3")) == "");
  CHECK(facts_of(EventBuilder("LS User Services", 32174).unnamed("x").unnamed("1").unnamed("3")) == "");
}

TEST_CASE("invalid certificates name the peer, whether it is this server, and the code in decimal") {
  const auto event = [](std::string_view server) {
    return EventBuilder("LS MCU Infrastructure", 61029)
        .computer("FE01.contoso.local")
        .unnamed("30.0093507983333")
        .unnamed("RtcHost(6756)")
        .unnamed("1")
        .unnamed(server)
        .unnamed("10.0.0.5:60873")
        .unnamed("CN=fe01.contoso.local, OU=IT")
        .unnamed("2148204809");
  };
  CHECK(facts_of(event("fe01.contoso.local")) ==
        "StatusCode=0x800b0109 StatusName=CERT_E_UNTRUSTEDROOT LyncPeer=fe01.contoso.local LyncPeerIsSelf=yes "
        "LyncCertSubject=CN=fe01.contoso.local, OU=IT");
  CHECK(fact(event("fe02.contoso.local"), "LyncPeerIsSelf") == "no");
}

TEST_CASE("result codes of the product are codes, and status if nothing better is there") {
  CHECK(facts_of(EventBuilder("LS Server", 12330)
                     .unnamed("C:\\Program Files\\Skype\\RtcHost.exe")
                     .unnamed("0xC3E8302D(SIPPROXY_E_WORKER_PROCESS_SLOW_INITIALIZING)")) ==
        "StatusCode=0xc3e8302d LyncCode=0xC3E8302D LyncProcess=RtcHost.exe");
  CHECK(facts_of(EventBuilder("LS Server", 1).unnamed("0xC3E93C2F").unnamed("failed: 0x80092013.")) ==
        "StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE LyncCode=0xC3E93C2F");
}

TEST_CASE("status codes in strings are told from other numbers") {
  const auto code = [](std::string_view text) {
    return fact(EventBuilder("LS Server", 1).unnamed(text), "StatusCode");
  };
  CHECK(code("80070005!_HRX! (Access is denied. !_HRM)") == "0x80070005");
  CHECK(code("-2146885613") == "0x80092013");
  CHECK(code("error 0x80090325 (untrusted)") == "0x80090325");
  CHECK(code("80070005") == "-");
  CHECK(code("4294967295") == "-");
  CHECK(code("-1") == "-");
  CHECK(code("0x800903251") == "-");
  CHECK(code("0x00000005") == "-");
  CHECK(code("call 2148204809") == "-");
}

TEST_CASE("a refused HTTPS certificate has subject and issuer") {
  CHECK(facts_of(EventBuilder("LS User Services", 32042)
                     .unnamed("FE01.contoso.local")
                     .unnamed("Contoso-CA")
                     .data("Binary", "AABB")) == "LyncCertSubject=FE01.contoso.local LyncCertIssuer=Contoso-CA");
  CHECK(facts_of(EventBuilder("LS User Services", 32042).unnamed("FE01.contoso.local")) == "");
}

TEST_CASE("the serial number is the binary data as they are, typed and as text") {
  CHECK(fact(EventBuilder("LS Protocol Stack", 14397).data("Binary", "8714cfa7fb0252"), "CertSerial") == "5202fba7cf1487");
  CHECK(fact(EventBuilder("LS Protocol Stack", 14397).data("Binary", "8714cfa7fb0252"), "LyncCertSerial") ==
        "8714CFA7FB0252");
  CHECK(fact(EventBuilder("LS Protocol Stack", 14397).data("Binary", Value{Value::Type::bytes, false, 0, "\x01\x02"}),
             "LyncCertSerial") == "0102");
}

TEST_CASE("peers, URLs and hosts are told by their look") {
  CHECK(fact(EventBuilder("LS Protocol Stack", 14428)
                 .unnamed("5")
                 .unnamed("10")
                 .unnamed("0x80090325")
                 .unnamed("sip.fabrikam.com")
                 .unnamed("10.0.0.1"),
             "LyncPeer") == "sip.fabrikam.com");
  CHECK(fact(EventBuilder("LS Data MCU", 41024).unnamed("edge01.contoso.local").unnamed("8057"), "LyncPeer") ==
        "edge01.contoso.local");
  CHECK(fact(EventBuilder("LS File Transfer Agent Service", 1015)
                 .unnamed("Unable to match, host=edge.contoso.local, cluster=c, CN1=x"),
             "LyncPeer") == "edge.contoso.local");
  CHECK(fact(EventBuilder("LS UserPin Service", 47067)
                 .unnamed("pool01.contoso.local")
                 .unnamed("GetEncryptionKeyRequest")
                 .unnamed("https://pool01.contoso.local:444/LiveServer/UserPinService"),
             "LyncUrl") == "https://pool01.contoso.local:444/LiveServer/UserPinService");
  CHECK(
      fact(EventBuilder("LS User Services", 30998).unnamed("to https://fe01.contoso.local:444/LiveServer/Focus failed"),
           "LyncUrl") == "https://fe01.contoso.local:444/LiveServer/Focus");
  CHECK(fact(EventBuilder("LS MCU Infrastructure", 61045).unnamed("DATAMCU").unnamed("https://"), "LyncUrl") == "-");
}

}  // namespace doctor
