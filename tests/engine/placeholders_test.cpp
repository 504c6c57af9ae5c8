#include "engine/placeholders.h"

#include <doctest/doctest.h>

#include "kit.h"

using namespace doctor;
using doctor::test::as_text;

namespace {

std::string expand(const std::string& document, std::string_view text) {
  DataStore data;
  data.add("values.yml", document);
  Diagnostics problems;
  const auto texts = Placeholders::load(data, problems).expand(text);
  if (!problems.empty()) return as_text(problems);
  if (!texts) return "error: " + texts.error().what;
  std::string out;
  for (const std::string& t : *texts) out += (out.empty() ? "" : "|") + t;
  return out;
}

const std::string kTwo = "placeholders: {fe: [FE01, FE02], 'zone.int-1_x': local, n: 7}\n";

}  // namespace

TEST_CASE("a placeholder stands for each of its values") {
  CHECK(expand(kTwo, "%fe%") == "FE01|FE02");
  CHECK(expand(kTwo, "%fe%.contoso.%zone.int-1_x%") == "FE01.contoso.local|FE02.contoso.local");
  CHECK(expand(kTwo, "%fe%%fe%") == "FE01FE01|FE01FE02|FE02FE01|FE02FE02");
  CHECK(expand(kTwo, "%n%") == "7");
  CHECK(expand(kTwo, "plain") == "plain");
  CHECK(expand(kTwo, "").empty());
}

TEST_CASE("a percent sign that is none of a placeholder stays") {
  CHECK(expand(kTwo, "100%") == "100%");
  CHECK(expand(kTwo, "%") == "%");
  CHECK(expand(kTwo, "%%") == "%%");
  CHECK(expand(kTwo, "50% and 60%") == "50% and 60%");
  CHECK(expand(kTwo, "\\%fe\\%") == "%fe%");
  CHECK(expand(kTwo, "\\\\x*") == "\\\\x*");
}

TEST_CASE("without values there is an error, with too many, too") {
  CHECK(expand(kTwo, "x%other%") == "error: placeholder 'other' has no values");
  std::string many = "placeholders:\n  m: [";
  for (int i = 0; i < 101; ++i) many += std::to_string(i) + ", ";
  CHECK(expand(many + "x]\n", "%m%%m%").starts_with("error: its placeholders stand for more than 10000 texts"));
}

TEST_CASE("a document of the wrong shape is reported") {
  CHECK(
      expand("placeholders: {a: []}\n", "%a%").starts_with("1:19 placeholders-grammar: placeholder 'a' has no values"));
  CHECK(expand("placeholders: {a: {b: c}}\n", "%a%").find("1:") == 0);
  CHECK(expand("placeholders: [a]\n", "x") ==
        "1:15 placeholders-grammar: placeholders must be a map of names to values");
}

TEST_CASE("a value may not be a placeholder again") {
  CHECK(expand("placeholders: {a: '%b%', b: x}\n", "%a%") == "%b%");
}

TEST_CASE("rules use them") {
  const auto load = [](const std::string& key_and_value) {
    Diagnostics problems;
    const LoadedRules loaded = doctor::test::load_documents(
        {{"rule.yml", doctor::test::rule_with("s: {" + key_and_value + "}\ncondition: s\n")}, {"values.yml", kTwo}},
        problems);
    return as_text(problems) + std::to_string(loaded.rules.rules().size());
  };
  CHECK(load("Computer|expand: '%fe%.contoso.local'") == "1");
  CHECK(load("Computer|expand|startswith|all: ['%fe%', x]") == "1");
  CHECK(load("Computer|expand: '%nobody%'")
            .find("rule-placeholder: placeholder 'nobody' has no values; --placeholders FILE gives values to them0") !=
        std::string::npos);
}
