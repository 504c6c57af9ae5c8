#include "state/check_state.h"

#include <doctest/doctest.h>

#include <functional>
#include <utility>

#include "state/sample_state.h"

using namespace doctor;

TEST_CASE("the beginning and a long history are sound") {
  CHECK(unsound_in(RunState{}) == "");
  CHECK(unsound_in(test::sample_state()) == "");
  CHECK(unsound_in(test::long_history(1'000)) == "");
}

TEST_CASE("what is wrong is named") {
  using Spoil = std::function<void(RunState&)>;
  const std::pair<const char*, Spoil> cases[] = {
      {"the first text is not the empty one", [](RunState& s) { s.texts[0] = "x"; }},
      {"log 1 is not behind", [](RunState& s) { std::swap(s.logs[0], s.logs[1]); }},
      {"log 1 is not behind", [](RunState& s) { s.logs[1].path = s.logs[0].path; }},
      {"log 0 has its newest record in no chunk", [](RunState& s) { s.logs[0].memory.newest = 3; }},
      {"log 1 has its newest record in no chunk", [](RunState& s) { s.logs[1].memory.newest = 1; }},
      {"finding 1 names", [](RunState& s) { s.findings[1].rule = 2; }},
      {"finding 1 names", [](RunState& s) { s.findings[1].log = 2; }},
      {"finding 1 names", [](RunState& s) { s.findings[1].provider = 5; }},
      {"finding 1 names", [](RunState& s) { s.findings[1].channel = 5; }},
      {"finding 1 names", [](RunState& s) { s.findings[1].computer = 5; }},
      {"finding 3 names", [](RunState& s) { s.findings[3].values = 0xffffffff; }},
      {"finding 0 names", [](RunState& s) { s.texts.clear(); }},
      {"diagnosis 1 is not behind", [](RunState& s) { s.diagnoses[1].fingerprint = 1; }},
      {"diagnosis 1 is not behind", [](RunState& s) { std::swap(s.diagnoses[0], s.diagnoses[1]); }},
      {"notice 0 is", [](RunState& s) { s.pending[0].number = 0; }},
      {"notice 7 is", [](RunState& s) { s.pending[1].number = 7; }},
      {"notice 9 is", [](RunState& s) { s.notices = 8; }},
  };
  for (const auto& [why, spoil] : cases) {
    RunState state = test::sample_state();
    spoil(state);
    INFO(why);
    CHECK(unsound_in(state).starts_with(why));
  }
}
