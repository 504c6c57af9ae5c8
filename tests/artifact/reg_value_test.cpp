#include "artifact/reg_value.h"

#include <doctest/doctest.h>

#include "base/text.h"

namespace doctor {
namespace {

RegValue stored(RegType type, std::string_view bytes, bool wide = true) {
  RegValue value;
  value.type = static_cast<std::uint32_t>(type);
  set_reg_data(value, bytes, wide);
  return value;
}

RegValue text_value(std::string_view key, std::string_view name, std::string text) {
  RegValue value;
  value.key = *read_reg_key(key);
  value.name = name;
  value.type = static_cast<std::uint32_t>(RegType::sz);
  value.texts = {std::move(text)};
  return value;
}

const std::string kSet1 = "HKLM\\SYSTEM\\ControlSet001\\", kSet2 = "HKLM\\SYSTEM\\ControlSet002\\",
                  kCurrent = "HKLM\\SYSTEM\\CurrentControlSet\\";

RegValue hash_in(const std::string& set, std::string name) {
  return text_value(set + "Services\\CertSvc\\Configuration\\CA\\CSP", "CNGHashAlgorithm", std::move(name));
}

}  // namespace

TEST_CASE("kinds have names, both ways") {
  CHECK(reg_type_name(1) == "REG_SZ");
  CHECK(reg_type_name(11) == "REG_QWORD");
  CHECK(reg_type_name(0xffff0007) == "REG_TYPE_0xffff0007");
  CHECK(reg_type_number("REG_MULTI_SZ") == 7u);
  CHECK_FALSE(reg_type_number("REG_NOTHING").has_value());
}

TEST_CASE("stored bytes become what their kind says") {
  CHECK(stored(RegType::dword, std::string("\x03\x80\0\0", 4)).number == 0x8003u);
  CHECK(stored(RegType::dword_big_endian, std::string("\0\0\x80\x03", 4)).number == 0x8003u);
  CHECK(stored(RegType::qword, std::string("\x01\0\0\0\0\0\0\x80", 8)).number == 0x8000000000000001u);
  CHECK(stored(RegType::expand_sz, to_utf16le(std::string("%SystemRoot%\0", 13))).texts ==
        std::vector<std::string>{"%SystemRoot%"});
  CHECK(stored(RegType::expand_sz, std::string("abc\0", 4), false).texts == std::vector<std::string>{"abc"});
  CHECK(stored(RegType::multi_sz, to_utf16le(std::string("a\0bc\0\0", 6))).texts ==
        std::vector<std::string>{"a", "bc"});
  CHECK(stored(RegType::multi_sz, "").texts == std::vector<std::string>{""});
  CHECK(stored(RegType::binary, "\x01\x02").bytes == "\x01\x02");
}

TEST_CASE("a number of the wrong size stays bytes") {
  const RegValue value = stored(RegType::dword, "\x01\x02");
  CHECK_FALSE(value.number.has_value());
  CHECK(value.bytes == "\x01\x02");
}

TEST_CASE("values of no interest are counted and not kept") {
  RegReading reading;
  reading.keep(hash_in(kCurrent, "MD5"));
  reading.keep(text_value("HKLM\\SOFTWARE\\Other", "x", "y"));
  CHECK(reading.values.size() == 1);
  CHECK(reading.of_no_interest == 1);
}

TEST_CASE("beyond the limit values are left out, which is said once") {
  RegReading reading;
  for (std::size_t i = 0; i < kMostArtifactEvents + 3; ++i) reading.keep(hash_in(kCurrent, "MD5"));
  CHECK(reading.values.size() == kMostArtifactEvents);
  CHECK(reading.damage.count("reg-limit") == 1);
}

TEST_CASE("of several control sets the current one is kept") {
  RegReading reading;
  reading.keep(hash_in(kSet1, "MD5"));
  reading.keep(hash_in(kSet2, "SHA256"));
  SUBCASE("the lowest, if nothing tells") {
    reading.leave_out_other_control_sets();
    REQUIRE(reading.values.size() == 1);
    CHECK(reading.values[0].texts[0] == "MD5");
    CHECK(reading.of_no_interest == 1);
  }
  SUBCASE("the one that Select names") {
    RegValue select = text_value("HKLM\\SYSTEM\\Select", "Current", "");
    select.number = 2;
    reading.keep(std::move(select));
    reading.leave_out_other_control_sets();
    REQUIRE(reading.values.size() == 2);
    CHECK(reading.values[0].texts[0] == "SHA256");
  }
  SUBCASE("CurrentControlSet by its name") {
    reading.keep(hash_in(kCurrent, "SHA384"));
    reading.leave_out_other_control_sets();
    REQUIRE(reading.values.size() == 1);
    CHECK(reading.values[0].texts[0] == "SHA384");
  }
}

TEST_CASE("of a value that stands twice the last one counts") {
  RegReading reading;
  reading.keep(hash_in(kCurrent, "MD5"));
  reading.keep(hash_in(kCurrent, "SHA256"));
  reading.leave_out_replaced();
  REQUIRE(reading.values.size() == 1);
  CHECK(reading.values[0].texts[0] == "SHA256");
  CHECK(reading.of_no_interest == 1);
}

TEST_CASE("of certification authorities the active one counts, where it is named") {
  const std::string all = kSet1 + "Services\\CertSvc\\Configuration";
  RegReading reading;
  reading.keep(text_value(all + "\\Old CA\\CSP", "CNGHashAlgorithm", "MD5"));
  reading.keep(text_value(all + "\\New CA\\CSP", "CNGHashAlgorithm", "SHA256"));
  SUBCASE("not named") {
    reading.leave_out_replaced();
    CHECK(reading.values.size() == 2);
  }
  SUBCASE("named") {
    reading.keep(text_value(all, "Active", "new ca"));
    reading.leave_out_replaced();
    REQUIRE(reading.values.size() == 2);
    CHECK(reading.values[0].texts[0] == "SHA256");
    CHECK(reading.values[1].name == "Active");
  }
}

TEST_CASE("the computer is known by host and domain, else by its short name") {
  RegReading reading;
  CHECK(reading.computer().empty());
  reading.keep(text_value(kSet1 + "Services\\CertSvc\\Configuration\\Contoso-CA", "CAServerName", "CA01.contoso.local"));
  CHECK(reading.computer() == "CA01.contoso.local");
  reading.keep(text_value(kSet1 + "Control\\ComputerName\\ComputerName", "ComputerName", "NEXT"));
  CHECK(reading.computer() == "NEXT");
  reading.keep(text_value(kSet1 + "Control\\ComputerName\\ActiveComputerName", "ComputerName", "FE01"));
  CHECK(reading.computer() == "FE01");
  reading.keep(text_value(kSet1 + "Services\\Tcpip\\Parameters", "Hostname", "fe01"));
  CHECK(reading.computer() == "FE01");
  reading.keep(text_value(kSet1 + "Services\\Tcpip\\Parameters", "Domain", "contoso.local"));
  CHECK(reading.computer() == "fe01.contoso.local");
}

}  // namespace doctor
