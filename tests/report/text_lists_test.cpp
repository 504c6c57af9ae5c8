#include <doctest/doctest.h>

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

}  // namespace

TEST_CASE("empty lists write nothing") {
  const Assessment none;
  CHECK(text_of([&](Page& p) {
          write_false_alarms(none, kShort, p);
          write_unexplained(none, kShort, p);
          write_not_assessable(none, {}, p);
          write_assumptions(none, kShort, p);
        }).empty());
}

TEST_CASE("a false alarm says what, how often, why and what explains it") {
  Assessment a;
  a.false_alarms = {{"lync-placement-wait", "LS User Services", 32174, "by_design", "There is one server.", "", 1234,
                     "FE01", at("2015-06-01T07:00:00Z"), at("2015-06-01T07:00:00Z")},
                    {"corr", "", 0, "symptom", "", "pki-md5-chain", 1, "", {}, {}}};
  CHECK(text_of([&](Page& p) { write_false_alarms(a, kShort, p); }) ==
        "False alarms\n"
        " * 1,234 x LS User Services 32174 (lync-placement-wait) on FE01: normal by design\n"
        "   There is one server.\n"
        "   2015-06-01 07:00:00Z\n"
        " * 1 x corr: a consequence, not a cause\n"
        "   Explained by: pki-md5-chain\n");
}

TEST_CASE("unexplained events come with counts and what is known") {
  Assessment a;
  a.unexplained = {{"s", "A title", "Schannel", 36887, 3, "FE01", {}, {}, "A note."}};
  CHECK(text_of([&](Page& p) { write_unexplained(a, kShort, p); }) ==
        "Unexplained events\n * 3 x Schannel 36887 (s) on FE01: A title\n   A note.\n");
}

TEST_CASE("a long list is cut after twenty entries but counted to the end") {
  Assessment a;
  for (int i = 0; i < 25; ++i) a.unexplained.push_back({"s" + std::to_string(i), "", "", 0, 100, "", {}, {}, ""});
  const std::string cut = text_of([&](Page& p) { write_unexplained(a, kShort, p); });
  CHECK(cut.find("x s19\n") != std::string::npos);
  CHECK(cut.find("x s20\n") == std::string::npos);
  CHECK(cut.find("... and 5 more entries with 500 events; --all lists them\n") != std::string::npos);
  TextStyle all;
  all.all = true;
  const std::string whole = text_of([&](Page& p) { write_unexplained(a, all, p); });
  CHECK(whole.find("x s24\n") != std::string::npos);
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
