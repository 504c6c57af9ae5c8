#include "redact/binary.h"

#include <doctest/doctest.h>

#include "base/ids.h"
#include "base/text.h"

using namespace doctor;
using namespace doctor::redact;

TEST_CASE("what bytes seem to be") {
  CHECK(bytes_kind(to_utf16le("gpsvc/4") + std::string(2, '\0')) == BytesKind::wide_text);
  CHECK(bytes_kind("FE01.contoso.com") == BytesKind::text);
  CHECK(bytes_kind(*parse_sid("S-1-5-21-1-2-3-500")) == BytesKind::sid);
  CHECK(bytes_kind(std::string("\x02\0\x01\xbb\x0a\0\0\x07", 8) + std::string(8, '\0')) == BytesKind::socket);
  CHECK(bytes_kind(std::string("\x13\x20\x09\x80", 4)) == BytesKind::small);
  CHECK(bytes_kind(std::string(100, '\0')) == BytesKind::small);
  CHECK(bytes_kind("\x61\x0a\x5c\x3b\x01\x02\x03\x04\xff") == BytesKind::identifier);
  CHECK(bytes_kind(std::string(65, '\x90')) == BytesKind::opaque);
}

TEST_CASE("texts are cut at NULs and put together again") {
  const std::string wide = to_utf16le(std::string("one\0two\0\0", 9));
  const TextPieces pieces = text_pieces(wide, true);
  REQUIRE(pieces.texts.size() == 4);
  CHECK(pieces.texts[1] == "two");
  CHECK(pieces.join(true) == wide);
}

TEST_CASE("identifiers are known by their digits, the last byte first") {
  CHECK(identifier_digits("\x01\x02\xab") == "ab0201");
  CHECK(identifier_bytes("ab0201") == "\x01\x02\xab");
}

TEST_CASE("flags and counts have few bytes that are not zero") {
  CHECK(may_be_count(std::string("\x01\0\0\0\0\0\0\0", 8)));
  CHECK_FALSE(may_be_count("\x61\x0a\x5c\x3b\x02"));
}

TEST_CASE("where the address stands") {
  CHECK(socket_place(std::string("\x17\0", 2) + std::string(26, 'x')).offset == 8);
  CHECK(socket_place(std::string("\x17\0", 2) + std::string(14, 'x')).size == 0);
  CHECK(socket_place(std::string("\x02\0", 2) + std::string(14, 'x')).size == 4);
  CHECK(socket_place("").size == 0);
}
