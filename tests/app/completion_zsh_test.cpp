#include <doctest/doctest.h>

#include "app/completion.h"
#include "app/completion_samples.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("zsh gets descriptions, quoted so that nothing in them is run or read as a specification") {
  const std::string script = zsh_completion(awkward_program());
  CHECK(script.starts_with("#compdef schannel-doctor\n"));
  CHECK(has(script, R"('(--mood -m)--mood=[it'\''s \[a\] "test"\: $HOME `id` \\ *\: good, bad]:MOOD:(good bad)')"));
  CHECK(has(script, R"('scan:what'\''s here\: \[all\]')"));
}

TEST_CASE("zsh: a flag stands once, what can be repeated has a star, a path is completed as one") {
  const std::string script = zsh_completion(command_tree());
  CHECK(has(script, "'(--quiet -q)--quiet["));
  CHECK(has(script, "'*--require=["));
  CHECK(has(script, ":DIR:_files -/'"));
  CHECK(has(script, "'*:PATH:_files'"));
  CHECK(has(script, "_schannel-doctor_rules_check"));
}
