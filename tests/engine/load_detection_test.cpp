#include "engine/load_detection.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::EventBuilder;
using doctor::test::matches;
using doctor::test::refusals;
using doctor::test::rule_with;
using doctor::test::selects;

namespace {

EventBuilder schannel() {
  return EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("ErrorState", "1205");
}
EventBuilder with(const char* field, const char* value) {
  return EventBuilder("P", 1).data(field, value);
}

}  // namespace

TEST_CASE("a map asks for all of its fields") {
  const char* map = "selection: {EventID: 36888, AlertDesc: 40, ErrorState: 1205}\ncondition: selection";
  CHECK(matches(map, schannel()));
  CHECK_FALSE(matches(map, EventBuilder("Schannel", 36888).data("AlertDesc", "40").data("ErrorState", "1203")));
  CHECK_FALSE(matches(map, EventBuilder("Schannel", 36888).data("AlertDesc", "40")));
}

TEST_CASE("a list of values asks for any, with all for every one") {
  CHECK(selects("AlertDesc: [20, 40]", schannel()));
  CHECK_FALSE(selects("AlertDesc: [20, 70]", schannel()));
  CHECK(selects("F|contains|all: [a, b]", with("F", "xaxbx")));
  CHECK_FALSE(selects("F|contains|all: [a, b]", with("F", "xax")));
  CHECK(selects("F|all: ['a*', '*b']", with("F", "a b")));
}

TEST_CASE("a list of maps asks for any map") {
  const char* list = "selection:\n  - {AlertDesc: 40, ErrorState: 1205}\n  - {AlertDesc: 20}\ncondition: selection";
  CHECK(matches(list, schannel()));
  CHECK(matches(list, with("AlertDesc", "20")));
  CHECK_FALSE(matches(list, with("AlertDesc", "40")));
}

TEST_CASE("keywords are looked for anywhere in the event") {
  const char* keywords = "keywords: ['event::clear', 'event::drop']\ncondition: keywords";
  CHECK(matches(keywords, with("F", "a Event::Drop b")));
  CHECK_FALSE(matches(keywords, with("F", "event::none")));
  CHECK(matches("keywords: contoso\ncondition: keywords", with("F", "x")));  // the Computer
  CHECK(matches("k: {'|all': [one, two]}\ncondition: k", with("F", "two one")));
  CHECK_FALSE(matches("k: {'|all': [one, two]}\ncondition: k", with("F", "one")));
  CHECK(matches("k: {'|re': '^o.e$'}\ncondition: k", with("F", "one")));
  CHECK(matches("k: ['o*e']\ncondition: k", with("F", "an ore")));
}

TEST_CASE("a list may mix maps and keywords") {
  const char* mixed = "selection:\n  - word\n  - {F: exact}\ncondition: selection";
  CHECK(matches(mixed, with("G", "a word")));
  CHECK(matches(mixed, with("F", "exact")));
  CHECK_FALSE(matches(mixed, with("F", "not exact")));
}

TEST_CASE("text modifiers by their truth table") {
  struct Row {
    const char* selection;
    bool abc, xabcx, abcx, xabc, upper;
  };
  for (const Row& r :
       {Row{"F: abc", true, false, false, false, true}, Row{"F|contains: abc", true, true, true, true, true},
        Row{"F|startswith: abc", true, false, true, false, true},
        Row{"F|endswith: abc", true, false, false, true, true}, Row{"F|cased: abc", true, false, false, false, false},
        Row{"F|contains|cased: abc", true, true, true, true, false}, Row{"F|neq: abc", false, true, true, true, false},
        Row{"F|contains|neq: abc", false, false, false, false, false}, Row{"F|re: 'b'", true, true, true, true, false},
        Row{"F|re|i: '^abc$'", true, false, false, false, true}, Row{"F: 'abc?'", false, false, true, false, false},
        Row{"F: '*abc*'", true, true, true, true, true}}) {
    CHECK_MESSAGE(selects(r.selection, with("F", "abc")) == r.abc, std::string(r.selection));
    CHECK_MESSAGE(selects(r.selection, with("F", "xabcx")) == r.xabcx, std::string(r.selection));
    CHECK_MESSAGE(selects(r.selection, with("F", "abcx")) == r.abcx, std::string(r.selection));
    CHECK_MESSAGE(selects(r.selection, with("F", "xabc")) == r.xabc, std::string(r.selection));
    CHECK_MESSAGE(selects(r.selection, with("F", "ABC")) == r.upper, std::string(r.selection));
  }
}

TEST_CASE("other modifiers by their truth table") {
  const EventBuilder event = EventBuilder("P", 1)
                                 .data("Ip", "10.0.0.7")
                                 .data("N", "40")
                                 .data("Empty", "")
                                 .data("Nil", Value{})
                                 .data("When", "2015-06-01T07:08:00Z");
  struct Row {
    const char* selection;
    bool expected;
  };
  for (const Row& r : {Row{"Ip|cidr: 10.0.0.0/8", true},
                       Row{"Ip|cidr: 11.0.0.0/8", false},
                       Row{"Ip|cidr: ['::/0', 10.0.0.7]", true},
                       Row{"N|lt: 41", true},
                       Row{"N|lt: 40", false},
                       Row{"N|lte: 40", true},
                       Row{"N|gt: 39", true},
                       Row{"N|gt: 40", false},
                       Row{"N|gte: 40", true},
                       Row{"N|gte: 40.5", false},
                       Row{"N: 0x28", true},
                       Row{"N: '0x28'", true},
                       Row{"N|neq: 0x28", false},
                       Row{"N|exists: true", true},
                       Row{"N|exists: false", false},
                       Row{"Absent|exists: true", false},
                       Row{"Absent|exists: false", true},
                       Row{"Empty|exists: true", true},
                       Row{"Nil|exists: true", true},
                       Row{"N: null", false},
                       Row{"Absent: null", true},
                       Row{"Nil: null", true},
                       Row{"Empty: null", false},
                       Row{"N: ''", false},
                       Row{"Absent: ''", false},
                       Row{"Nil: ''", true},
                       Row{"Empty: ''", true},
                       Row{"N|neq: null", true},
                       Row{"Absent|neq: null", false},
                       Row{"Absent|neq: x", true},
                       Row{"Absent|lt: 5", false},
                       Row{"When|hour: 7", true},
                       Row{"When|hour|gte: 8", false},
                       Row{"When|minute: [7, 8]", true},
                       Row{"N|hour: 7", false},
                       Row{"TimeCreated|year: 2015", true},
                       Row{"Ip: '10.0.0.*'", true}}) {
    CHECK_MESSAGE(selects(r.selection, event) == r.expected, std::string(r.selection));
  }
}

TEST_CASE("fieldref compares with another field of the same event") {
  const auto event = [](const char* a, const char* b) { return EventBuilder("P", 1).data("A", a).data("B", b); };
  CHECK(selects("A|fieldref: B", event("Same", "SAME")));
  CHECK_FALSE(selects("A|fieldref: B", event("same", "other")));
  CHECK(selects("A|fieldref: B", event("0x28", "40")));
  CHECK_FALSE(selects("A|cased|fieldref: B", event("Same", "SAME")));
  CHECK(selects("A|fieldref|startswith: B", event("prefix-rest", "prefix")));
  CHECK(selects("A|fieldref|endswith: B", event("prefix-rest", "rest")));
  CHECK(selects("A|fieldref|contains: B", event("prefix-rest", "fix")));
  CHECK(selects("A|fieldref|neq: B", event("a", "b")));
  CHECK_FALSE(selects("A|fieldref|neq: B", event("a", "a")));
  CHECK_FALSE(selects("A|fieldref: Absent", event("a", "b")));
  CHECK(selects("Computer|fieldref: A", event("fe01.contoso.local", "b")));
}

TEST_CASE("a repeated field matches if any of its values does; neq denies that") {
  const EventBuilder event = EventBuilder("P", 1).data("F", "one").data("F", "two");
  CHECK(selects("F: two", event));
  CHECK_FALSE(selects("F: three", event));
  CHECK_FALSE(selects("F|neq: two", event));
  CHECK(selects("F|neq: three", event));
  CHECK(selects("F|contains|all: [one, two]", event));
  CHECK(selects("F|neq: [three, four]", event));
  CHECK_FALSE(selects("F|neq: [two, three]", event));
}

TEST_CASE("base64 modifiers find encoded text") {
  CHECK(selects("F|base64offset|contains: foobar", with("F", "eCBmb29iYXIgeA==")));
  CHECK(selects("F|wide|base64offset|contains: ab", with("F", "xxYQBiAxx")));
  CHECK_FALSE(selects("F|base64offset|contains: foobar", with("F", "foobar")));
  CHECK(selects("F|contains|windash: ' -f '", with("F", "a /f b")));
}

TEST_CASE("System fields, facts' names and unnamed data are fields like any other") {
  const EventBuilder event = EventBuilder("Schannel", 36888).level(4).unnamed("alpha").unnamed("beta");
  CHECK(selects("Provider_Name: SCHANNEL", event));
  CHECK(selects("EventID: '36888'", event));
  CHECK(selects("Level: 4", event));
  CHECK(selects("Channel: system", event));
  CHECK(selects("Data: beta", event));
  CHECK(selects("Data|contains|all: [alp, bet]", event));
  CHECK_FALSE(selects("EventID: 3688", event));
}

TEST_CASE("conditions combine, quantify, and a list of them is or") {
  const char* parts = "a: {F: '1'}\nb: {G: '1'}\nc: {H: '1'}\n_d: {I: '1'}\ncondition: ";
  const auto event = [](const char* f, const char* g, const char* h) {
    return EventBuilder("P", 1).data("F", f).data("G", g).data("H", h).data("I", "0");
  };
  const std::string p = parts;
  CHECK(matches(p + "a and b and not c", event("1", "1", "0")));
  CHECK_FALSE(matches(p + "a and b and not c", event("1", "1", "1")));
  CHECK(matches(p + "1 of them", event("0", "0", "1")));
  CHECK_FALSE(matches(p + "1 of them", event("0", "0", "0")));
  CHECK(matches(p + "all of them", event("1", "1", "1")));  // _d is not one of them
  CHECK_FALSE(matches(p + "all of them", event("1", "1", "0")));
  CHECK_FALSE(matches(p + "1 of _*", event("1", "1", "1")));
  CHECK(matches(p + "[a and b, c]", event("0", "0", "1")));
  CHECK_FALSE(matches(p + "[a and b, c]", event("1", "0", "0")));
}

TEST_CASE("what cannot be honoured is refused with its line, column and reason") {
  // The detection begins on line 5; its lines are indented by two.
  const auto refused = [](const std::string& detection) { return refusals(rule_with(detection)); };
  CHECK(refused("s: {F|contians: x}\ncondition: s") ==
        "5:7 rule-unknown-modifier: unknown modifier 'contians'; did you mean 'contains'? refused: 1");
  CHECK(refused("s:\n  F|re: 'a('\ncondition: s") ==
        "6:11 rule-bad-regex: not a regular expression this program can run: missing ): a(; look-around and "
        "back-references are not part of Sigma refused: 1");
  CHECK(refused("s: {F|cidr: 10.0.0.0/99}\ncondition: s") ==
        "5:15 rule-bad-cidr: '10.0.0.0/99' is no network: the prefix length must be 0 to 32 refused: 1");
  CHECK(refused("s: {F: x}\ncondition: t") ==
        "6:14 rule-unknown-identifier: condition: no search identifier is named 't' refused: 1");
  CHECK(refused("selection: {F: x}\ncondition: selektion") ==
        "6:14 rule-unknown-identifier: condition: no search identifier is named 'selektion'; did you mean 'selection'? "
        "refused: 1");
  CHECK(refused("s: {F: x}\ncondition: 1 of filter_*") ==
        "6:14 rule-unknown-identifier: condition: no search identifier matches 'filter_*' refused: 1");
  CHECK(refused("s: {F: x}\ncondition: s and") ==
        "6:14 rule-bad-condition: condition: expected an identifier at the end refused: 1");
  CHECK(refused("s: {F: x}\ncondition: s | count() > 5") ==
        "6:14 rule-legacy-aggregation: condition: aggregation behind '|' is not part of Sigma any more; write a "
        "correlation document refused: 1");
  CHECK(refused("s: {F: x}\ntimeframe: 5m\ncondition: s") ==
        "6:3 rule-legacy-aggregation: 'timeframe' is not part of Sigma any more; write a correlation with a 'timespan' "
        "refused: 1");
  CHECK(refused("s: {F: x}") == "5:3 rule-bad-condition: 'detection' has no 'condition' refused: 1");
  CHECK(refused("s: {F|all: x}\ncondition: s") ==
        "5:7 rule-modifier-conflict: modifier 'all' needs a list of two or more values refused: 1");
  CHECK(refused("s: {F: [a, null]}\ncondition: s") ==
        "5:14 rule-bad-value: null cannot be one of several values; write a search identifier of its own for it "
        "refused: 1");
  CHECK(refused("s: {F: {G: x}}\ncondition: s") ==
        "5:10 rule-bad-value: a value must be a text, a number or null refused: 1");
  CHECK(refused("s: {F: []}\ncondition: s") == "5:10 rule-empty-selection: 'F' has an empty list of values refused: 1");
  CHECK(refused("s: {}\ncondition: s") == "5:6 rule-empty-selection: the search identifier selects nothing refused: 1");
  CHECK(refused("s:\ncondition: s").find("rule-empty-selection: the search identifier selects nothing") !=
        std::string::npos);
  CHECK(refused("s: [[a]]\ncondition: s") ==
        "5:7 rule-bad-selection: expected a map of fields or a keyword refused: 1");
  CHECK(refused("s: {F|lt: many}\ncondition: s") == "5:13 rule-bad-value: 'many' is not a number refused: 1");
  CHECK(refused("s: {F|exists: 1}\ncondition: s") == "5:17 rule-bad-value: 'exists' takes true or false refused: 1");
  CHECK(refused("s: {F|contains: null}\ncondition: s") ==
        "5:19 rule-bad-value: null has no text to look into refused: 1");
  CHECK(refused("s: {F|base64: 'a*'}\ncondition: s") ==
        "5:17 rule-bad-value: a text with wildcards cannot be encoded in Base64 refused: 1");
}

TEST_CASE("a search identifier that the condition forgets is a warning, not a refusal") {
  CHECK(refusals(rule_with("s: {F: x}\nt: {F: y}\n_u: {F: z}\ncondition: s")) ==
        "6:6 rule-unused-identifier: the condition does not use 't'");
}

TEST_CASE("a detection made to cost too much is refused, soon") {
  std::string names, condition = "1 of them";
  for (int i = 0; i < 2000; ++i) names += "s" + std::to_string(i) + ": {F: x}\n";
  for (int i = 0; i < 2000; ++i) condition += " or 1 of them";
  CHECK(refusals(rule_with(names + "condition: " + condition)).find("rule-too-large") != std::string::npos);
  std::string regexes = "s:\n  F|re: [";
  for (int i = 0; i < 201; ++i) regexes += "a" + std::to_string(i) + ", ";
  CHECK(refusals(rule_with(regexes + "z]\ncondition: s")).find("rule-too-large: more than 200 regular expressions") !=
        std::string::npos);
  CHECK(refusals(rule_with("s: {F: '" + std::string(9000, 'a') + "'}\ncondition: s"))
            .find("rule-too-large: a value of more than 8192 bytes") != std::string::npos);
}
