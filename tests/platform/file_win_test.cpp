#include <doctest/doctest.h>

#include <array>

#include "platform/file.h"
#include "platform/folder.h"
#include "platform/windows_api.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

windows::Handle open_for_writing(const std::filesystem::path& path, DWORD share) {
  return windows::Handle(::CreateFileW(path.c_str(), GENERIC_READ | GENERIC_WRITE, share, nullptr, OPEN_ALWAYS, 0, nullptr));
}

}  // namespace

TEST_CASE("reads at any place, fewer bytes at the end") {
  test::TempDir dir;
  const auto file = File::open(dir.write("a", "0123456789"));
  REQUIRE(file);
  CHECK(file->size() == 10);
  std::array<std::byte, 4> buffer{};
  CHECK(*file->read_at(2, buffer) == 4);
  CHECK(static_cast<char>(buffer[0]) == '2');
  CHECK(*file->read_at(8, buffer) == 2);
  CHECK(*file->read_at(100, buffer) == 0);
  CHECK(*file->read_at(0x1'0000'0002U, buffer) == 0);
}

TEST_CASE("what cannot be opened says why") {
  test::TempDir dir;
  const auto missing = File::open(dir.path() / "none");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::not_found);
  CHECK(missing.error().what == "no such file or folder");
  const auto folder = File::open(dir.path());
  REQUIRE_FALSE(folder);
  CHECK(folder.error().what == "is a folder");
  const auto device = File::open("NUL");
  REQUIRE_FALSE(device);
  CHECK(device.error().what == "not a regular file");
}

TEST_CASE("a log that another program writes is read, and stays writable") {
  test::TempDir dir;
  const auto path = dir.write("System.evtx", "first");
  const windows::Handle writer = open_for_writing(path, FILE_SHARE_READ);
  REQUIRE(writer);
  const auto file = File::open(path);
  REQUIRE(file);
  DWORD n = 0;
  CHECK(::WriteFile(writer.get(), "FIRST and more", 14, &n, nullptr) != 0);
  std::array<std::byte, 32> buffer{};
  CHECK(*file->read_at(0, buffer) == 14);
  CHECK(static_cast<char>(buffer[0]) == 'F');
  CHECK(file->size() == 5);
}

TEST_CASE("a file whose owner lets nobody read says so; the next time it can be read") {
  test::TempDir dir;
  const auto path = dir.write("a", "x");
  windows::Handle alone = open_for_writing(path, 0);
  REQUIRE(alone);
  const auto refused = File::open(path);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().what == "in use by a program that lets nobody else read it");
  alone.close();
  CHECK(File::open(path));
}

TEST_CASE("a file that is being read can be renamed") {
  test::TempDir dir;
  const auto path = dir.write("a", "x");
  const auto file = File::open(path);
  REQUIRE(file);
  CHECK(::MoveFileExW(path.c_str(), (dir.path() / "b").c_str(), 0) != 0);
}

TEST_CASE("two spellings of one file have one identity") {
  test::TempDir dir;
  const auto path = dir.write("Logs/System.evtx", "x");
  CHECK(File::open(path)->identity() == File::open(dir.path() / "LOGS" / ".." / "logs" / "SYSTEM.EVTX")->identity());
  CHECK(File::open(path)->identity() != File::open(dir.write("b", "x"))->identity());
}

TEST_CASE("a path longer than 260 characters is listed, read and written") {
  test::TempDir dir;
  std::filesystem::path deep = dir.path();
  for (int i = 0; i < 8; ++i) {
    deep /= std::string(60, static_cast<char>('a' + i));
    REQUIRE(::CreateDirectoryW((L"\\\\?\\" + deep.native()).c_str(), nullptr) != 0);
  }
  REQUIRE(deep.native().size() > 400);
  CHECK(is_folder(deep));
  REQUIRE(write_file(deep / "System.evtx", "old"));
  REQUIRE(write_file(deep / "System.evtx", "new"));
  CHECK(*read_text_file(deep / "System.evtx") == "new");
  std::vector<FolderEntry> entries;
  REQUIRE(list_folder(deep, entries));
  REQUIRE(entries.size() == 1);
  CHECK(path_text(entries[0].name) == "System.evtx");
  // The C++ library cannot remove what it cannot reach.
  ::DeleteFileW((L"\\\\?\\" + (deep / "System.evtx").native()).c_str());
  for (; deep != dir.path(); deep = deep.parent_path()) ::RemoveDirectoryW((L"\\\\?\\" + deep.native()).c_str());
}
