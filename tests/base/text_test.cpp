#include "base/text.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {
std::string from_utf16(std::initializer_list<int> units) {
  std::string bytes;
  for (const int u : units) {
    bytes += static_cast<char>(u & 0xff);
    bytes += static_cast<char>(u >> 8);
  }
  return to_utf8(as_bytes(bytes.data(), bytes.size()));
}
}  // namespace

TEST_CASE("UTF-16 becomes UTF-8, lone surrogates the replacement character") {
  CHECK(from_utf16({'a', 0xe4, 0x20ac, 0xd83d, 0xde00}) == "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
  CHECK(from_utf16({0xd83d, 'x'}) == "\xef\xbf\xbdx");
  CHECK(from_utf16({0xde00}) == "\xef\xbf\xbd");
  CHECK(from_utf16({0xd83d}) == "\xef\xbf\xbd");
  const std::string odd("a\0b", 3);
  CHECK(to_utf8(as_bytes(odd.data(), odd.size())) == "a");
}

TEST_CASE("UTF-8 goes to UTF-16 and back") {
  const std::string text =
      "Stra\xc3\x9f"
      "e \xe2\x82\xac \xf0\x9f\x98\x80";
  const std::string wide = to_utf16le(text);
  CHECK(to_utf8(as_bytes(wide.data(), wide.size())) == text);
}

TEST_CASE("malformed UTF-8 is recognised") {
  CHECK(is_utf8("plain \xc3\xa4 \xef\xbf\xbd"));
  for (const char* bad : {"\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "a\x80"}) {
    CHECK_FALSE(is_utf8(bad));
  }
}

TEST_CASE("case is ignored beyond ASCII, as Windows does") {
  CHECK(equals_ignore_case("FE01.Contoso.Local", "fe01.contoso.LOCAL"));
  CHECK(equals_ignore_case("\xc3\x84PFEL", "\xc3\xa4pfel"));          // Latin-1
  CHECK(equals_ignore_case("\xc5\xbd\xc5\xa0", "\xc5\xbe\xc5\xa1"));  // Latin Extended-A
  CHECK(equals_ignore_case("\xd0\x96\xd0\x81", "\xd0\xb6\xd1\x91"));  // Cyrillic
  CHECK(equals_ignore_case("\xce\xa9", "\xcf\x89"));                  // Greek
  CHECK_FALSE(equals_ignore_case("a", "ab"));
  CHECK_FALSE(equals_ignore_case("\xc3\x97", "\xc3\xb7"));  // multiplication is not division
  CHECK(less_ignore_case("Abc", "abd"));
  CHECK_FALSE(less_ignore_case("ABC", "abc"));
  CHECK(less_ignore_case("ab", "ABC"));
  CHECK(contains_ignore_case("Skype for Business", "FOR b"));
  CHECK(starts_with_ignore_case("LS User Services", "ls "));
  CHECK_FALSE(starts_with_ignore_case("L", "ls"));
  CHECK(ends_with_ignore_case("RtcHost.EXE", ".exe"));
}

TEST_CASE("whole numbers in decimal and hexadecimal") {
  bool negative = false;
  CHECK(parse_integer("0") == 0u);
  CHECK(parse_integer("18446744073709551615") == UINT64_MAX);
  CHECK_FALSE(parse_integer("18446744073709551616"));
  CHECK(parse_integer("0x80090325") == 0x80090325u);
  CHECK(parse_integer("0XfF") == 255u);
  CHECK(parse_integer("-2146893019", &negative) == static_cast<std::uint64_t>(-2146893019LL));
  CHECK(negative);
  CHECK(parse_integer("-9223372036854775808", &negative) == std::uint64_t{1} << 63);
  CHECK_FALSE(parse_integer("-9223372036854775809"));
  for (const char* bad : {"", "-", "0x", "12a", " 1", "1 ", "0x11111111111111111", "++1", "1.0"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_integer(bad));
  }
}

TEST_CASE("nothing that steers a terminal survives printable") {
  CHECK(printable("plain \xc3\xa4") == "plain \xc3\xa4");
  CHECK(printable("a\x1b[31mb\nc\td\re\x7f") == "a\\x1b[31mb\\nc\\td\\re\\x7f");
  CHECK(printable("\xc2\x9b") == "\\u{009b}");
  CHECK(printable("\xe2\x80\xae") == "\\u{202e}");
  CHECK(printable("\xff\xfe") == "\\xff\\xfe");
  CHECK(printable("\xef\xbf\xbd") == "\xef\xbf\xbd");
  CHECK(printable(std::string_view("\0", 1)) == "\\x00");
}

TEST_CASE("the nearest name helps with a slip and stays silent otherwise") {
  const std::string_view names[] = {"detection", "logsource", "title"};
  CHECK(nearest_name("detecton", names) == "detection");
  CHECK(nearest_name("lgosource", names) == "logsource");
  CHECK(nearest_name("xyzzy", names).empty());
  CHECK(nearest_name(std::string(1000, 'a'), names).empty());
}

TEST_CASE("trimming, splitting, hex") {
  CHECK(trim(" \t a b \r\n") == "a b");
  CHECK(trim("  ").empty());
  CHECK(split("a,,b", ',').size() == 3);
  CHECK(split("", ',').size() == 1);
  const std::string bytes("\x00\xab", 2);
  CHECK(to_hex(as_bytes(bytes.data(), 2)) == "00AB");
  CHECK(from_hex("00 ab") == bytes);
  CHECK(from_hex("00:AB") == bytes);
  CHECK_FALSE(from_hex("0"));
  CHECK_FALSE(from_hex("0 0"));
  CHECK_FALSE(from_hex("zz"));
}

TEST_CASE("a prefix ends between characters") {
  CHECK(prefix("abc", 5) == "abc");
  CHECK(prefix("abc", 3) == "abc");
  CHECK(prefix("abc", 2) == "ab");
  CHECK(prefix("aäb", 2) == "a");
  CHECK(prefix("aäb", 3) == "aä");
  CHECK(prefix("😀", 3).empty());
  CHECK(prefix("", 0).empty());
}

TEST_CASE("a likely slip of the pen is asked for") {
  const std::vector<std::string_view> names{"contains", "endswith"};
  CHECK(did_you_mean("contain", names) == "did you mean 'contains'?");
  CHECK(did_you_mean("zzzzzz", names).empty());
}
