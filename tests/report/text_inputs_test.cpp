#include <doctest/doctest.h>

#include "report/sample_report.h"
#include "report/text_parts.h"

using namespace doctor;

namespace {

std::string inputs_text(const Report& report, const TextStyle& style = {}) {
  Page page(100, false);
  write_damaged_inputs(report.scan, style, page);
  return page.take();
}

std::string rules_text(const Report& report, const TextStyle& style = {}) {
  Page page(100, false);
  write_rule_problems(report, style, page);
  return page.take();
}

TextStyle everything() {
  TextStyle style;
  style.all = true;
  return style;
}

Diagnostic damage(Severity severity, std::uint64_t offset, std::uint64_t lost, std::uint32_t line = 0) {
  return {"evtx-record-size", severity, {0, offset, line, 0}, lost, "record size 0", ""};
}

}  // namespace

TEST_CASE("sound inputs and rules write nothing") {
  Report report = test::empty_report();
  test::add_input(report, "a.evtx", "System", "FE01", 10);
  CHECK(inputs_text(report).empty());
  CHECK(rules_text(report).empty());
}

TEST_CASE("the inputs that could be read are a table") {
  Report report = test::empty_report();
  test::add_input(report, "FE01/System.evtx", "System", "FE01", 1001).relevant = 37;
  test::add_input(report, "ca.reg", "Registry export", "CA01", 3).undated = true;
  test::add_input(report, "gone.evtx", "System", "FE01", 1).error = "access denied";
  Page page(120, false);
  write_inputs(report.scan, {}, page);
  CHECK(page.take() ==
        "Inputs\n"
        " file              kind  events  relevant  when\n"
        " FE01/System.evtx  evtx   1,001        37  2015-06-01 07:00:00Z to 2015-06-01 07:16:41Z (16 min 41 s)\n"
        " ca.reg            evtx       3         0\n");
}

TEST_CASE("many inputs are counted, unless all are asked for") {
  Report report = test::empty_report();
  for (int i = 0; i < 25; ++i) test::add_input(report, std::to_string(i) + ".evtx", "System", "FE01", 1);
  const auto text = [&report](const TextStyle& style) {
    Page page(100, false);
    write_inputs(report.scan, style, page);
    return page.take();
  };
  CHECK(text({}).find(" 19.evtx ") != std::string::npos);
  CHECK(text({}).find(" 20.evtx ") == std::string::npos);
  CHECK(text({}).find("... and 5 more; --all lists them") != std::string::npos);
  CHECK(text(everything()).find(" 24.evtx ") != std::string::npos);
}

TEST_CASE("an unreadable input says why") {
  Report report = test::empty_report();
  test::add_input(report, "a.evtx", "System", "FE01", 10).error = "access denied";
  CHECK(inputs_text(report) == "Damaged or unreadable inputs\n * a.evtx: access denied\n");
}

TEST_CASE("damage shows place, reason and loss, a line where the input has lines") {
  Report report = test::empty_report();
  InputResult& input = test::add_input(report, "a.xml", "System", "FE01", 10);
  input.damage.add(damage(Severity::warning, 66048, 1512));
  input.damage.add(damage(Severity::error, 0, 0, 1200));
  CHECK(inputs_text(report) ==
        "Damaged or unreadable inputs\n"
        " * a.xml: 2 damaged places, 1,512 bytes lost\n"
        "   - offset 66,048: record size 0, 1,512 bytes lost (evtx-record-size)\n"
        "   - line 1,200: record size 0 (evtx-record-size)\n");
}

TEST_CASE("of much damage the first three places are shown and the rest is counted") {
  Report report = test::empty_report();
  InputResult& input = test::add_input(report, "a.evtx", "System", "FE01", 10);
  for (std::uint64_t i = 0; i < 45; ++i) input.damage.add(damage(Severity::warning, 100 * i, 1));
  CHECK(inputs_text(report) ==
        "Damaged or unreadable inputs\n"
        " * a.evtx: 45 damaged places, 45 bytes lost\n"
        "   - offset 0: record size 0, 1 byte lost (evtx-record-size)\n"
        "   - offset 100: record size 0, 1 byte lost (evtx-record-size)\n"
        "   - offset 200: record size 0, 1 byte lost (evtx-record-size)\n"
        "   in all: 45 x evtx-record-size\n");
}

TEST_CASE("notes are no damage and are shown on request") {
  Report report = test::empty_report();
  test::add_input(report, "a.evtx", "System", "FE01", 10).damage.add(damage(Severity::note, 0, 0));
  CHECK(inputs_text(report).empty());
  CHECK(inputs_text(report, everything()) ==
        "Damaged or unreadable inputs\n"
        " * a.evtx: remarks, nothing lost\n"
        "   - offset 0: record size 0 (evtx-record-size)\n");
}

TEST_CASE("rule problems show document, place, reason and help") {
  Report report = test::empty_report();
  report.rules_refused = 2;
  report.documents = {"x.yml"};
  report.rule_problems.add(
      {"rule-unknown-key", Severity::error, {0, 0, 3, 5}, 0, "unknown key 'titel'", "did you mean 'title'?"});
  report.rule_problems.add({"rule-folder", Severity::warning, {9, 0, 0, 0}, 0, "file too large", ""});
  report.rule_problems.add({"rule-replaced", Severity::note, {0, 0, 1, 1}, 0, "replaces a built-in rule", ""});
  CHECK(rules_text(report) ==
        "Problems of the rules (2 documents refused)\n"
        " * x.yml:3:5: unknown key 'titel' (rule-unknown-key)\n"
        "   did you mean 'title'?\n"
        " * rules: file too large (rule-folder)\n");
  CHECK(rules_text(report, everything()).find(" * x.yml:1:1: replaces a built-in rule") != std::string::npos);
}

TEST_CASE("rule problems that were not kept are counted") {
  Report report = test::empty_report();
  for (int i = 0; i < 30; ++i) report.rule_problems.add({"rule-x", Severity::error, {}, 0, "bad", ""});
  CHECK(rules_text(report).find(" ... and 10 more\n") != std::string::npos);
}
