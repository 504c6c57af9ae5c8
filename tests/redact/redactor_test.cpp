#include "redact/redactor.h"

#include <doctest/doctest.h>

#include "base/ids.h"
#include "base/text.h"
#include "cert/bundle.h"
#include "cert/make_certs.h"
#include "redact/base64_run.h"
#include "redact/kit.h"

using namespace doctor;
using test::redacted;

TEST_CASE("one machine stays one machine, however it is called") {
  const auto out = redacted({{"Computer", "FE01.contoso.com"},
                             {"", "fe01"},
                             {"SubjectUserName", "FE01$"},
                             {"User", "CONTOSO\\FE01$"},
                             {"", "cannot reach https://fe01.contoso.com:4443/x"},
                             {"subjectName", "CN=fe01.contoso.com, O=Contoso"}});
  CHECK(out[0] == "HOST-1.domain-1.com.example");
  CHECK(out[1] == "host-1");
  CHECK(out[2] == "HOST-1$");
  CHECK(out[3] == "DOMAIN-1\\HOST-1$");
  CHECK(out[4] == "cannot reach https://host-1.domain-1.com.example:4443/x");
  CHECK(out[5] == "CN=host-1.domain-1.com.example, O=Domain-1");
}

TEST_CASE("two domains with one first label stay two") {
  const auto out = redacted({{"Computer", "fe01.contoso.com"}, {"Computer", "fe01.contoso.local"}});
  CHECK(out[0] == "host-1.domain-1.com.example");
  CHECK(out[1] == "host-1.domain-1.local");
}

TEST_CASE("texts as Lync, Schannel and CAPI2 write them") {
  const auto out = redacted(
      {{"Computer", "FE01.contoso.com"},
       {"Data",
        "The following certificate: CN=pool01.contoso.com, OU=Berlin; user sip:john.doe@contoso.com at "
        "\\\\FS01\\LyncShare"},
       {"Data", "Contoso-Berlin pool POOL01, John.Doe, ContosoWeb"},
       {"URL",
        "ldap:///"
        "CN=Contoso%20Root%20CA,CN=CA00,CN=CDP,CN=Public%20Key%20Services,DC=contoso,DC=com?certificateRevocationList"},
       {"TimeSource", "DC01.contoso.com (ntp.d|0.0.0.0:123->10.0.0.10:123)"}});
  CHECK(out[1] ==
        "The following certificate: CN=host-2.domain-1.com.example, OU=Name-1; user sip:user-1@domain-1.com.example at "
        "\\\\HOST-3\\LyncShare");
  CHECK(out[2] == "Domain-1-Name-1 pool HOST-2, User-1, Domain-1Web");
  CHECK(out[3] ==
        "ldap:///"
        "CN=Domain-1%20Root%20CA,CN=NAME-2,CN=CDP,CN=Public%20Key%20Services,DC=domain-1,DC=com?"
        "certificateRevocationList");
  CHECK(out[4] == "HOST-4.domain-1.com.example (ntp.d|0.0.0.0:123->192.0.2.1:123)");
}

TEST_CASE("what is the same everywhere stays") {
  for (const char* text :
       {"NT AUTHORITY\\SYSTEM", "S-1-5-18", "S-1-5-32-544", "http://crl.microsoft.com/pki/crl/products/x.crl",
        "127.0.0.1", "C:\\Windows\\System32\\lsass.exe", "0x80092013 (-2146885613 CRYPT_E_REVOCATION_OFFLINE)"}) {
    CHECK(redacted("Data", text) == text);
  }
  CHECK(redacted("TargetUserSid", "S-1-5-21-1004336348-1177238915-682003330-512") == "S-1-5-21-0-0-1-512");
}

TEST_CASE("a person of an everyday name is renamed where the field says so") {
  const auto out = redacted({{"TargetUserName", "test"}, {"Data", "a test of the client"}});
  CHECK(out[0] == "user-1");
  CHECK(out[1] == "a test of the client");
}

TEST_CASE("numbers of certificates keep their form") {
  const auto out = redacted(
      {{"fileRef", "C8FF83F89F8614772FCDCE5B788E5CB52346158B.cer"},
       {"ObjId", "c8 ff 83 f8 9f 86 14 77 2f cd ce 5b 78 8e 5c b5 23 46 15 8b"},
       {"Data", "thumbprint C8FF83F89F8614772FCDCE5B788E5CB52346158B, file 00112233445566778899AABBCCDDEEFF"}});
  CHECK(out[0] == "4000000000000000000000000000000000000001.cer");
  CHECK(out[1] == "40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01");
  CHECK(out[2] == "thumbprint 4000000000000000000000000000000000000001, file 00112233445566778899AABBCCDDEEFF");
}

TEST_CASE("services are called as they are, though their accounts are called so too") {
  const auto out = redacted({{"User", "NT SERVICE\\ReportServer$X7"},
                             {"TargetUserName", "ReportServer$X7"},
                             {"Data", "ReportServer$X7 runs"},
                             {"TargetUserName", "MSSQL$RTCLOCAL"},
                             {"param1", "MSSQL$RTCLOCAL"},
                             {"TargetDomainName", "business"},
                             {"param1", "Skype for Business Server Front-End"},
                             {"Data", "the business of skype"}});
  for (const std::size_t same : {0U, 1U, 2U, 4U, 6U}) CHECK(out[same].find("ser-") == std::string::npos);
  CHECK(out[0] == "NT SERVICE\\ReportServer$X7");
  CHECK(out[1] == "ReportServer$X7");
  CHECK(out[2] == "ReportServer$X7 runs");
  CHECK(out[4] == "MSSQL$RTCLOCAL");
  CHECK(out[6] == "Skype for Business Server Front-End");
  CHECK(out[7] == "the domain-1 of skype");
}

TEST_CASE("a service's account keeps its name, but not the customer's in it") {
  const auto out =
      redacted({{"Computer", "FE01.contoso.com"}, {"User", "NT SERVICE\\MSSQL$CONTOSO"}, {"Data", "MSSQL$CONTOSO"}});
  CHECK(out[1] == "NT SERVICE\\MSSQL$DOMAIN-1");
  CHECK(out[2] == "MSSQL$DOMAIN-1");
}

TEST_CASE("known numbers in pairs, and short ones") {
  const auto out = redacted({{"Thumbprint", "C8FF83F89F8614772FCDCE5B788E5CB52346158B"},
                             {"Data", "at 10 c8 ff 83 f8 9f 86 14 77 2f cd ce 5b 78 8e 5c b5 23 46 15 8b x"},
                             {"Data", "C8:FF:83:F8:9F:86:14:77:2F:CD:CE:5B:78:8E:5C:B5:23:46:15:8B"},
                             {"SerialNumber", "610a5c3b"},
                             {"Data", "serial 610A5C3B, 61-0a-5c-3b; 0x610a5c3b 610a5c3b99 61 0a 5c 3b9"},
                             {"SerialNumber", "610a5c3b01020304"},
                             {"Data", "61:0a:5c:3b:01:02:03:04"}});
  CHECK(out[1] == "at 10 40 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 x");
  CHECK(out[2] == "40:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:01");
  CHECK(out[4] == "serial 40000002, 40-00-00-02; 0x610a5c3b 610a5c3b99 61 0a 5c 3b9");
  CHECK(out[6] == "40:00:00:00:00:00:00:03");
}

TEST_CASE("known addresses wherever they stand") {
  const auto out = redacted({{"Ip", "2a02:810d:aaaa::9"},
                             {"Ip", "10.77.66.55"},
                             {"Data", "v10.77.66.55, a.10.77.66.55.log, 110.77.66.55x"},
                             {"Data", "cafe:cafe:1:2:3:2a02:810d:aaaa::9"},
                             {"DriverVersion", "10.77.66.55"}});
  CHECK(out[2] == "v192.0.2.1, a.192.0.2.1.log, 110.77.66.55x");
  CHECK(out[3].find("810d") == std::string::npos);
  CHECK(out[4] == "10.77.66.55");
  const redact::NameBook book = test::book_of({{"", "10.77.66.55"}});
  CHECK(redact::Redactor(book).edited_path("case/10.77.66.55_x/System.evtx") == "case/192.0.2.1_x/System.evtx");
}

TEST_CASE("text and certificates in base64 are edited, and written as they were") {
  const std::string known = redact::to_base64("connect FE01.contoso.com as somebody now", "");
  const std::string wide = redact::to_base64(to_utf16le("connect FE01.contoso.com now"), "");
  const std::vector<std::byte> der =
      test::make_certificate(test::leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com"}));
  const std::string pem = "see:\r\n" + test::make_pem(der, "CERTIFICATE", "\r\n") + "end";
  const auto out = redacted({{"Computer", "FE01.contoso.com"}, {"Data", "-e " + known}, {"Data", wide}, {"Data", pem}});
  CHECK(out[1] == "-e " + redact::to_base64("connect HOST-1.domain-1.com.example as somebody now", ""));
  CHECK(out[2] == redact::to_base64(to_utf16le("connect HOST-1.domain-1.com.example now"), ""));
  CHECK(out[3] != pem);
  const std::size_t begin = out[3].find("-----BEGIN");
  const CertBundle bundle = read_bundle(as_bytes(out[3].data() + begin, out[3].size() - begin));
  REQUIRE(bundle.certificates.size() == 1);
  CHECK(bundle.certificates[0].what.subject == "CN=host-1.domain-1.com.example");
  CHECK(out[3].ends_with("\r\n-----END CERTIFICATE-----\r\nend"));
}

TEST_CASE("letters beyond ASCII, in any case") {
  const auto out = redacted({{"TargetUserName", "J\xc3\xbcrgen"},
                             {"Data",
                              "\xe2\x80\x9cJ\xc3\x9cRGEN\xe2\x80\x9d war \xc3\xbc"
                              "ber \xc3\x96l"}});
  CHECK(out[0] == "User-1");
  CHECK(out[1] ==
        "\xe2\x80\x9cUSER-1\xe2\x80\x9d war \xc3\xbc"
        "ber \xc3\x96l");
}

TEST_CASE("bytes: text, SIDs, addresses, serial numbers, and what nobody can read") {
  redact::NameCollector collector;
  const std::string wide = to_utf16le("srv9.contoso.com/4") + std::string(2, '\0'),
                    sid = *parse_sid("S-1-5-21-1-2-3-500");
  const std::string socket = std::string("\x02\0\x01\xbb\x0a\0\0\x07", 8) + std::string(8, '\0'),
                    serial = "\x61\x0a\x5c\x3b\x01\x02\x03\x04\xff";
  const std::string opaque(100, '\x90');
  collector.add_text("srv9.contoso.com", "Computer");
  for (const std::string& bytes : {wide, sid, socket, serial, opaque}) collector.add_bytes(bytes, "Binary");
  collector.add_text("ff040302013b5c0a61", "SerialNumber");
  redact::NameBook book;
  book.take(collector.take());
  book.close();
  redact::Redactor redactor(book);
  std::string out;
  CHECK(redactor.edit_binary(wide, "Binary", out));
  CHECK(out == to_utf16le("host-1.domain-1.com.example/4") + std::string(2, '\0'));
  CHECK(redactor.edit_binary(sid, "Binary", out));
  CHECK(sid_text(as_bytes(out.data(), out.size())) == "S-1-5-21-0-0-1-500");
  CHECK(redactor.edit_binary(socket, "Binary", out));
  CHECK(out.substr(4, 4) == std::string("\xc0\0\x02\x01", 4));
  CHECK(redactor.edit_binary(serial, "Binary", out));
  CHECK(out == std::string("\x01\0\0\0\0\0\0\0\x40", 9));
  CHECK(redactor.edited("ff040302013b5c0a61", "SerialNumber") == "400000000000000001");  // the same number, as printed
  CHECK(redactor.edit_binary(opaque, "Binary", out));
  CHECK(out == std::string(100, '\0'));
  CHECK_FALSE(redactor.edit_binary(std::string("\x01\0\0\0\0\0\0\0", 8), "Binary", out));  // a flag or a count
  CHECK_FALSE(redactor.edit_binary("1234567890", "Binary", out));  // text, and no bytes in hexadecimal again
  CHECK_FALSE(redactor.edit_binary(std::string("\x13\x20\x09\x80", 4), "Binary", out));
}

TEST_CASE("paths of files") {
  const redact::NameBook book = test::book_of({{"Computer", "SRV7.fabrikam.com"}});
  redact::Redactor redactor(book);
  CHECK(redactor.edited_path("samples/incident-1/System.evtx") == "samples/incident-1/System.evtx");
  CHECK(redactor.edited_path("case-fabrikam/SRV7_System.evtx") == "case-domain-1/HOST-1_System.evtx");
  CHECK(redactor.edited_path("/home/jdoe/System.evtx") == "/home/user-0/System.evtx");
}

TEST_CASE("an empty or unchanged text is left alone, and a name longer than any is replaced all the same") {
  const redact::NameBook book = test::book_of({{"Computer", "SRV7"}});
  redact::Redactor redactor(book);
  std::string out;
  CHECK_FALSE(redactor.edit("", "Data", out));
  CHECK_FALSE(redactor.edit("nothing here", "Data", out));
  CHECK_FALSE(redactor.edit_sid("S-1-5-18", out));
  CHECK_FALSE(redactor.edit_sid("no sid", out));
  const std::string longest(254, 'x');
  CHECK(redactor.edited(longest, "TargetUserName") == "user-0");
}
