#include "artifact/reg_file.h"

#include <doctest/doctest.h>

#include "kit.h"

namespace doctor {
namespace {

const std::string kHead = "Windows Registry Editor Version 5.00\r\n\r\n";
const std::string kKey = "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL]\r\n";

RegReading read_v5(const std::string& values) {
  const std::string file = kHead + kKey + values;
  RegReading reading = read_reg_file(test::view(file));
  CHECK(reading.coverage.total() == file.size());
  return reading;
}

}  // namespace

TEST_CASE("each form of value is read") {
  const RegReading reading = read_v5(
      "@=\"default\"\r\n\"a\\\\b\\\"c\"=\"x\\\\y \\\"z\\\"\"\r\n\"n\"=dword:0000000a\r\n\"b\"=hex:01,02,\\\r\n  ff\r\n"
      "\"q\"=hex(b):01,00,00,00,00,00,00,00\r\n\"e\"=hex(2):25,00,00,00\r\n\"m\"=hex(7):61,00,00,00,62,00,00,00,00,"
      "00\r\n"
      " \"spaced\" = dword:1 ; a remark\r\n");
  REQUIRE(reading.values.size() == 8);
  CHECK(reading.damage.empty());
  CHECK(reading.values[0].name == "(Default)");
  CHECK(reading.values[0].texts[0] == "default");
  CHECK(reading.values[1].name == "a\\b\"c");
  CHECK(reading.values[1].texts[0] == "x\\y \"z\"");
  CHECK(reading.values[2].number == 10u);
  CHECK(reading.values[3].bytes == "\x01\x02\xff");
  CHECK(reading.values[3].where.line == 7);
  CHECK(reading.values[4].number == 1u);
  CHECK(reading.values[4].where.line == 9);
  CHECK(reading.values[5].texts[0] == "%");
  CHECK(reading.values[6].texts == std::vector<std::string>{"a", "b"});
  CHECK(reading.values[7].number == 1u);
}

TEST_CASE("REGEDIT4 has texts of eight bits") {
  const std::string file = "REGEDIT4\n\n" + kKey + "\"e\"=hex(2):61,62,00\n\"m\"=hex(7):61,00,62,00,00\n";
  const RegReading reading = read_reg_file(test::view(file));
  REQUIRE(reading.values.size() == 2);
  CHECK(reading.values[0].texts[0] == "ab");
  CHECK(reading.values[1].texts == std::vector<std::string>{"a", "b"});
}

TEST_CASE("a text may hold line ends") {
  const RegReading reading = read_v5("\"a\"=\"one\r\n[not a key]\r\ntwo\"\r\n\"b\"=dword:00000001\r\n");
  REQUIRE(reading.values.size() == 2);
  CHECK(reading.values[0].texts[0] == "one\n[not a key]\ntwo");
  CHECK(reading.values[1].where.line == 7);
}

TEST_CASE("a text that is never closed ends at the next key") {
  const RegReading reading = read_v5("\"a\"=\"one\r\n" + kKey + "\"b\"=dword:00000001\r\n");
  REQUIRE(reading.values.size() == 1);
  CHECK(reading.values[0].name == "b");
  CHECK(reading.damage.count("reg-value") == 1);
  CHECK(reading.damage.bytes_lost() == 10);
}

TEST_CASE("deletions are no values") {
  const RegReading reading = read_v5("\"a\"=-\r\n[-HKEY_LOCAL_MACHINE\\SYSTEM\\Old]\r\n\"b\"=dword:00000001\r\n");
  CHECK(reading.values.empty());
  CHECK(reading.damage.count("reg-deletion") == 2);
  CHECK(reading.damage.count("reg-value") == 1);  // it stands below no key
}

TEST_CASE("a key without values is an event of its own, one with values is not") {
  const RegReading empty = read_v5("");
  REQUIRE(empty.values.size() == 1);
  CHECK(empty.values[0].key_only);
  CHECK_FALSE(read_v5("\"a\"=dword:00000001\r\n").values[0].key_only);
}

TEST_CASE("what is malformed is named with its line, and reading goes on") {
  const RegReading reading = read_v5(
      "\"a\"=dword:zz\r\nnonsense\r\n\"b\"=hex:100\r\n\"c\"=what:1\r\n\"d\r\n\"e\"dword:1\r\n\"good\"=dword:"
      "00000001\r\n[broken\r\n[NOHIVE\\x]\r\n");
  REQUIRE(reading.values.size() == 1);
  CHECK(reading.values[0].name == "good");
  CHECK(reading.damage.count("reg-value") == 5);
  CHECK(reading.damage.count("reg-line") == 1);
  CHECK(reading.damage.count("reg-key") == 2);
  CHECK(reading.damage.kept()[0].where.line == 4);
  CHECK(reading.damage.kept()[1].where.line == 5);
  CHECK(reading.coverage.damaged == reading.damage.bytes_lost());
}

TEST_CASE("a value that is cut off is not read as another value") {
  for (const std::string value :
       {"\"a\"=dword:0000000", "\"a\"=\"tex", "\"a\"=hex:01,0", "\"a\"=hex:01,\\\r\n", "\"a\"=hex:01,02"}) {
    CAPTURE(value);
    const RegReading reading = read_v5(value);
    CHECK(reading.values.empty());
    CHECK(reading.damage.count("reg-cut") == 1);
  }
  CHECK(read_v5("\"a\"=dword:00000001").values.size() == 1);
}

TEST_CASE("a value as long as allowed is read, a longer one is left out") {
  const auto hex = [](std::size_t n) {
    std::string text = "\"a\"=hex:\\\r\n";
    for (std::size_t i = 0; i < n; ++i) text += i % 1000 == 999 ? "ab,\\\r\n" : "ab,";
    return text + "\r\n";
  };
  const RegReading longest = read_v5(hex(kLongestRegValue));
  REQUIRE(longest.values.size() == 1);
  CHECK(longest.values[0].bytes.size() == kLongestRegValue);
  const RegReading longer = read_v5(hex(kLongestRegValue + 1) + "\"b\"=dword:00000001\r\n");
  REQUIRE(longer.values.size() == 1);
  CHECK(longer.values[0].name == "b");
  CHECK(longer.damage.count("reg-value-size") == 1);
  CHECK(read_v5("\"a\"=\"" + std::string(kLongestRegValue + 1, 'x') + "\"\r\n").damage.count("reg-value-size") == 1);
}

TEST_CASE("values of no interest cost no damage") {
  const std::string file =
      kHead + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\r\n\"a\"=dword:1\r\n\"b\"=what\r\n\"c\"=\"x\r\ny\"\r\n";
  const RegReading reading = read_reg_file(test::view(file));
  CHECK(reading.values.empty());
  CHECK(reading.of_no_interest == 2);
  CHECK(reading.damage.empty());
  CHECK(reading.coverage.records == 0);
  CHECK(reading.coverage.total() == file.size());
}

TEST_CASE("UTF-16 gives the same as UTF-8") {
  const std::string text = kHead + kKey + "\"a\"=\"\xC3\xA4\"\r\n\"b\"=dword:00000001\r\n";
  const std::string wide = test::utf16(text);
  const RegReading reading = read_reg_file(test::view(wide));
  REQUIRE(reading.values.size() == 2);
  CHECK(reading.values[0].texts[0] == "\xC3\xA4");
  CHECK(reading.coverage.total() == wide.size());
  CHECK(reading.coverage.header == 2 + 2 * 38);
}

}  // namespace doctor
