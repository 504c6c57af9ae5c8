#include "engine/glob.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"

using namespace doctor;

namespace {

using Position = Glob::Position;

bool fits(std::string_view pattern, std::string_view text, Glob::Options options = {}) {
  return Glob(pattern, options).matches(options.cased ? std::string(text) : fold(text));
}

}  // namespace

TEST_CASE("a star takes any run, a question mark one character") {
  CHECK(fits("prog?.exe", "progA.exe"));
  CHECK_FALSE(fits("prog?.exe", "prog.exe"));
  CHECK_FALSE(fits("prog?.exe", "progAB.exe"));
  CHECK(fits("a*b", "ab"));
  CHECK(fits("a*b", "a...b"));
  CHECK_FALSE(fits("a*b", "a...bc"));
  CHECK(fits("*", ""));
  CHECK_FALSE(fits("?", ""));
  CHECK(fits("a*b*c", "a-b-b-c"));
  CHECK(fits("*a?c*", "xxabcxx"));
  CHECK_FALSE(fits("*a?c*", "xxacxx"));
}

TEST_CASE("a question mark takes one character, not one byte") {
  CHECK(fits("m?nchen", "MÜNCHEN"));
  CHECK(fits("?", "€"));
  CHECK_FALSE(fits("??", "€"));
}

TEST_CASE("backslashes escape as the specification says") {
  const char* once = R"(C:\Windows\x)";
  CHECK(fits(R"(C:\Windows\x)", once));
  CHECK(fits(R"(C:\\Windows\\x)", once));
  CHECK(fits(R"(a\*b)", "a*b"));
  CHECK_FALSE(fits(R"(a\*b)", "axb"));
  CHECK(fits(R"(a\?b)", "a?b"));
  CHECK_FALSE(fits(R"(a\?b)", "axb"));
  CHECK(fits(R"(a\\*)", R"(a\anything)"));
  CHECK_FALSE(fits(R"(a\\*)", "a*"));
  CHECK(fits(R"(a\\\*)", R"(a\*)"));
  CHECK_FALSE(fits(R"(a\\\*)", R"(a\x)"));
  CHECK(fits(R"(\\\\host)", R"(\\host)"));
  CHECK(fits(R"(\\\host)", R"(\\host)"));
  CHECK(fits(R"(ends\)", R"(ends\)"));
}

TEST_CASE("positions leave the ends open") {
  CHECK(fits("mid", "a mid b", {Position::anywhere, false, false, false}));
  CHECK(fits("mid", "middle", {Position::start, false, false, false}));
  CHECK_FALSE(fits("mid", "a mid", {Position::start, false, false, false}));
  CHECK(fits("mid", "a mid", {Position::end, false, false, false}));
  CHECK_FALSE(fits("mid", "middle", {Position::end, false, false, false}));
  CHECK_FALSE(fits("mid", "middle"));
  CHECK(fits("a*c", "xxabcxx", {Position::anywhere, false, false, false}));
  CHECK(fits("", "anything", {Position::anywhere, false, false, false}));
}

TEST_CASE("case is folded unless the pattern is cased") {
  CHECK(fits("SCHANNEL", "schannel"));
  CHECK(fits("straße", "STRAßE"));
  CHECK(fits("ÄÖÜ", "äöü"));
  CHECK_FALSE(fits("SCHANNEL", "schannel", {Position::whole, true, false, false}));
  CHECK(fits("S?hannel", "Schannel", {Position::whole, true, false, false}));
}

TEST_CASE("windash lets the dash that begins a word be any dash") {
  const Glob::Options options{Position::anywhere, false, true, false};
  for (const char* dash : {"-", "/", "–", "—", "―"}) {
    CHECK_MESSAGE(fits(" -encode", std::string("certutil ") + dash + "encode a", options), std::string(dash));
    CHECK_MESSAGE(fits("/encode", std::string("certutil ") + dash + "ENCODE", options), std::string(dash));
  }
  CHECK_FALSE(fits(" -encode", "certutil +encode", options));
  CHECK(fits("-param-name", "/param-name", options));
  CHECK_FALSE(fits("-param-name", "/param/name", options));  // a dash inside a word stays what it is
  CHECK(fits("-f -x", "/f –x", options));
}

TEST_CASE("a plain pattern has no wildcards") {
  CHECK(fits("a*b\\*", "a*b\\*", {Position::whole, false, false, true}));
  CHECK_FALSE(fits("a*b", "axb", {Position::whole, false, false, true}));
}

TEST_CASE("many stars on a long text end soon") {
  std::string pattern, text(20'000, 'a');
  for (int i = 0; i < 50; ++i) pattern += "*a?";
  CHECK(fits(pattern, text));
  CHECK_FALSE(fits(pattern + "b", text));
}

TEST_CASE("unescaping tells about wildcards") {
  bool wild = true;
  CHECK(unescaped(R"(a\*b\\c\d)", wild) == R"(a*b\c\d)");
  CHECK_FALSE(wild);
  CHECK(unescaped("a*", wild) == "a*");
  CHECK(wild);
}
