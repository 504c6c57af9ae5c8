#include "app/documents.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;

namespace {
constexpr const char* kGood =
    "title: Mine\nname: mine\nlogsource: {product: windows, service: system}\ndetection:\n  a: {EventID: 7036}\n  "
    "condition: a\n";
}

TEST_CASE("the compiled-in documents load without a word") {
  const Documents d = load_documents({});
  CHECK(d.code == ExitCode::nothing);
  CHECK(d.problems.empty());
  CHECK(d.refused == 0);
  CHECK(d.rules.rules().size() > 20);
  CHECK(d.diagnoses.find("pki-md5-chain") != nullptr);
}

TEST_CASE("a folder of further rules is added, and a bad one among them is refused alone") {
  test::TempDir dir;
  dir.write("good.yml", kGood);
  dir.write("bad.yml",
            "title: Bad\nlogsource: {product: windows, service: system}\ndetection:\n  a: {EventID|re: '('}\n  "
            "condition: a\n");
  dir.write("odd.yml", "shopping: [milk]\n");
  Options options;
  options.rules = {dir.path().string()};
  const Documents d = load_documents(options);
  CHECK(d.code == ExitCode::usage);
  CHECK(d.rules.rule("mine"));
  CHECK(d.problems.count("rule-bad-regex") == 1);
  CHECK(d.problems.count("rule-unknown-document") == 1);
}

TEST_CASE("a missing folder is a usage error; without the compiled-in rules nothing is left") {
  Options options;
  options.rules = {"/nonexistent/rules"};
  options.builtin_rules = false;
  const Documents d = load_documents(options);
  CHECK(d.code == ExitCode::usage);
  CHECK(d.rules.rules().empty());
}
