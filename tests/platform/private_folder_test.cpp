#include "platform/private_folder.h"

#include <doctest/doctest.h>

#include <fstream>
#include <utility>

using namespace doctor;
namespace fs = std::filesystem;

TEST_CASE("a private folder goes with all in it") {
  fs::path path;
  {
    auto made = PrivateFolder::create();
    REQUIRE(made);
    path = made->path();
    REQUIRE(fs::is_directory(path));
    fs::create_directory(path / "sub");
    std::ofstream(path / "sub" / "a.evtx") << "x";
    const PrivateFolder moved = *std::move(made);
    CHECK(moved.path() == path);
    CHECK(fs::exists(path));
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("two are not the same") {
  const auto a = PrivateFolder::create(), b = PrivateFolder::create();
  REQUIRE(a);
  REQUIRE(b);
  CHECK(a->path() != b->path());
}
