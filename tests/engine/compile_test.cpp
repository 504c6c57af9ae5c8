#include "engine/compile.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

RuleSet rules_of(const std::string& text) {
  Diagnostics problems;
  return doctor::test::load_text(text, problems).rules;
}

std::string rule(const char* name, const char* logsource, const char* detection) {
  return std::string("title: T\nname: ") + name + "\nlogsource: {" + logsource + "}\ndetection: {" + detection +
         "}\n---\n";
}

bool wants(const RuleSet& rules, std::uint32_t id, std::string_view provider) {
  return rules.prefilter().wants(id, FileTime{1}, provider, "System");
}

}  // namespace

TEST_CASE("the prefilter is the union of what the rules can match") {
  const RuleSet rules =
      rules_of(rule("a", "service: system", "s: {Provider_Name: Schannel, EventID: [36887, 36888]}, condition: s") +
               rule("b", "service: schannel", "s: {EventID: 36874}, condition: s") +
               rule("c", "category: process_creation", "s: {Image: x}, condition: s") +
               rule("d", "service: application", "s: {EventID: 4107}, condition: s"));
  CHECK_FALSE(rules.prefilter().wants_all_ids());
  CHECK(wants(rules, 36887, "schannel"));
  CHECK(wants(rules, 36888, "SCHANNEL"));
  CHECK_FALSE(wants(rules, 36888, "Other"));
  CHECK(wants(rules, 36874, "Schannel"));
  CHECK(wants(rules, 1, "anyone"));
  CHECK(wants(rules, 4107, "anyone"));
  CHECK_FALSE(wants(rules, 36875, "Schannel"));
}

TEST_CASE("one rule without a necessary id opens the prefilter") {
  for (const char* detection :
       {"s: {Image: x}, condition: s", "s: {EventID: 1}, t: {A: b}, condition: s or t",
        "s: {EventID|gte: 1}, condition: s", "s: {EventID: 1}, condition: not s", "k: [word], condition: k"}) {
    CHECK(rules_of(rule("a", "service: system", "s: {EventID: 5}, condition: s") +
                   rule("b", "product: windows", detection))
              .prefilter()
              .wants_all_ids());
  }
}

TEST_CASE("no rules want nothing") {
  CHECK_FALSE(RuleSet().prefilter().wants_all_ids());
  CHECK_FALSE(wants(RuleSet(), 1, "x"));
  CHECK(RuleSet().rules().empty());
}

TEST_CASE("rules are sorted by id and found by it") {
  const RuleSet rules = rules_of(rule("b", "product: windows", "s: {F: x}, condition: s") +
                                 rule("a", "product: windows", "s: {F: x}, condition: s"));
  CHECK(rules.rules()[0].id == "a");
  CHECK(rules.rule("b") == 1u);
  CHECK_FALSE(rules.rule("c"));
  CHECK_FALSE(rules.correlation("a"));
}

TEST_CASE("a rule that contradicts its log source is told so") {
  Diagnostics problems;
  doctor::test::load_text(rule("a", "category: process_creation", "s: {EventID: 4688}, condition: s"), problems);
  CHECK(as_text(problems) ==
        "1:1 rule-never-matches: rule 'a' can never match: no event has its event id and provider in its log source");
}

TEST_CASE("weights have the names reports use") {
  CHECK(weight_name(Weight::info) == "info");
  CHECK(weight_name(Weight::critical) == "critical");
}

TEST_CASE("names are numbered from one") {
  NameTable names;
  CHECK(names.add("system") == 1);
  CHECK(names.add("security") == 2);
  CHECK(names.add("system") == 1);
  CHECK(names.find("security") == 2);
  CHECK(names.find("other") == 0);
}
