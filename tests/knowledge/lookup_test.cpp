#include "knowledge/lookup.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "knowledge/built_in.h"

using namespace doctor;

namespace {

std::string line_of(const Hit& h) {
  std::string out(hit_kind_name(h.kind));
  out += ' ';
  if (h.event != nullptr) {
    out += h.event->provider + "/" + std::to_string(h.event->event_id);
  } else if (h.kind == HitKind::alert || h.kind == HitKind::state || h.code == nullptr) {
    out += std::to_string(h.value);
  } else {
    out += h.code->name;
  }
  if (h.kind == HitKind::state && h.code != nullptr && h.code->alert) out += " with " + std::to_string(*h.code->alert);
  if (h.direction == Direction::sent) out += " sent";
  if (h.direction == Direction::received) out += " received";
  for (const auto& [name, value] : h.inserts) out += " " + name + "=" + value;
  if (h.code == nullptr && h.event == nullptr) out += " (" + h.note + ")";
  if (h.fit != HitFit::exact) out += " [" + std::string(hit_fit_name(h.fit)) + "]";
  return out;
}

/// All hits, one a line.
std::string answer(std::string_view query) {
  std::string out;
  for (const Hit& h : look_up(test::built_in_knowledge(), query)) out += line_of(h) + "\n";
  return out;
}

std::string first(std::string_view query) {
  const std::string all = answer(query);
  return all.substr(0, all.find('\n'));
}

}  // namespace

TEST_CASE("an event id alone lists every provider that has it") {
  CHECK(answer("36888") == "event Schannel/36888\n");
  CHECK(answer("64") ==
        "event Microsoft-Windows-CertificateServicesClient-AutoEnrollment/64\n"
        "event Microsoft-Windows-CertificationAuthority/64\n");
  CHECK(answer("100") == "alert 100\nevent Microsoft-Windows-CertificationAuthority/100\n");
  CHECK(answer("event 100") == "event Microsoft-Windows-CertificationAuthority/100\n");
  CHECK(answer("61029") == "event LS MCU Infrastructure/61029\n");
}

TEST_CASE("provider and id name one event, by any name of the provider") {
  CHECK(answer("Schannel/36888") == "event Schannel/36888\n");
  CHECK(answer("schannel 36888") == "event Schannel/36888\n");
  CHECK(answer("\"LS User Services/32174\"") == "event LS User Services/32174\n");
  CHECK(answer("ls user services/32174") == "event LS User Services/32174\n");
  CHECK(answer("CAPI2/42") == "event Microsoft-Windows-CAPI2/42\n");
  CHECK(answer("SCM/7024") == "event Service Control Manager/7024\n");
  CHECK(answer("CertSvc 100") == "event Microsoft-Windows-CertificationAuthority/100\n");
}

TEST_CASE("a provider with a slip of the pen, or the wrong one, is told from an exact hit") {
  CHECK(answer("Schannl/36888") == "event Schannel/36888 [near]\n");
  CHECK(answer("Nobody At All/36888") == "event Schannel/36888 [near]\n");
  CHECK(answer("LS Server/32174") == "event LS User Services/32174 [near]\n");
  CHECK(answer("Schannel/99999") == "");
}

TEST_CASE("event, alert and state together are read as one") {
  const std::string pair = "alert 40 sent\nstate 1205 with 40\n";
  CHECK(answer("36888 alert=40 state=1205") == "event Schannel/36888 AlertDesc=40 ErrorState=1205\n" + pair);
  CHECK(answer("36888 40 1205") == "event Schannel/36888 AlertDesc=40 ErrorState=1205\n" + pair);
  CHECK(answer("Schannel/36888 alert 40, state 1205") == "event Schannel/36888 AlertDesc=40 ErrorState=1205\n" + pair);
  CHECK(answer("40/1205") == "alert 40\nstate 1205 with 40\n");
  CHECK(answer("40 1205") == "alert 40\nstate 1205 with 40\n");
  CHECK(answer("36887 alert 46") == "event Schannel/36887 AlertDesc=46\nalert 46 received\n");
  CHECK(answer("36870 state 10001 0x8009030D") ==
        "event Schannel/36870 ErrorStatus=10001\nstate 10001\nstatus SEC_E_UNKNOWN_CREDENTIALS\n");
}

TEST_CASE("alerts are found by number and by name") {
  CHECK(answer("alert 40") == "alert 40\n");
  CHECK(answer("ALERT handshake_failure") == "alert 40\n");
  CHECK(answer("handshake_failure") == "alert 40\n");
  CHECK(answer("handshake failure") == "alert 40\n");
  CHECK(answer("alert unknown ca received") == "alert 48 received\n");
  CHECK(answer("alert handshak_failure") == "alert 40 [near]\n");
  CHECK(answer("alert 200") ==
        "alert 200 (unassigned alert: suspect a device in between, or a peer that does not speak TLS)\n");
}

TEST_CASE("states are found alone, and said to be undocumented where they are") {
  CHECK(answer("state 1205") == "state 1205 with 40\n");
  CHECK(answer("state 10013") == "state 10013\n");
  CHECK(answer("state 252") == "state 252 with 40\nstate 252 with 43\nstate 252 with 46\n");
  CHECK(answer("state 4711") == "state 4711 (undocumented state: no source says what it means)\n");
  CHECK(answer("alert 40 state 999") ==
        "alert 40\nstate 999 (undocumented state: nothing is known of it with this alert, go by the alert alone)\n");
  CHECK(answer("36871 state 10013") == "event Schannel/36871 ErrorState=10013\nstate 10013\n");
}

TEST_CASE("a status code is found in every notation and by name in any case") {
  for (const char* query : {"0x80092013", "0X80092013", "80092013", "-2146885613", "2148081683", "%%-2146885613",
                            "CRYPT_E_REVOCATION_OFFLINE", "crypt_e_revocation_offline", "error code 0x80092013."}) {
    CAPTURE(query);
    CHECK(answer(query) == "status CRYPT_E_REVOCATION_OFFLINE\n");
  }
  CHECK(answer("2148204809") == "status CERT_E_UNTRUSTEDROOT\n");
  CHECK(answer("Cert_E_UntrustedRoot") == "status CERT_E_UNTRUSTEDROOT\n");
  CHECK(answer("800b0109") == "status CERT_E_UNTRUSTEDROOT\n");
  CHECK(answer("0x00090312") == "status SEC_I_CONTINUE_NEEDED\n");
  CHECK(answer("CERT_E_UNTRUSTEDROT") == "status CERT_E_UNTRUSTEDROOT [near]\n");
}

TEST_CASE("every status code is found in hexadecimal, signed and unsigned decimal") {
  const KnowledgeBase& kb = test::built_in_knowledge();
  for (const CodeArticle& c : kb.codes()) {
    if (c.space != CodeSpace::status || c.value < 0x80000000) continue;
    CAPTURE(c.name);
    const auto bits = static_cast<std::uint32_t>(c.value);
    char hex[16];
    std::snprintf(hex, sizeof hex, "0x%08x", bits);
    for (const std::string& query : {std::string(hex), std::string(hex + 2), std::to_string(bits),
                                     std::to_string(static_cast<std::int32_t>(bits)), c.name}) {
      CAPTURE(query);
      CHECK(first(query) == "status " + c.name);
    }
  }
}

TEST_CASE("of a status code nobody has described, its family is told") {
  CHECK(answer("0x80070421") == "status 2147943457 (Win32 error 1057; `net helpmsg 1057` prints its text)\n");
  CHECK(answer("0xC3E8302E") == "status 3286773806 (a code of Lync Server, source LS Server, number 12334)\n");
}

TEST_CASE("a trust status is taken apart") {
  CHECK(answer("0x1000040") ==
        "cert_trust CERT_TRUST_REVOCATION_STATUS_UNKNOWN\ncert_trust CERT_TRUST_IS_OFFLINE_REVOCATION\n");
  CHECK(answer("CERT_TRUST_IS_PARTIAL_CHAIN") == "cert_trust CERT_TRUST_IS_PARTIAL_CHAIN\n");
  CHECK(answer("IS_PARTIAL_CHAIN") == "cert_trust CERT_TRUST_IS_PARTIAL_CHAIN\n");
}

TEST_CASE("pasted 36888 of Windows 7, 8 to 10 1511, Server 2016 and Server 2022") {
  CHECK(answer("The following fatal alert was generated: 10. The internal error state is 1203.") ==
        "event Schannel/36888 AlertDesc=10 ErrorState=1203\nalert 10 sent\nstate 1203 with 10\n");
  CHECK(answer("A fatal alert was generated and sent to the remote endpoint. This may result in termination of the "
               "connection. "
               "The TLS protocol defined fatal error code is 40. The Windows SChannel error state is 1205.") ==
        "event Schannel/36888 AlertDesc=40 ErrorState=1205\nalert 40 sent\nstate 1205 with 40\n");
  CHECK(answer("A fatal alert was generated and sent to the remote endpoint. This may result in termination of the "
               "connection. "
               "The TLS protocol defined fatal alert code is 70. \r\n\r\n Target name: mail.contoso.com\r\n\r\n The "
               "TLS alert "
               "registry can be found at "
               "http://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-6") ==
        "event Schannel/36888 AlertDesc=70 TargetName=mail.contoso.com\nalert 70 sent\n");
  CHECK(answer("A fatal alert was generated and sent to the remote endpoint. This may result in termination of the "
               "connection. "
               "The TLS protocol defined fatal alert code is 70. \n\n Target name: mail.contoso.com\n\n The SSPI "
               "client process "
               "is svchost[W3SVC] (PID: 4711).\n\n The TLS alert registry can be found at http://www.iana.org/") ==
        "event Schannel/36888 AlertDesc=70 TargetName=mail.contoso.com CallerProcessImageName=svchost[W3SVC] "
        "CallerProcessId=4711\nalert 70 sent\n");
}

TEST_CASE("pasted 36887 and 36874 of several versions") {
  CHECK(answer("The following fatal alert was received: 46.") ==
        "event Schannel/36887 AlertDesc=46\nalert 46 received\n");
  CHECK(
      answer("A fatal alert was received from the remote endpoint. The TLS protocol defined fatal alert code is 48.") ==
      "event Schannel/36887 AlertDesc=48\nalert 48 received\n");
  CHECK(
      answer(
          "An TLS 1.2 connection request was received from a remote client application, but none of the cipher suites "
          "supported by the client application are supported by the server. The SSL connection request has failed.") ==
      "event Schannel/36874 Protocol=TLS 1.2\n");
  CHECK(
      answer(
          "An TLS 1.2 connection request was received from a remote client application, but none of the cipher suites "
          "supported by the client application are supported by the server. The TLS connection request has failed. The "
          "SSPI "
          "client process is lsass (PID: 700).") ==
      "event Schannel/36874 Protocol=TLS 1.2 CallerProcessImageName=lsass CallerProcessId=700\n");
}

TEST_CASE("a pasted event with its head, as Event Viewer copies it") {
  CHECK(answer("Log Name:      System\r\nSource:        Schannel\r\nDate:          02.06.2015 09:15:00\r\nEvent ID:    "
               "  36888\r\n"
               "Task Category: None\r\nLevel:         Error\r\nKeywords:      \r\nUser:          SYSTEM\r\n"
               "Computer:      FE01.contoso.local\r\nDescription:\r\nA fatal alert was generated and sent to the "
               "remote endpoint. "
               "This may result in termination of the connection. The TLS protocol defined fatal error code is 40. The "
               "Windows "
               "SChannel error state is 1205.") ==
        "event Schannel/36888 AlertDesc=40 ErrorState=1205\nalert 40 sent\nstate 1205 with 40\n");
}

TEST_CASE("a pasted event in another language is known by its head and its last numbers") {
  CHECK(answer(
            "Protokollname: System\nQuelle:        Schannel\nDatum:         02.06.2015 09:15:00\nEreignis-ID:   36888\n"
            "Ebene:         Fehler\nBeschreibung:\nEs wurde eine schwerwiegende Warnung generiert und gesendet. Code: "
            "40. "
            "Der Windows-SChannel-Fehlerstatus lautet: 1205.") ==
        "event Schannel/36888 AlertDesc=40 ErrorState=1205\nalert 40 sent\nstate 1205 with 40\n");
  CHECK(answer("Nom du journal : System\nSource : Schannel\nDate : 02/06/2015 09:15:00\nID de l'événement : "
               "36887\nDescription : "
               "une alerte irrécupérable a été reçue, code 46.") ==
        "event Schannel/36887 AlertDesc=46\nalert 46 received\n");
}

TEST_CASE("a pasted event as XML, with the dashes of old browsers") {
  CHECK(
      answer("- <Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\n- <System>\n  <Provider "
             "Name=\"Schannel\" Guid=\"{1F678132-5938-4686-9FDC-C8FF68F15C85}\" />\n  <EventID>36888</EventID>\n  "
             "<Version>0</Version> <Level>2</Level> <Keywords>0x8000000000000000</Keywords>\n  <EventRecordID>2708"
             "</EventRecordID> <Execution ProcessID=\"520\" ThreadID=\"2864\" />\n  </System>\n- <EventData>\n  <Data "
             "Name=\"AlertDesc\">40</Data>\n  <Data Name=\"ErrorState\">1205</Data>\n  </EventData>\n  </Event>") ==
      "event Schannel/36888 AlertDesc=40 ErrorState=1205\nalert 40 sent\nstate 1205 with 40\n");
}

TEST_CASE("pasted events of the other logs") {
  CHECK(
      answer(
          "Server startup is being delayed because fabric pool manager has not finished initial placement of users.\n\n"
          "Currently waiting for routing group: {63BB8586-A9D8-5AF2-83FF-B5CE680594C0}.\nNumber of groups potentially "
          "not "
          "yet placed: 1.\nTotal number of groups: 1.\nCause: This is normal during cold-start of a Pool") ==
      "event LS User Services/32174 RoutingGroup={63BB8586-A9D8-5AF2-83FF-B5CE680594C0} Waiting=1 Total=1\n");
  CHECK(answer("In the past 30.0093507983333 minutes the process RtcHost(6756) received 1 invalid certificates. The "
               "last one was "
               "from server: fe01.contoso.local, IP Address: 192.0.2.10:60873, with subject: CN=fe01.contoso.local "
               "2148204809")
            .find("status CERT_E_UNTRUSTEDROOT") != std::string::npos);
  const std::string ca = answer(
      "Active Directory Certificate Services did not start: Could not load or verify the current CA certificate. "
      "Contoso CA The "
      "revocation function was unable to check revocation because the revocation server was offline. 0x80092013 "
      "(-2146885613 "
      "CRYPT_E_REVOCATION_OFFLINE).");
  CHECK(ca.starts_with("event Microsoft-Windows-CertificationAuthority/100"));
  CHECK(ca.find("status CRYPT_E_REVOCATION_OFFLINE") != std::string::npos);
  CHECK(first("The Certificate Services service terminated with service-specific error %%-2146885613.") ==
        "event Service Control Manager/7024 param1=Certificate Services param2=-2146885613");
}

TEST_CASE("free words, with slips of the pen, are the last resort") {
  CHECK(first("revocation server was offline") == "status CRYPT_E_REVOCATION_OFFLINE [words]");
  CHECK(first("revocaton server ofline") == "status CRYPT_E_REVOCATION_OFFLINE [words]");
  CHECK(first("certficate has no private key") == "event Schannel/36869 [words]");
  CHECK(first("placement of users not finished") == "event LS User Services/32174 [words]");
}

TEST_CASE("nothing is known of nonsense") {
  CHECK(answer("") == "");
  CHECK(answer(" \n\t ") == "");
  CHECK(answer("xyzzy plugh") == "");
  CHECK(answer("4294967295123") == "");
}

TEST_CASE("hostile queries are bounded and deterministic") {
  std::string binary;
  std::uint32_t seed = 1;
  for (int i = 0; i < 1'000'000; ++i) {
    seed = seed * 1664525u + 1013904223u;
    binary.push_back(static_cast<char>(seed >> 24));
  }
  CHECK(answer(binary) == answer(binary));
  std::string repeated;
  while (repeated.size() < 1'000'000) repeated += "alert alert 36888/ / fatal state = 0x80092013 {{{{ ";
  CHECK(look_up(test::built_in_knowledge(), repeated).size() <= kMostHits);
  CHECK(look_up(test::built_in_knowledge(), std::string(1'000'000, '\0')).empty());
  CHECK(look_up(test::built_in_knowledge(), "\x1b[2J\x1b]0;x\x07").size() <= kMostHits);
  std::string cut = "36888 alert=40 state=1205 \xC3";  // ends inside a character
  CHECK(look_up(test::built_in_knowledge(), cut).size() == 3);
}

TEST_CASE("an empty knowledge base answers nothing, or only what the number itself tells") {
  const KnowledgeBase nothing;
  CHECK(look_up(nothing, "36888").empty());
  CHECK(look_up(nothing, "revocation").empty());
  REQUIRE(look_up(nothing, "0x80070005").size() == 1);
  CHECK(look_up(nothing, "0x80070005")[0].note == "Win32 error 5; `net helpmsg 5` prints its text");
}
