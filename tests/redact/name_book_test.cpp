#include "redact/name_book.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "redact/kit.h"

using namespace doctor;
using namespace doctor::redact;
using test::book_of;

TEST_CASE("numbers in the order of meeting, by what the name turned out to be") {
  const NameBook book = book_of({{"Computer", "FE01.contoso.com"},
                                 {"TargetUserName", "jdoe"},
                                 {"Computer", "FE02.contoso.com"},
                                 {"TargetDomainName", "CONTOSO"},
                                 {"TargetDomainName", "FE02"}});
  CHECK(book.unit("fe01", NameKind::host) == "host-1");
  CHECK(book.unit("fe02", NameKind::host) == "host-2");
  CHECK(book.unit("contoso", NameKind::short_domain) == "domain-1");
  CHECK(book.unit("jdoe", NameKind::user) == "user-1");
  CHECK(book.unit("never met", NameKind::user) == "user-0");
}

TEST_CASE("a pseudonym is nobody's name") {
  const NameBook book =
      book_of({{"Computer", "host-1"}, {"Computer", "srv7"}, {"IpAddress", "203.0.113.1"}, {"IpAddress", "8.8.8.8"}});
  CHECK(book.unit("host-1", NameKind::host) == "host-2");
  CHECK(book.unit("srv7", NameKind::host) == "host-3");
  CHECK(book.address(Address4{203, 0, 113, 1}) == "203.0.113.2");
  CHECK(book.address(Address4{8, 8, 8, 8}) == "203.0.113.3");
}

TEST_CASE("with a key a name is the same whatever else was met, and another with another key") {
  const std::string key = "0123456789abcdef";
  const NameBook one = book_of({{"Computer", "FE01.contoso.com"}}, key),
                 two = book_of({{"Computer", "A.b.com"}, {"Computer", "fe01"}}, key);
  const NameBook other = book_of({{"Computer", "FE01.contoso.com"}}, "0123456789abcdeX");
  CHECK(one.unit("fe01", NameKind::host) == two.unit("fe01", NameKind::host));
  CHECK(one.unit("fe01", NameKind::host) != other.unit("fe01", NameKind::host));
  CHECK(one.unit("fe01", NameKind::host).size() == 15);  // as long as a computer's name may be
  CHECK(one.address(Address4{10, 0, 0, 1}) == two.address(Address4{10, 0, 0, 1}));
  CHECK(one.address(Address4{10, 0, 0, 1}) != one.address(Address4{10, 0, 0, 2}));
  CHECK(one.sid("1-2-3") == two.sid("1-2-3"));
  const std::string sid = one.sid("1-2-3");
  CHECK(std::count(sid.begin(), sid.end(), '-') == 2);
  CHECK(one.number("00ff00ff00") == two.number("00ff00ff00"));
  CHECK(one.number("00ff00ff00").size() == 10);
}

TEST_CASE("addresses keep their class and never meet a real one") {
  std::vector<std::string> texts;
  for (int i = 0; i < 1200; ++i) texts.push_back("10.1." + std::to_string(i / 250) + "." + std::to_string(i % 250 + 1));
  std::vector<test::FieldText> fields;
  for (const std::string& t : texts) fields.push_back({"IpAddress", t});
  const NameBook book = book_of(fields);
  std::set<std::string> seen;
  for (const std::string& t : texts) {
    const auto address = ipv4_at(book.address(ipv4_at(t)->address));
    REQUIRE(address);
    const unsigned front = address->address[0];
    CHECK((front == 192 || front == 198 || (front >= 240 && front < 248)));
    seen.insert(address_text(address->address));
  }
  CHECK(seen.size() == texts.size());
}

TEST_CASE("doubts are settled by what is met later") {
  const NameBook book = book_of({{"", "CONTOSO\\jdoe"},
                                 {"", "svc9.fabrikam"},
                                 {"", "fe07.contoso.com"},
                                 {"TargetDomainName", "contoso"},
                                 {"Computer", "fe01.fabrikam"},
                                 {"", "NOBODY\\else1"}});
  const auto matches = [&](std::string_view name) { return book.match(name, 0).has_value(); };
  CHECK(matches("jdoe"));
  CHECK(matches("svc9"));
  CHECK(matches("fe07"));
  CHECK_FALSE(matches("else1"));
}

TEST_CASE("short names are words, long ones are found anywhere, common words nowhere") {
  const NameBook book = book_of({{"Computer", "FE01.contoso.com"},
                                 {"TargetUserName", "client7"},
                                 {"TargetUserName", "test"},
                                 {"TargetUserName", "schan"}});
  CHECK(book.match("fe01-x", 0));
  CHECK_FALSE(book.match("fe01x", 0));
  CHECK_FALSE(book.match("xfe01", 1));
  CHECK(book.match("xcontosox", 1));
  CHECK_FALSE(book.match("test", 0));
  CHECK(book.match("schan", 0));
  CHECK_FALSE(book.match("schannel", 0));
  CHECK(book.match("20%20fe01", 5));
  CHECK_FALSE(book.match("", 0));
}

TEST_CASE("services, addresses and numbers that were met") {
  const NameBook book = book_of({{"User", "NT SERVICE\\svc7"},
                                 {"User", "NT SERVICE\\FE09"},
                                 {"Computer", "FE09"},
                                 {"Ip", "10.0.0.9"},
                                 {"Ip", "2a00::9"},
                                 {"SerialNumber", "00112233aa"},
                                 {"SerialNumber", "00112233aabb"}});
  CHECK(book.is_service("svc7"));
  CHECK_FALSE(book.is_service("fe09"));  // a computer is a computer
  CHECK_FALSE(book.is_service("other"));
  CHECK(book.knows(Address4{10, 0, 0, 9}));
  CHECK_FALSE(book.knows(Address4{10, 0, 0, 8}));
  CHECK(book.knows(*parse_ipv6("2a00::9")));
  CHECK_FALSE(book.knows(*parse_ipv6("2a00::8")));
  CHECK(book.number_at("00112233aa", 0) == 10);
  CHECK(book.number_at("x 00 11:22-33 aa\r\nbb cc", 2) == 20 - 2 + 0);
  CHECK(book.number_at("00112233aac", 0) == 0);
  CHECK(book.number_at("000112233aa", 1) == 0);
  CHECK(book.number_at("001122", 0) == 0);
  CHECK(book.number_at("0 0112233aa", 0) == 0);
}

TEST_CASE("names inside of names of products and services stay there") {
  const NameBook book =
      book_of({{"TargetDomainName", "business"}, {"TargetUserName", "MSSQL$RTC"}, {"TargetUserName", "rtcsrv"}});
  CHECK_FALSE(book.match("skype for business server", 10));
  CHECK(book.match("skype for businessx", 10));
  CHECK(book.match("business", 0));
  CHECK_FALSE(book.match("mssql$rtc", 0));
  CHECK_FALSE(book.match("rtcsrv", 0));
}

TEST_CASE("a full book says so") {
  NameBook book;
  Meetings met;
  for (std::size_t i = 0; i <= kMostNames; ++i)
    met.add({Meeting::What::unit, NameKind::user, true, "user" + std::to_string(i) + "x", {}});
  book.take(met);
  CHECK(book.full());
  CHECK(book.names() == kMostNames);
}

TEST_CASE("many names with one beginning, and a long text of it") {
  NameBook book;
  Meetings met;
  for (std::size_t length = 5; length <= 200; ++length)
    met.add({Meeting::What::unit, NameKind::user, true, std::string(length, 'q'), {}});
  book.take(met);
  book.close();
  const std::string text(2'000'000, 'q');
  Redactor redactor(book);
  std::string out;
  CHECK(redactor.edit(text, {}, out));
  CHECK(out.find('q') == std::string::npos);
}
