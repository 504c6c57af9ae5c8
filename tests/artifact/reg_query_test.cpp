#include <doctest/doctest.h>

#include "artifact/reg_file.h"
#include "kit.h"

namespace doctor {

TEST_CASE("what reg query prints is read like an export") {
  const std::string file = test::data_file("reg-query-schannel.txt");
  const RegReading reading = read_reg_query(test::view(file));
  REQUIRE(reading.values.size() == 5);
  CHECK(reading.damage.empty());
  CHECK(reading.of_no_interest == 1);
  CHECK(reading.coverage.total() == file.size());
  CHECK(reading.values[0].name == "EventLogging");
  CHECK(reading.values[0].number == 1u);
  CHECK(reading.values[0].where.line == 3);
  CHECK(reading.values[1].name == "(Default)");
  CHECK(reading.values[1].texts == std::vector<std::string>{""});
  CHECK(reading.values[2].texts == std::vector<std::string>{"first", "second item"});
  CHECK(reading.values[3].number == 0xffffffffu);
  CHECK(reading.values[3].key.path.ends_with("SSL 3.0\\Server"));
  CHECK(reading.values[4].name == "Key With Blanks");
  CHECK(reading.values[4].bytes == "\x0a\x0b");
}

TEST_CASE("Windows XP has tabs, and the last line may be cut") {
  const std::string key = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\n";
  const std::string file =
      "! REG.EXE VERSION 3.0\n\n" + key + "\tEventLogging\tREG_DWORD\t0x7\n\tEnabled\tREG_DWORD\t0x1";
  const RegReading reading = read_reg_query(test::view(file));
  REQUIRE(reading.values.size() == 1);
  CHECK(reading.values[0].number == 7u);
  CHECK(reading.damage.count("reg-cut") == 1);
  CHECK(reading.coverage.total() == file.size());
}

TEST_CASE("data that does not fit its kind is damage") {
  const std::string file =
      "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\n    A    REG_DWORD    many\n    B    "
      "REG_BINARY    0\n";
  const RegReading reading = read_reg_query(test::view(file));
  CHECK(reading.values.empty());
  CHECK(reading.damage.count("reg-value") == 2);
}

}  // namespace doctor
