#include "engine/resolve.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

const char* const kRules =
    "title: A\nname: a\nid: 11111111-1111-1111-1111-11111111111A\nlogsource: {product: windows}\nfields: [User]\n"
    "detection: {s: {EventID: 1}, condition: s}\n---\n"
    "title: B\nname: b\nlogsource: {product: windows}\ndetection: {s: {EventID: 2}, condition: s}\n---\n";

std::string correlation(const char* name, const char* rules, const char* more = "") {
  return std::string("title: T\nname: ") + name + "\ncorrelation: {type: temporal, rules: [" + rules +
         "], timespan: 5m" + more + "}\n---\n";
}

struct Loaded {
  explicit Loaded(const std::string& text) : loaded(doctor::test::load_text(kRules + text, problems)) {}

  std::string ids() const {
    std::string out;
    for (const Correlation& c : loaded.rules.correlations()) out += (out.empty() ? "" : " ") + c.id;
    return out;
  }
  std::string messages() const {
    std::string out;
    for (const Diagnostic& d : problems.kept()) {
      out += (out.empty() ? "" : "\n") + std::string(d.code) + ": " + d.message + (d.help.empty() ? "" : "; " + d.help);
    }
    return out;
  }

  Diagnostics problems;
  LoadedRules loaded;
};

}  // namespace

TEST_CASE("rules are found by name and by id, in any case of the id") {
  const Loaded l(correlation("c", "11111111-1111-1111-1111-11111111111a, b"));
  CHECK(l.messages().empty());
  REQUIRE(l.ids() == "c");
  CHECK(l.loaded.rules.correlations()[0].rules == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a chain comes behind its parts, whatever the names and the order in the file") {
  const Loaded l(correlation("a1", "z, m") + correlation("m", "z, b") + correlation("z", "a, b"));
  CHECK(l.messages().empty());
  CHECK(l.ids() == "z m a1");
  CHECK(l.loaded.rules.correlation("m") == 1u);
}

TEST_CASE("a correlation of unknown rules is refused, and what builds on it too") {
  const Loaded l(correlation("c", "a, bb") + correlation("d", "c, b") + correlation("e", "a, b"));
  CHECK(l.messages() ==
        "rule-unknown-rule: correlation 'c' names a rule that is not there: 'bb'\n"
        "rule-unknown-rule: correlation 'd' builds on 'c', which was refused");
  CHECK(l.ids() == "e");
  CHECK(l.loaded.refused == 2);
}

TEST_CASE("circles are refused, and nothing else") {
  const Loaded l(correlation("c", "d, a") + correlation("d", "c, a") + correlation("self", "self, a") +
                 correlation("behind", "c, a") + correlation("fine", "a, b"));
  CHECK(l.messages() ==
        "rule-cycle: correlation 'behind' is part of a circle of correlations, or builds on one\n"
        "rule-cycle: correlation 'c' is part of a circle of correlations, or builds on one\n"
        "rule-cycle: correlation 'd' is part of a circle of correlations, or builds on one\n"
        "rule-cycle: correlation 'self' is part of a circle of correlations, or builds on one");
  CHECK(l.ids() == "fine");
}

TEST_CASE("group-by takes System names and fields that every rule keeps") {
  CHECK(Loaded(correlation("c", "a, b", ", group-by: [Computer, Channel, Provider_Name, EventID]")).messages().empty());
  CHECK(Loaded(correlation("c", "a", ", group-by: [User]")).messages().empty());
  CHECK(Loaded(correlation("c", "a, b", ", group-by: [User]")).messages() ==
        "rule-field-not-kept: correlation 'c' needs field 'User', which rule 'b' does not keep; add it to the 'fields' "
        "of "
        "that rule");
  CHECK(
      Loaded(correlation("c", "a, b", ", group-by: [Level]")).messages().find("needs field 'Level', which rule 'a'") !=
      std::string::npos);
}

TEST_CASE("a chain groups by what its parts group by") {
  const std::string part = correlation("p", "a", ", group-by: [User]");
  CHECK(Loaded(part + correlation("c", "p, a", ", group-by: [User, Computer]")).messages().empty());
  CHECK(Loaded(part + correlation("c", "p", ", group-by: [Channel]")).messages() ==
        "rule-field-not-kept: correlation 'c' needs field 'Channel', which correlation 'p' does not group by; add it "
        "to its "
        "'group-by'");
}

TEST_CASE("aliases name the field of each rule") {
  CHECK(
      Loaded(correlation("c", "a, b", ", group-by: [who], aliases: {who: {a: User, b: Computer}}")).messages().empty());
  CHECK(Loaded(correlation("c", "a, b", ", group-by: [who], aliases: {who: {a: User}}")).messages() ==
        "rule-bad-alias: correlation 'c': alias 'who' has no field for rule 'b'");
}

TEST_CASE("one id cannot be a rule and a correlation") {
  const Loaded l(correlation("a", "b"));
  CHECK(l.messages() == "rule-duplicate-id: correlation 'a' has the id of a rule");
  CHECK(l.loaded.rules.rules().size() == 2);
}

TEST_CASE("a rule named twice under two names is noticed") {
  CHECK(Loaded(correlation("c", "a, 11111111-1111-1111-1111-11111111111a")).messages() ==
        "rule-correlation-rules: correlation 'c' names a rule twice, by id and by name");
}

TEST_CASE("a chain of a thousand correlations is resolved") {
  std::string text = correlation("c0", "a, b");
  for (int i = 1; i < 1000; ++i) {
    text += correlation(("c" + std::to_string(i)).c_str(), ("c" + std::to_string(i - 1)).c_str());
  }
  const Loaded l(text);
  CHECK(l.loaded.rules.correlations().size() == 1000);
  CHECK(l.loaded.rules.correlations()[999].id == "c999");
}
