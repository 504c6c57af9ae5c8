#include "evtx/text_pool.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "event/source.h"

using namespace doctor;
using namespace doctor::evtx;

namespace {

std::string_view convert(TextPool& pool, const std::string& utf16) {
  return pool.utf16(as_bytes(utf16.data(), utf16.size()));
}

}  // namespace

TEST_CASE("text is made in the arena, plain or not") {
  EventBatch batch;
  Budget budget;
  TextPool pool(batch.arena(), budget);
  CHECK(convert(pool, to_utf16le("FE01.contoso.local")) == "FE01.contoso.local");
  CHECK(convert(pool, to_utf16le("M\xc3\xbcnchen \xf0\x9f\x94\x92")) == "M\xc3\xbcnchen \xf0\x9f\x94\x92");
  CHECK(convert(pool, to_utf16le("abc\x7f")) == "abc\x7f");
  CHECK(convert(pool, to_utf16le("abcdefg\xc2\x80")) == "abcdefg\xc2\x80");
  CHECK(convert(pool, std::string("\x00\xd8", 2)) == "\xef\xbf\xbd");  // a lone surrogate
  CHECK(convert(pool, "x") == "");
  CHECK(pool.join("a", "/", "b") == "a/b");
  CHECK(pool.indexed("Data", 12) == "Data[12]");
}

TEST_CASE("Windows-1252 keeps its own characters") {
  EventBatch batch;
  Budget budget;
  TextPool pool(batch.arena(), budget);
  const std::string all = "\x80\x81\x9f\xa0\xff";
  CHECK(pool.windows_1252(as_bytes(all.data(), all.size())) == "\xe2\x82\xac\xc2\x81\xc5\xb8\xc2\xa0\xc3\xbf");
}

TEST_CASE("a spent budget gives empty text, for good") {
  EventBatch batch;
  Budget budget;
  TextPool pool(batch.arena(), budget);
  CHECK(budget.text(kMaxTextBytes - 3));
  CHECK(pool.copy("abc") == "abc");
  CHECK_FALSE(budget.spent());
  CHECK(pool.copy("d") == "");
  CHECK(budget.spent());
  CHECK_FALSE(pool.spend());
}
