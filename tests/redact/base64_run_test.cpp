#include "redact/base64_run.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"
#include "cert/make_certs.h"

using namespace doctor;
using namespace doctor::redact;

TEST_CASE("a run goes over line ends and ends with its padding") {
  const std::string line(64, 'A');
  CHECK(base64_end(line + "\r\n" + line + "\r\nQQ==\r\n-----END", 0) == 136);
  CHECK(base64_end(line + "\nand so on", 0) == 64 + 4);  // could be its last line
  CHECK(base64_end("Short\nline", 0) == 5);
  CHECK(base64_end("", 0) == 0);
}

TEST_CASE("only what may name somebody counts") {
  const std::string text = "connect fe01.contoso.com as jdoe";
  CHECK(base64_content(to_base64(text, "")) == text);
  CHECK(base64_content(to_base64(to_utf16le(text), "")) == to_utf16le(text));
  const std::vector<std::byte> der = test::make_certificate(test::leaf_spec("CN=fe01.contoso.com", {}));
  const std::string bytes(reinterpret_cast<const char*>(der.data()), der.size());
  CHECK(base64_content(to_base64(bytes, "")) == bytes);
  CHECK(base64_content("some/path/of/folders/that/goes/on/and/on/and/on").empty());
  CHECK(base64_content(std::string(60, '!')).empty());
}

TEST_CASE("bytes are written in lines as they were") {
  CHECK(to_base64("abc", "") == "YWJj");
  CHECK(to_base64("ab", "") == "YWI=");
  CHECK(to_base64("a", "") == "YQ==");
  CHECK(to_base64("abcdef", "QQQQ\r\nQQ==") == "YWJj\r\nZGVm");
}
