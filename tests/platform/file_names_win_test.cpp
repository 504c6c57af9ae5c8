#include <doctest/doctest.h>

#include <string>

#include "platform/file_names.h"
#include "platform/windows_api.h"
#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("paths longer than Windows takes as they are") {
  test::TempDir dir;
  std::filesystem::path folder = dir.path();
  for (int i = 0; i < 4; ++i) {
    folder /= std::string(80, 'f');
    REQUIRE(::CreateDirectoryW(windows::system_path(folder).c_str(), nullptr) != 0);
  }
  const auto path = folder / "state";
  {
    const windows::Handle made(
        ::CreateFileW(windows::system_path(path).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, nullptr));
    REQUIRE(made);
  }
  CHECK(*rename_to_free(path, folder / "aside"));
  CHECK_FALSE(*remove_file(path));
  CHECK(*remove_file(folder / "aside"));
}
