// For power_cut.sh: what a run of the scan does with its state.
//   write_states FOLDER write   takes the lock, reads the state and writes one of the next run; says "written N" when it may be relied on
//   write_states FOLDER check   says "N" of the state that is there, "none", or what is wrong with it
#include <cstdio>
#include <filesystem>
#include <string>

#include "platform/file_lock.h"
#include "state/sample_state.h"
#include "state/state_file.h"

using namespace doctor;

namespace {

int fail(const std::string& why) {
  std::printf("%s\n", why.c_str());
  return 1;
}

/// Of another size for each run, so that a mixture of two cannot look like one.
RunState state_of_run(std::uint64_t run) {
  RunState state = test::long_history(100 * run);
  state.runs = run;
  return state;
}

int write_next(const std::filesystem::path& folder) {
  const auto lock = FileLock::acquire(folder / "state.lock");
  if (!lock) return fail(lock.error().what);
  if (!lock->has_value()) return fail("locked");
  const auto before = read_state(folder / "state");
  if (!before) return fail(before.error().what);
  if (*before && (*before)->trouble != StateTrouble::none) return fail((*before)->why);
  const std::uint64_t run = (*before ? (*before)->state.runs : 0) + 1;
  const auto done = write_state(folder / "state", state_of_run(run));
  if (!done) return fail(done.error().what);
  std::printf("written %d\n", static_cast<int>(run));
  std::fflush(stdout);
  return 0;
}

int check(const std::filesystem::path& folder) {
  const auto read = read_state(folder / "state");
  if (!read) return fail(read.error().what);
  if (!*read) return std::printf("none\n"), 0;
  if ((*read)->trouble != StateTrouble::none) return fail((*read)->why);
  const RunState& state = (*read)->state;
  if (encode_state(state) != encode_state(state_of_run(state.runs))) return fail("a state that nobody wrote");
  std::printf("%d\n", static_cast<int>(state.runs));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return fail("write_states FOLDER write|check");
  return std::string(argv[2]) == "write" ? write_next(argv[1]) : check(argv[1]);
}
