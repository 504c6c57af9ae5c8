#include <doctest/doctest.h>

#include "app/completion.h"
#include "app/completion_samples.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("fish gets descriptions, quoted so that nothing in them is run") {
  const std::string script = fish_completion(awkward_program());
  CHECK(has(script, R"(-s m -l mood -x -a 'good bad' -d 'it\'s [a] "test": $HOME `id` \\ *: good, bad')"));
  CHECK(has(script, R"(-n '__schannel_doctor_at -' -a scan -d 'what\'s here: [all]')"));
}

TEST_CASE("fish: names of files only where a path is wanted") {
  const std::string script = fish_completion(command_tree());
  CHECK(has(script, "'__schannel_doctor_at \"scan\"' -F\n"));
  CHECK(has(script, "'__schannel_doctor_at \"rules test\"' -F\n"));
  CHECK_FALSE(has(script, "'__schannel_doctor_at \"explain\"' -F\n"));
  CHECK(has(script, "-l report-dir -x -a '(__fish_complete_directories)'"));
}
