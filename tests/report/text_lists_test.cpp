#include <doctest/doctest.h>

#include "engine/kit.h"
#include "knowledge/built_in.h"
#include "report/sample_report.h"
#include "report/text_parts.h"

using namespace doctor;
using doctor::test::at;

namespace {

template <class Write>
std::string text_of(Write write) {
  Page page(100, false);
  write(page);
  return page.take();
}

const TextStyle kShort;

std::string unexplained_text(const Report& report, const TextStyle& style = kShort) {
  const RuleSet rules;
  return text_of([&](Page& page) { write_unexplained(report, rules, EventTimes(report, rules), style, page); });
}

}  // namespace

TEST_CASE("empty lists write nothing") {
  const Assessment none;
  CHECK(text_of([&](Page& p) {
          write_false_alarms(none, kShort, p);
          write_not_assessable(none, {}, p);
          write_assumptions(none, kShort, p);
        }).empty());
  CHECK(unexplained_text(test::empty_report()).empty());
}

TEST_CASE("a false alarm says what, how often, why and what explains it") {
  Assessment a;
  a.false_alarms = {{"lync-placement-wait", "LS User Services", 32174, "by_design", "There is one server.", "", 1234,
                     "FE01", at("2015-06-01T07:00:00Z"), at("2015-06-01T07:00:00Z")},
                    {"corr", "", 0, "symptom", "", "pki-md5-chain", 1, "", {}, {}},
                    {"other", "Schannel", 36888, "symptom", "It follows.", "pki-md5-chain", 2, "FE02", {}, {}},
                    {"same", "LS", 1, "by_design", "There is one server.", "", 1, "FE01", {}, {}}};
  CHECK(text_of([&](Page& p) { write_false_alarms(a, kShort, p); }) ==
        "False alarms\n"
        " events  event                                       computer  when                  why\n"
        "  1,234  LS User Services 32174 lync-placement-wait  FE01      2015-06-01 07:00:00Z  [1]\n"
        "      1  corr                                                                        [2]\n"
        "      2  Schannel 36888 other                        FE02                            [3]\n"
        "      1  LS 1 same                                   FE01                            [1]\n"
        " [1] normal by design: There is one server.\n"
        " [2] a consequence, not a cause; explained by pki-md5-chain\n"
        " [3] a consequence, not a cause: It follows. Explained by pki-md5-chain\n");
}

TEST_CASE("the rhythm of a false alarm is short, unless all is asked for") {
  Assessment a;
  a.false_alarms = {
      {"s", "Schannel", 36888, "scanner", "", "", 12, "FE01", at("2015-06-01T07:00:00Z"), at("2015-06-01T12:00:00Z")}};
  Rhythm& rhythm = a.false_alarms.front().rhythm;
  rhythm.events = rhythm.clusters = 12;
  rhythm.interval = Ticks{300 * kTicksPerSecond};
  rhythm.active_hours = rhythm.span_hours = 6;
  rhythm.busiest_hour = at("2015-06-01T07:00:00Z");
  rhythm.busiest = 7;
  const auto text = [&a](const TextStyle& style) {
    Page page(300, false);
    write_false_alarms(a, style, page);
    return page.take();
  };
  CHECK(text(kShort).find("(5 h); one every 5 min") != std::string::npos);
  CHECK(text(kShort).find("hours") == std::string::npos);
  TextStyle all;
  all.all = true;
  CHECK(text(all).find("in 6 of 6 hours") != std::string::npos);
}

TEST_CASE("unexplained events come with counts and what is known") {
  Report report = test::empty_report();
  report.assessment.unexplained = {{"s", "A title", "Schannel", 36887, 3, "FE01", {}, {}, "A note."}};
  CHECK(unexplained_text(report) ==
        "Unexplained events\n"
        " events  event             computer  the first says  when\n"
        "      3  Schannel 36887 s  FE01      A title               [1]\n"
        " [1] A note.\n");
}

TEST_CASE("the first of unexplained events says what it says") {
  Diagnostics problems;
  const RuleSet rules = test::load_text(
                            "title: Received alert\nname: received\nlogsource: {product: windows}\n"
                            "detection:\n  s: {EventID: 36887}\n  condition: s\nfields: [TlsAlert, TlsCaller]\n",
                            problems)
                            .rules;
  Report report = test::empty_report();
  report.knowledge = test::built_in_knowledge();
  test::add_input(report, "a.evtx", "System", "FE01", 10);
  for (const auto& [time, alert] : {std::pair("2015-06-01T07:00:00Z", "48"), std::pair("2015-06-01T08:00:00Z", "46")}) {
    Finding& f = report.scan.findings[test::add_finding(report, 36887, "Schannel", at(time), 1)];
    f.rule = 0;
    f.computer = report.scan.strings.intern("FE01");
    f.values = report.scan.strings.intern(joined_values(std::vector<std::vector<std::string>>{{alert}, {"RTCSrv"}}));
  }
  // The finding at 7:00 belongs to something else.
  report.assessment.unexplained = {{"received", "A title", "Schannel", 36887, 1, "FE01", at("2015-06-01T08:00:00Z"),
                                    at("2015-06-01T08:00:00Z"), ""}};
  Page page(200, false);
  write_unexplained(report, rules, EventTimes(report, rules), kShort, page);
  CHECK(page.take().find("  received alert 46 certificate_unknown for RTCSrv  2015-06-01 08:00:00Z") !=
        std::string::npos);
}

TEST_CASE("a long list is cut after twenty entries but counted to the end") {
  Report report = test::empty_report();
  for (int i = 0; i < 25; ++i)
    report.assessment.unexplained.push_back({"s" + std::to_string(i), "", "", 0, 100, "", {}, {}, ""});
  const std::string cut = unexplained_text(report);
  CHECK(cut.find("  s19\n") != std::string::npos);
  CHECK(cut.find("  s20\n") == std::string::npos);
  CHECK(cut.find("... and 5 more entries with 500 events; --all lists them\n") != std::string::npos);
  TextStyle all;
  all.all = true;
  const std::string whole = unexplained_text(report, all);
  CHECK(whole.find("  s24\n") != std::string::npos);
  CHECK(whole.find("more entries") == std::string::npos);
}

TEST_CASE("what could not be assessed is grouped by what is missing, blind logs first") {
  Assessment a;
  a.not_assessable = {{"a", "", "CAPI2", "log not given", "wevtutil sl X /e:true", "", false},
                      {"b", "", "System, Schannel", "no Schannel event in it", "", "FE01", true},
                      {"c", "", "CAPI2", "log not given", "wevtutil sl X /e:true", "", false},
                      {"b", "", "System, Schannel", "no Schannel event in it", "", "FE02", true}};
  CHECK(text_of([&](Page& p) { write_not_assessable(a, {}, p); }) ==
        "Could not be assessed\n"
        " * System, Schannel: no Schannel event in it (FE01, FE02)\n"
        "   would serve: b\n"
        " * CAPI2: log not given\n"
        "       wevtutil sl X /e:true\n"
        "   would serve: a, c\n");
}

TEST_CASE("assumptions are stated") {
  Assessment a;
  a.topology = {{"FE01", "Standard Edition"}, {"", "nothing known"}};
  CHECK(text_of([&](Page& p) { write_assumptions(a, kShort, p); }) ==
        "Assumed\n * FE01: Standard Edition\n * nothing known\n");
}
