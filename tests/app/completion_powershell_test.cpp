#include <doctest/doctest.h>

#include <algorithm>

#include "app/completion.h"
#include "app/completion_samples.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("PowerShell gets descriptions in quotes that expand nothing") {
  const std::string script = powershell_completion(awkward_program());
  CHECK(has(script, R"(,@('--mood', 'it''s [a] "test": $HOME `id` \ *: good, bad'))"));
  CHECK(has(script, "'scan --mood' = @('good', 'bad')"));
}

TEST_CASE("PowerShell: no key stands twice in a table, where case does not matter, and brackets are balanced") {
  const std::string script = powershell_completion(command_tree());
  std::vector<std::string> keys;
  for (std::size_t begin = 0; begin < script.size();) {
    const std::size_t end = std::min(script.find('\n', begin), script.size());
    std::string line = script.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("    $")) keys.clear();  // the next table
    const std::size_t equals = line.find("' = @(");
    if (equals == std::string::npos) continue;
    std::transform(line.begin(), line.end(), line.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    const std::string key = line.substr(0, equals);
    CHECK_MESSAGE(std::find(keys.begin(), keys.end(), key) == keys.end(), key);
    keys.push_back(key);
  }
  int depth = 0;
  bool quoted = false;
  for (const char c : script) {
    if (c == '\'') quoted = !quoted;
    if (quoted) continue;
    if (c == '(' || c == '{' || c == '[') ++depth;
    if (c == ')' || c == '}' || c == ']') --depth;
    REQUIRE(depth >= 0);
  }
  CHECK(depth == 0);
  CHECK_FALSE(quoted);
}
