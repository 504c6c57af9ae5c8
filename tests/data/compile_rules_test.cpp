#include "data/compile_rules.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/temp_dir.h"

using namespace doctor;

namespace {

// The program of the build on one folder, as the build calls it.
struct Run {
  bool ok;
  std::string said;
};

Run run_compiler(const std::filesystem::path& folder, const std::filesystem::path& out, const test::TempDir& scratch) {
  const auto said = scratch.path() / "said.txt";
  const std::string command = std::string("\"") + DOCTOR_COMPILE_RULES + "\" \"" + folder.string() + "\" \"" +
                              out.string() + "\" 2> \"" + said.string() + "\"";
#ifdef _WIN32
  const int code = std::system(("\"" + command + "\"").c_str());  // cmd takes the outer quotes away
#else
  const int code = std::system(command.c_str());
#endif
  return {code == 0, test::read_file(said)};
}

}  // namespace

TEST_CASE("compile_rules writes a source with every path, text and the fingerprint") {
  DataStore store;
  store.add("a.yml", "k: v\n");
  store.add("odd \"name\\.yml", "- 1\n");
  Diagnostics problems;
  const std::string source = compile_rules(store, problems);
  CHECK(problems.empty());
  CHECK(source.find("{\"a.yml\", text0,") != std::string::npos);
  CHECK(source.find("{\"odd \\\"name\\\\.yml\", text1,") != std::string::npos);
  CHECK(source.find("text0[] = {\n107,58,32,118,10,0};") != std::string::npos);
  CHECK(source.find("kEmbeddedCount = 2;") != std::string::npos);
  CHECK(source.find("ULL;") != std::string::npos);
}

TEST_CASE("an unsound document leaves nothing to compile, and is named") {
  for (const auto& [text, code] : {std::pair("a: 1\na: 2\n", "yaml-duplicate-key"), std::pair("a: [1", "yaml-syntax"),
                                   std::pair("\xff", "yaml-encoding"), std::pair("# nothing\n", "document-empty")}) {
    DataStore store;
    store.add("good.yml", "k: v\n");
    store.add("bad.yml", text);
    Diagnostics problems;
    CAPTURE(code);
    CHECK(compile_rules(store, problems).empty());
    CHECK(problems.count(code) == 1);
    CHECK(problems.kept()[0].where.source == 1);
  }
}

TEST_CASE("the compiler of the build refuses a folder with a bad document, says where, and writes nothing") {
  test::TempDir dir;
  dir.write("rules/good.yml", "k: v\n");
  dir.write("rules/sub/bad.yml", "k: v\nl:\n  - x\n k: v\n");
  const auto out = dir.path() / "out.cpp";
  const Run run = run_compiler(dir.path() / "rules", out, dir);
  CHECK_FALSE(run.ok);
  CAPTURE(run.said);
  CHECK(run.said.find("bad.yml:4:") != std::string::npos);
  CHECK(run.said.find("[yaml-syntax]") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("the compiler of the build refuses a bomb of aliases and a missing folder") {
  test::TempDir dir;
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 10; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int k = 1; k < 10; ++k) bomb += ", " + last;
    bomb += "]\n";
  }
  dir.write("rules/bomb.yml", bomb);
  const Run bombed = run_compiler(dir.path() / "rules", dir.path() / "out.cpp", dir);
  CHECK_FALSE(bombed.ok);
  CHECK(bombed.said.find("[yaml-size]") != std::string::npos);
  const Run missing = run_compiler(dir.path() / "none", dir.path() / "out.cpp", dir);
  CHECK_FALSE(missing.ok);
  CHECK(missing.said.find("no such file or folder") != std::string::npos);
}

TEST_CASE("the compiler of the build leaves a file alone that would not change") {
  test::TempDir dir;
  dir.write("rules/good.yml", "k: v\n");
  const auto out = dir.path() / "out.cpp";
  REQUIRE(run_compiler(dir.path() / "rules", out, dir).ok);
  const std::string first = test::read_file(out);
  CHECK(first.find("\"good.yml\"") != std::string::npos);
  const auto past = std::filesystem::file_time_type(std::filesystem::file_time_type::duration(0));
  std::filesystem::last_write_time(out, past);
  REQUIRE(run_compiler(dir.path() / "rules", out, dir).ok);
  CHECK(std::filesystem::last_write_time(out) == past);
  dir.write("rules/more.yml", "k: w\n");
  REQUIRE(run_compiler(dir.path() / "rules", out, dir).ok);
  CHECK(test::read_file(out) != first);
}
