#include <doctest/doctest.h>

#include "app/run.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("all compiled-in documents load and pass their examples") {
  const auto ran = test::run({"rules", "check"});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(ran.out.find(" 0 failed, 0 documents refused") != std::string::npos);
  CHECK_MESSAGE(ran.out.find('\n') == ran.out.size() - 1, ran.out);  // the totals only: no failure is listed
}

TEST_CASE("a refused document fails the check, the others go on") {
  test::TempDir dir;
  dir.write("bad.yml",
            "title: x\nlogsource: {product: windows, service: system}\ndetection:\n  a: {EventID|regex: 1}\n  "
            "condition: a\n");
  const auto ran = test::run({"rules", "check", dir.path().string()});
  CHECK(ran.code == ExitCode::usage);
  CHECK(ran.out.find("1 documents refused") != std::string::npos);
}

TEST_CASE("the list has every kind of document, as text and as JSON") {
  const auto text = test::run({"rules", "list"});
  for (const char* kind : {"signal ", "correlation ", "diagnosis ", "false alarm "})
    CHECK(text.out.find(kind) != std::string::npos);
  CHECK(test::run({"rules", "list", "--format", "json"}).out.find("\"kind\": \"diagnosis\"") != std::string::npos);
}
