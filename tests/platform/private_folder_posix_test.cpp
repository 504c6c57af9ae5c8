#include <doctest/doctest.h>

#include "platform/private_folder.h"

using namespace doctor;
namespace fs = std::filesystem;

TEST_CASE("nobody else may look into a private folder") {
  const auto folder = PrivateFolder::create();
  REQUIRE(folder);
  CHECK((fs::status(folder->path()).permissions() & fs::perms::mask) == fs::perms::owner_all);
}
