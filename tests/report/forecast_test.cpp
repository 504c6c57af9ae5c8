#include "report/forecast.h"

#include <doctest/doctest.h>

#include <string>

#include "engine/kit.h"

using namespace doctor;

namespace {

const char* const kRules =
    "title: Dates\nname: dates\nlogsource: {product: windows, service: system}\ntags: [doctor.context, doctor.date]\n"
    "fields: [CertSubject, CertThumbprint, CertNotAfter, CrlIssuer, CrlNextUpdate, RetrievalUrl]\n"
    "detection: {s: {EventID: 1}, condition: s}\n"
    "---\n"
    "title: Others\nname: others\nlogsource: {product: windows, service: system}\n"
    "fields: [CertSubject, CertNotAfter]\n"
    "detection: {s: {EventID: 2}, condition: s}\n";

struct Story {
  RuleSet rules;
  Report report;

  Story() {
    Diagnostics problems;
    rules = test::load_text(kRules, problems).rules;
    report.scan.now = *parse_iso8601("2015-06-01T12:00:00Z");
    report.scan.inputs.emplace_back().path = "a.evtx";
  }

  void met(std::uint32_t rule, std::vector<std::vector<std::string>> values, const char* computer = "FE01.contoso.local") {
    Finding f;
    f.rule = rule;
    f.values = report.scan.strings.intern(joined_values(values));
    f.computer = report.scan.strings.intern(computer);
    report.scan.findings.push_back(f);
  }

  std::string text(bool all = false) {
    TextStyle style;
    style.utc = true;
    style.all = all;
    style.width = 200;
    Page page(200, false);
    write_forecast(report, rules, style, page);
    return page.take();
  }
};

}  // namespace

TEST_CASE("dates are listed once, by end, with the computers that met them") {
  Story s;
  s.met(0, {{"CN=fe01", "CN=Contoso CA"}, {"aa11", "BB22"}, {"2015-06-11T12:00:00Z", "2015-06-01T11:59:59Z"}, {}, {}});
  s.met(0, {{"CN=fe01"}, {"AA11"}, {"2015-06-11T12:00:00Z"}, {}, {}}, "FE02.contoso.local");
  s.met(1, {{"CN=not dated"}, {"2015-06-11T12:00:00Z"}});
  const auto dates = end_dates(s.report.scan, s.rules);
  REQUIRE(dates.size() == 2);
  CHECK(dates[0].name == "CN=Contoso CA");
  CHECK(dates[0].days_left == -1);
  CHECK(dates[1].name == "CN=fe01");
  CHECK(dates[1].thumbprint == "AA11");
  CHECK(dates[1].days_left == 10);
  CHECK(dates[1].computers == std::vector<std::string>{"FE01.contoso.local", "FE02.contoso.local"});
  CHECK(dates[1].where == "a.evtx");
}

TEST_CASE("of the CRLs of one issuer the newest counts") {
  Story s;
  s.met(0, {{}, {}, {}, {"Contoso Root CA"}, {"2015-06-05T00:00:00Z"}});
  s.met(0, {{}, {}, {}, {"contoso root ca"}, {"2016-01-05T00:00:00Z"}});
  s.met(0, {{}, {}, {}, {"Contoso Root CA"}, {"2015-05-05T00:00:00Z"}});
  const auto dates = end_dates(s.report.scan, s.rules);
  REQUIRE(dates.size() == 1);
  CHECK(to_iso8601_millis(dates[0].end) == "2016-01-05T00:00:00.000Z");
}

TEST_CASE("a CRL without an issuer is known by its URL, and what has no name at all is left out") {
  Story s;
  s.met(0, {{}, {}, {}, {}, {"2015-06-05T00:00:00Z"}, {"http://pki.contoso.com/root.crl"}});
  s.met(0, {{}, {}, {}, {}, {"2015-06-06T00:00:00Z"}, {"http://pki.contoso.com/issuing.crl"}});
  s.met(0, {{}, {}, {}, {}, {"2015-06-07T00:00:00Z"}, {}});
  const auto dates = end_dates(s.report.scan, s.rules);
  REQUIRE(dates.size() == 2);
  CHECK(dates[0].name == "http://pki.contoso.com/root.crl");
}

TEST_CASE("what cannot be read as a date is passed over, and a list too short ends") {
  Story s;
  s.met(0, {{"CN=a", "CN=b"}, {}, {"soon", ""}, {"X", "Y"}, {"2015-06-05T00:00:00Z"}});
  const auto dates = end_dates(s.report.scan, s.rules);
  REQUIRE(dates.size() == 1);
  CHECK(dates[0].name == "X");
}

TEST_CASE("the text lists what is near, counts the rest, and is silent without dates") {
  Story s;
  CHECK(s.text().empty());
  s.met(0, {{"CN=near", "CN=far", "CN=gone"}, {"A", "B", "C"},
            {"2015-06-05T12:00:00Z", "2019-01-01T00:00:00Z", "2010-01-01T00:00:00Z"}, {}, {}});
  CHECK(s.text() ==
        "Dates ahead, from 2015-06-01 12:00:00Z\n"
        " ends                             what         of       computer\n"
        " 2015-06-05 12:00:00Z  in 4 days  certificate  CN=near  FE01.contoso.local\n"
        " ... and 1 later, 1 over long ago; --all lists them\n");
  CHECK(s.text(true).find(" 2010-01-01 00:00:00Z  1,977 days ago  certificate  CN=gone") != std::string::npos);
  CHECK(s.text(true).find("...") == std::string::npos);
}
