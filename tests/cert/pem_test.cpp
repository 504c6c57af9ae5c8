#include "cert/pem.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "cert/make_certs.h"

namespace doctor {
namespace {

// "label@line body" or "label@line !problem" of each block.
std::vector<std::string> blocks(std::string_view text) {
  std::vector<std::string> out;
  each_pem_block(text, [&](const PemBlock& b) {
    std::string line = std::string(b.label) + "@" + std::to_string(b.line) + " ";
    line += b.problem.empty() ? std::string(trim(b.body)) : "!" + std::string(b.problem);
    out.push_back(line);
    return true;
  });
  return out;
}

using Texts = std::vector<std::string>;

std::string decoded(std::string_view text) {
  const Base64 d = decode_base64(text);
  if (d.bad_at) return "bad at " + std::to_string(*d.bad_at);
  return {reinterpret_cast<const char*>(d.bytes.data()), d.bytes.size()};
}

}  // namespace

TEST_CASE("blocks are found between other text, with their lines") {
  CHECK(blocks("subject=CN\r\n-----BEGIN A-----\r\nAAAA\r\n-----END A-----\r\n\r\nx\r\n-----BEGIN B C-----\nBBBB\n"
               "-----END B C-----") == Texts{"A@2 AAAA", "B C@7 BBBB"});
  CHECK(blocks("-----BEGIN A----- AAAA -----END A----------BEGIN B-----BB-----END B-----") ==
        Texts{"A@1 AAAA", "B@1 BB"});
  CHECK(blocks("no block -----").empty());
}

TEST_CASE("a broken block is named, the next goes on") {
  CHECK(blocks("-----BEGIN A-----\nAA\n-----BEGIN B-----\nBB\n-----END B-----\n") ==
        Texts{"A@1 !no END line before the next BEGIN", "B@3 BB"});
  CHECK(blocks("-----BEGIN A-----\nAA\n-----END B-----\n-----BEGIN C-----\nCC\n-----END C-----\n") ==
        Texts{"A@1 !its END line names another label", "C@4 CC"});
  CHECK(blocks("-----BEGIN A-----\nAA") == Texts{"A@1 !cut off: no END line up to the end of the file"});
  CHECK(blocks("-----BEGIN A-----\nAA\n-----END A--") == Texts{"A@1 !its END line is cut off"});
  CHECK(blocks("-----BEGIN A\n-----") == Texts{"@1 !its BEGIN line is cut off"});
}

TEST_CASE("the walk stops when told, and dashes in a body are no end") {
  int n = 0;
  each_pem_block("-----BEGIN A-----\n-----END A-----\n-----BEGIN A-----\n-----END A-----\n", [&](const PemBlock&) {
    ++n;
    return false;
  });
  CHECK(n == 1);
  CHECK(blocks("-----BEGIN A-----\nAA\n----------\n-----END A-----") == Texts{"A@1 AA\n----------"});
}

TEST_CASE("base64") {
  CHECK(decoded("aGVsbG8=") == "hello");
  CHECK(decoded("aGVs\r\n bG8") == "hello");
  CHECK(decoded("Proc-Type: 4,X\r\nDEK-Info: y\r\n\r\naGVsbG8=") == "hello");
  CHECK(decoded("aGVs*G8=") == "bad at 4");
  CHECK(decoded("aGVsbG8=aGVs") == "bad at 8");
  CHECK(decoded("").empty());
}

TEST_CASE("text of two bytes a character becomes ASCII, with the offsets of the file") {
  const std::string utf16 = to_utf16le("a\xc3\xa4-");
  std::string big = utf16;
  for (std::size_t i = 0; i + 1 < big.size(); i += 2) std::swap(big[i], big[i + 1]);
  const auto check = [](const std::string& file, std::string_view text, std::uint64_t third) {
    const auto bytes = test::to_bytes(file);
    const AsciiText ascii(bytes);
    CHECK(ascii.text() == text);
    CHECK(ascii.file_offset(2) == third);
  };
  check("\xff\xfe" + utf16, "a?-", 6);
  check("\xfe\xff" + big, "a?-", 6);
  check(to_utf16le("abc"), "abc", 4);
  check(std::string("\0a\0b\0c", 6), "abc", 4);
  check(
      "\xef\xbb\xbf"
      "abc",
      "abc", 5);
  check("abc", "abc", 2);
  check("", "", 2);
}

TEST_CASE("base64 without armour is told by what it decodes to") {
  const auto der = test::make_certificate(test::CertSpec());
  const std::string pem = test::make_pem(der);
  const std::string body = pem.substr(28, pem.find("-----END") - 28);
  CHECK(looks_like_base64_der(body));
  CHECK(looks_like_base64_der("\r\n " + body.substr(0, 40)));
  CHECK_FALSE(looks_like_base64_der("Many words that are no base64 at all"));
  CHECK_FALSE(looks_like_base64_der("MMMMMMMMMMMMMMMMMMMMMMMM"));
  CHECK_FALSE(looks_like_base64_der("MII"));
}

}  // namespace doctor
