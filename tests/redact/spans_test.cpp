#include "redact/spans.h"

#include <doctest/doctest.h>

#include "redact/kit.h"

using namespace doctor;
using redact::FieldKind;
using test::spans_of;

TEST_CASE("names by their look, in any text") {
  CHECK(spans_of("connection to fe01.contoso.com:5061 failed") == "host?:fe01 domain?:contoso ending:");
  CHECK(spans_of("DC01.contoso.local (ntp.d|0.0.0.0:123->10.0.0.10:123)") ==
        "host?:DC01 domain?:contoso address:10.0.0.10");
  CHECK(spans_of("sip:john.doe@contoso.com;gruu") == "user:john.doe domain:contoso ending:");
  CHECK(spans_of("\\\\FS01\\LyncShare\\x") == "host:FS01");
  CHECK(spans_of("copied to \\\\fs01.contoso.com\\c$ now") == "host:fs01 domain:contoso ending:");
  CHECK(spans_of("C:\\Users\\John Doe\\AppData") == "user:John Doe");
  CHECK(spans_of("/home/jdoe/logs") == "user:jdoe");
  CHECK(spans_of("S-1-5-21-1004336348-1177238915-682003330-512 and S-1-5-18") == "sid:1004336348-1177238915-682003330");
  CHECK(spans_of("https://meet.fabrikam.de/jdoe?x=1") == "domain:fabrikam ending:");
  CHECK(spans_of("https://www/web") == "");  // says what a host is for, and not whose it is
  CHECK(spans_of("https://lync/web") == "host:lync");
  CHECK(spans_of("https://srv7/web") == "host:srv7");
  CHECK(spans_of("ldap:///CN=Contoso%20Root%20CA,CN=CA00,CN=CDP,DC=contoso,DC=local?x") ==
        "name:Contoso name:CA00 domain:contoso");
  CHECK(spans_of("fe80::1c2:b3%12 and 2001:4860:4860::8888, ::1, 12:34:56") ==
        "address:fe80::1c2:b3 address:2001:4860:4860::8888");
  CHECK(spans_of("::ffff:10.1.2.3") == "address:10.1.2.3");
  CHECK(spans_of("00-0C-29-AB-CD-EF") == "number:00-0C-29-AB-CD-EF");
}

TEST_CASE("what only looks like a name") {
  for (const char* text : {"schannel.dll", "Microsoft.NET", "System.Net", "1.3.6.1", "2.5.29.17", "6.1.7601.17514",
                           "crl.microsoft.com", "10.0.14393.0", "NT AUTHORITY\\SYSTEM", "C:\\Users\\Public\\x",
                           "127.0.0.1", "12:34:56.789", "\\\\.\\pipe\\lsass", "\\\\?\\C:\\x", "a@b", "ff02::1"}) {
    CHECK_MESSAGE(spans_of(text).empty(), text << " -> " << spans_of(text));
  }
  CHECK(spans_of("9.8.6.0", FieldKind::version).empty());
}

TEST_CASE("the field says what the text is") {
  CHECK(spans_of("FE01", FieldKind::host) == "host:FE01");
  CHECK(spans_of("\\\\DC01.ad.fabrikam", FieldKind::host) == "host:DC01 sub:ad domain:fabrikam");
  CHECK(spans_of("CONTOSO\\jdoe", FieldKind::user) == "short:CONTOSO user:jdoe");
  CHECK(spans_of("FE01$", FieldKind::user) == "host:FE01");
  CHECK(spans_of("jdoe@contoso.com", FieldKind::user) == "user:jdoe domain:contoso ending:");
  CHECK(spans_of("SYSTEM", FieldKind::user).empty());
  CHECK(spans_of("WORKGROUP", FieldKind::domain).empty());
  CHECK(spans_of("contoso.com", FieldKind::domain) == "domain:contoso ending:");
  CHECK(spans_of("emea.contoso.co.uk", FieldKind::domain) == "sub:emea domain:contoso ending:");
  CHECK(spans_of("Contoso Issuing CA 2", FieldKind::subject) == "name:Contoso");
  CHECK(spans_of("CN=fe01.contoso.com, OU=Berlin, O=Contoso AG, C=DE", FieldKind::subject) ==
        "host:fe01 domain:contoso ending: name:Berlin name:Contoso name:AG");
  CHECK(spans_of("*.contoso.com", FieldKind::subject) == "domain:contoso ending:");
  CHECK(spans_of("Microsoft Root Certificate Authority", FieldKind::subject).empty());
  CHECK(spans_of("C8FF83F89F8614772FCDCE5B788E5CB52346158B.cer", FieldKind::number) ==
        "number:C8FF83F89F8614772FCDCE5B788E5CB52346158B");
  CHECK(spans_of("c8 ff 83 f8 9f", FieldKind::number) == "number:c8 ff 83 f8 9f");
  CHECK(spans_of("01", FieldKind::number).empty());
}

TEST_CASE("bytes that hold no A-F") {
  CHECK(spans_of("4600450030003100", FieldKind::bytes) == "binary:4600450030003100");
  CHECK(spans_of("4600450030003100") == "binary:4600450030003100");  // UTF-16
  CHECK(spans_of("4645303139383736", FieldKind::bytes) == "binary:4645303139383736");
  CHECK(spans_of("4645303139383736") == "maybe:4645303139383736");  // a number
  CHECK(spans_of("10000000000000").empty());
}

TEST_CASE("names of certificates in whole") {
  CHECK(spans_of("CN=Quandt\\, Petra,OU=Users,DC=contoso,DC=com") == "name:Quandt name:Petra domain:contoso");
  CHECK(spans_of("CN = Petra Quandt, O = Zylotech, C = DE", FieldKind::subject) ==
        "name:Petra name:Quandt name:Zylotech");
  CHECK(spans_of("SN=Quandtmann, G=Petrine, PostalCode=98765, CN=x7y", FieldKind::subject) ==
        "name:Quandtmann name:Petrine name:98765 name:x7y");
  CHECK(spans_of("for SN=Quandtmann, I=P, CN=x7y") == "name:Quandtmann name:P name:x7y");
  CHECK(spans_of("E=1, then T=2").empty());
  CHECK(spans_of("X=EA22F4E5,IMPHASH=Quandt", FieldKind::number).empty());  // of a program
}

TEST_CASE("network paths in every form") {
  for (const char* text : {"\\??\\UNC\\srv7\\x", "\\Device\\Mup\\srv7\\x", "\\\\?\\UNC\\srv7\\x",
                           "\"\\\\\\\\srv7\\\\x\"", "Path:\\\\srv7\\x"})
    CHECK_MESSAGE(spans_of(text) == "host:srv7", text << " -> " << spans_of(text));
  CHECK(spans_of("C:\\\\dir\\\\file").empty());
}

TEST_CASE("addresses behind a word and before a dash below") {
  CHECK(spans_of("src:2a02:810d::9") == "address:2a02:810d::9");
  CHECK(spans_of("log_10.77.66.55_x.txt") == "address:10.77.66.55");
  CHECK(spans_of(
            "msil_x_6.0.0.0__31bf3856ad364e35 6.0.0.0_none_x Microsoft.X_2.0.13.0_x64__8wekyb3d8bbwe std::dead::beef")
            .empty());
}

TEST_CASE("accounts of domains and computers nobody has heard of") {
  CHECK(spans_of("the account WKSTN9$ was locked") == "host:WKSTN9");
  CHECK(spans_of("logon of ACME\\alice7 failed") == "short:ACME user:alice7");
  CHECK(spans_of("ACME\\WS8$") == "short:ACME host:WS8");
  CHECK(spans_of("SRV9\\RTCLOCAL") == "host:SRV9");
  CHECK(spans_of("ACME\\Administrator") == "short:ACME");
}

TEST_CASE("accounts of services are told") {
  redact::Spans spans;
  redact::find_spans("NT SERVICE\\MSSQL$RTCLOCAL", FieldKind::user, spans);
  CHECK(spans.spans.empty());
  REQUIRE(spans.services.size() == 1);
  CHECK(spans.services[0].begin == 11);
  redact::find_spans("runs as NT Service\\SQLWriter.", FieldKind::text, spans);
  REQUIRE(spans.services.size() == 1);
  CHECK(spans.services[0].end - spans.services[0].begin == 9);
}

TEST_CASE("doubtful ones are told apart from sure ones") {
  redact::Spans spans;
  redact::find_spans("Contoso\\jdoe on srv7.fabrikam", FieldKind::text, spans);
  CHECK(spans.spans.empty());
  REQUIRE(spans.pairs.size() == 1);
  CHECK(spans.pairs[0].user_begin == 8);
  REQUIRE(spans.dotted.size() == 1);
  CHECK(spans.dotted[0].begin == 16);
}

TEST_CASE("spans ascend, do not lie over each other and stay in the text, whatever the text") {
  const std::string pieces[] = {"\\\\",      "://", "fe01.contoso.com",
                                "@",         "CN=", "S-1-5-21-1-2-3",
                                "10.0.0.1",  "::",  ":",
                                "\\Users\\", " ",   "\xc3\xa4",
                                "\xff",      "DC=", "\"",
                                "%20",       "a",   "-"};
  unsigned state = 7;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) text += pieces[(state = state * 1103515245 + 12345) / 65536 % std::size(pieces)];
    for (int kind = 0; kind <= static_cast<int>(FieldKind::version); ++kind) {
      redact::Spans spans;
      redact::find_spans(text, static_cast<FieldKind>(kind), spans);
      std::size_t end = 0;
      bool sound = true;
      for (const redact::Span& s : spans.spans) {
        sound = sound && s.begin >= end && s.end >= s.begin && s.end <= text.size();
        end = s.end;
      }
      CHECK_MESSAGE(sound, text << " as " << kind);
    }
  }
}

TEST_CASE("long texts of anything come to an end") {
  const auto look = [](const char* piece, std::size_t size, FieldKind kind) {
    std::string text;
    while (text.size() < size) text += piece;
    redact::Spans spans;
    redact::find_spans(text, kind, spans);
    CHECK(spans.spans.size() <= text.size());
  };
  look("a%", 1'000'000, FieldKind::text);
  look("\\\\fe01 ", 1'000'000, FieldKind::text);
  look("abcdefgh/", 1'000'000, FieldKind::text);
  for (const char* piece : {"a%",      "a.",
                            "CN=",     "\\",
                            "\\\\a",   "://",
                            "0:",      "S-1-",
                            "a@",      "\\Users\\",
                            "1.",      "a\\",
                            "a+",      "0123456789abcdef",
                            "E= ",     "E=a, ",
                            "CN=a@b ", "CN=a@b.com, x ",
                            "CN=a/",   "X= ",
                            "C8 ",     "c8:",
                            "A$",      "AB\\cd ",
                            "\\UNC\\"}) {
    for (const FieldKind kind : {FieldKind::text, FieldKind::user, FieldKind::host, FieldKind::subject})
      look(piece, 50'000, kind);
  }
}
