#include "base/json.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("objects and arrays nest, with commas where JSON wants them") {
  std::string out;
  JsonWriter w(out, false);
  w.begin_object().field("a", std::uint64_t{1}).key("b").begin_array();
  w.string("x").number(std::int64_t{-2}).boolean(true).null().begin_object().end_object();
  w.end_array().flag("c", false).end_object();
  CHECK(out == R"({"a":1,"b":["x",-2,true,null,{}],"c":false})");
}

TEST_CASE("indented output") {
  std::string out;
  JsonWriter w(out);
  w.begin_object().field("a", "x").key("b").begin_array().end_array().key("c").begin_array().number(std::uint64_t{1});
  w.end_array().end_object();
  CHECK(out == "{\n  \"a\": \"x\",\n  \"b\": [],\n  \"c\": [\n    1\n  ]\n}");
}

TEST_CASE("strings cannot break out, steer a terminal or be malformed") {
  std::string out;
  append_json_string("q\" b\\ n\n t\t r\r esc\x1b nul", out);
  CHECK(out == R"("q\" b\\ n\n t\t r\r esc\u001b nul")");
  out.clear();
  append_json_string(std::string_view("\0\x7f\xc2\x9b", 4), out);
  CHECK(out == R"("\u0000\u007f\u009b")");
  out.clear();
  append_json_string("\xff\xc3 \xe2\x80\xae \xc3\xa4", out);
  CHECK(out == "\"\xef\xbf\xbd\xef\xbf\xbd \\u202e \xc3\xa4\"");
}
