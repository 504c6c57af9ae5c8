#include "engine/channel_wants.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;

namespace {

/// A rule for a service around this selection.
std::string rule(const std::string& name, const std::string& source, const std::string& selection) {
  return "title: " + name + "\nname: " + name + "\nlogsource: {product: windows" +
         (source.empty() ? "" : ", service: " + source) + "}\ndetection: {s: {" + selection + "}, condition: s}\n---\n";
}

RuleSet rules_of(const std::string& documents) {
  Diagnostics problems;
  RuleSet rules = doctor::test::load_text(documents.substr(0, documents.rfind("---")), problems).rules;
  REQUIRE_MESSAGE(problems.empty(), doctor::test::as_text(problems));
  return rules;
}

/// "1 2 Schannel" or "everything".
std::string shown(const ChannelWants& wants) {
  if (wants.everything) return wants.event_ids.empty() && wants.providers.empty() ? "everything" : "wrong";
  std::string out;
  for (const std::uint32_t id : wants.event_ids) out += std::to_string(id) + " ";
  for (const std::string& name : wants.providers) out += name + " ";
  return out.empty() ? out : out.substr(0, out.size() - 1);
}

}  // namespace

TEST_CASE("of a channel the ids are wanted that rules of it or of any channel ask for") {
  const RuleSet rules = rules_of(rule("a", "system", "EventID: [36888, 7]") + rule("b", "application", "EventID: 2") +
                                 rule("c", "", "EventID: 9"));
  CHECK(shown(wants_of_channel(rules, "System")) == "7 9 36888");
  CHECK(shown(wants_of_channel(rules, "system")) == "7 9 36888");
  CHECK(shown(wants_of_channel(rules, "Application")) == "2 9");
  CHECK(shown(wants_of_channel(rules, "Lync Server")) == "9");
}

TEST_CASE("a provider of any id is named as somebody spelled it") {
  const std::string any_id = rule("a", "system", "Provider_Name: Schannel, Level: 3");
  const RuleSet unspelled = rules_of(any_id);
  CHECK(shown(wants_of_channel(unspelled, "System")) == "everything");  // only "schannel" is known of it
  const std::vector<std::string> spellings = {"Schannel", "Contoso"};
  CHECK(shown(wants_of_channel(unspelled, "System", spellings)) == "Schannel");
  // The log source of another rule spells it.
  const RuleSet spelled = rules_of(any_id + rule("b", "schannel", "EventID: 36888"));
  CHECK(shown(wants_of_channel(spelled, "System")) == "36888 Schannel");
  CHECK(shown(wants_of_channel(spelled, "Application")).empty());
}

TEST_CASE("a rule that asks for neither ids nor providers wants all of its channel") {
  const RuleSet rules = rules_of(rule("a", "system", "Level: 2") + rule("b", "application", "EventID: 2"));
  CHECK(shown(wants_of_channel(rules, "System")) == "everything");
  CHECK(shown(wants_of_channel(rules, "Application")) == "2");
}

TEST_CASE("no rules want nothing") {
  CHECK(shown(wants_of_channel(RuleSet(), "System")).empty());
}
