#include "state/state_file.h"

#include <doctest/doctest.h>

#include "platform/file_writer.h"
#include "state/sample_state.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a state that was written is read again, and none is none") {
  test::TempDir dir;
  const fs::path path = dir.path() / "state";
  const auto none = read_state(path);
  REQUIRE(none);
  CHECK_FALSE(none->has_value());

  RunState state = test::sample_state();
  REQUIRE(write_state(path, state));
  CHECK(test::read_file(path) == encode_state(state));
  state.runs = 301;
  REQUIRE(write_state(path, state));
  CHECK(files_in(dir.path()) == 1);
  const auto read = read_state(path);
  REQUIRE(read);
  REQUIRE(read->has_value());
  CHECK((*read)->trouble == StateTrouble::none);
  CHECK((*read)->state.runs == 301);
}

TEST_CASE("what an interrupted run left is gone after the next") {
  test::TempDir dir;
  dir.write("state.tmp0", "half a sta");
  dir.write("state.tmp1", "");
  dir.write("state.lock", "");
  REQUIRE(write_state(dir.path() / "state", test::sample_state()));
  CHECK(files_in(dir.path()) == 2);
  CHECK_FALSE(fs::exists(dir.path() / "state.tmp0"));
}

TEST_CASE("a state that nobody could read is not written") {
  test::TempDir dir;
  const fs::path path = dir.write("state", "old");
  RunState state = test::sample_state();
  state.findings[0].log = 9;
  const auto done = write_state(path, state);
  REQUIRE_FALSE(done);
  CHECK(done.error().code == Errc::bad_argument);
  CHECK(done.error().what.find("state': finding 0 names a rule, a log or a text that is not there") != std::string::npos);
  CHECK(test::read_file(path) == "old");
}

TEST_CASE("a folder that is missing is named") {
  test::TempDir dir;
  const auto done = write_state(dir.path() / "none" / "state", test::sample_state());
  REQUIRE_FALSE(done);
  CHECK(done.error().code == Errc::io);
  CHECK(done.error().what.find("cannot write '") == 0);
  CHECK(done.error().what.find("state': no such folder, or no right to write there") != std::string::npos);
  const auto read = read_state(dir.path());
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::io);
  CHECK(read.error().what.find("cannot read '") == 0);
}

TEST_CASE("a file that is too large for a state is not read") {
  test::TempDir dir;
  const fs::path path = dir.write("state", "SCHDSTAT");
  fs::resize_file(path, kMostStateBytes + 1);
  const auto read = read_state(path);
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::limit);
  CHECK(read.error().what.find("larger than 268435456 bytes") != std::string::npos);
}

TEST_CASE("a state that cannot be used is put aside under a name of its own") {
  test::TempDir dir;
  const fs::path path = dir.write("state", "first");
  const auto first = put_aside(path);
  REQUIRE(first);
  CHECK(*first == dir.path() / "state.damaged-1");
  CHECK_FALSE(fs::exists(path));
  dir.write("state", "second");
  const auto second = put_aside(path);
  REQUIRE(second);
  CHECK(*second == dir.path() / "state.damaged-2");
  CHECK(test::read_file(*first) == "first");
  CHECK(test::read_file(*second) == "second");
  const auto none = put_aside(path);
  REQUIRE_FALSE(none);
  CHECK(none.error().code == Errc::io);
}
