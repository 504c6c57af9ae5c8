#include "xml/plain_walk.h"

#include <doctest/doctest.h>

#include <string>

namespace doctor {
namespace {

/// "name(a=1 b=2)" of the start tag in front, with "/" behind it if it is empty; "no" if it is not plain.
std::string start(const std::string& text) {
  xml::PlainWalk walk(text);
  if (!walk.start()) return "no";
  std::string out(walk.name);
  for (const char* name : {"a", "b", "x:a"}) {
    if (const auto value = walk.attribute(name); !value.empty())
      out += " " + std::string(name) + "=" + std::string(value);
  }
  if (walk.has_prefixes()) out += " :";
  return out + (walk.empty ? "/" : "");
}

/// The text of the first element, and whether nothing is behind it.
std::string leaf(const std::string& text) {
  xml::PlainWalk walk(text);
  std::string_view value;
  if (!walk.start() || !walk.leaf(value)) return "no";
  return "'" + std::string(value) + "'" + (walk.at_end() ? "" : " more");
}

bool skips(const std::string& text) {
  xml::PlainWalk walk(text);
  return walk.start() && walk.skip() && walk.at_end();
}

}  // namespace

TEST_CASE("start tags") {
  CHECK(start("<Data>") == "Data");
  CHECK(start(" \r\n\t<Data a='1'>") == "Data a=1");
  CHECK(start("<D2 \n a=\"it's\"  b='>/<' />") == "D2 a=it's b=>/</");
  CHECK(start("<D a='1' a='2'/>") == "D a=1/");
  CHECK(start("<D x:a='1'>") == "D x:a=1 :");
  for (const char* text : {"",
                           "<",
                           "<>",
                           "< a>",
                           "</a>",
                           "<a",
                           "<a ",
                           "<a b",
                           "<a b='",
                           "<a b='c",
                           "<a b='c'",
                           "<a b='c' ",
                           "<a b='c'/",
                           "<a b='c'a='d'>",
                           "<a b = 'c'>",
                           "<a b=c>",
                           "<a b>",
                           "<a / >",
                           "<a:b>",
                           "<a_b>",
                           "<!--a-->",
                           "<?a?>",
                           "<![CDATA[a]]>",
                           "<1>",
                           "<a 1='2'>",
                           "<a =''>",
                           "x<a>"}) {
    CAPTURE(text);
    CHECK(start(text) == "no");
  }
  std::string many = "<a";
  for (int i = 0; i < 8; ++i) many += " b='1'";
  CHECK(start(many + ">") == "a b=1");
  CHECK(start(many + " b='1'>") == "no");
}

TEST_CASE("leaves hold text alone") {
  CHECK(leaf("<a>text > \" '</a>") == "'text > \" ''");
  CHECK(leaf("<a> </a> ") == "' ' more");
  CHECK(leaf("<a/>") == "''");
  CHECK(leaf("<a></a>") == "''");
  for (const char* text : {"<a>", "<a>b", "<a>b<", "<a>b</", "<a>b</a", "<a>b</a >", "<a>b</b>", "<a>b</aa>",
                           "<ab>b</a>", "<a><b/></a>", "<a>b<!-- --></a>"}) {
    CAPTURE(text);
    CHECK(leaf(text) == "no");
  }
}

TEST_CASE("elements are skipped if they are plain to their end") {
  CHECK(skips("<a/>"));
  CHECK(skips("<a>b<c>d</c>e<c/><c><d x='/>'></d></c></a>"));
  for (const char* text :
       {"<a>", "<a><b></a></b>", "<a><b></a>", "<a></b></a>", "<a><!-- --></a>", "<a><b></a", "<a></a>b"}) {
    CAPTURE(text);
    CHECK_FALSE(skips(text));
  }
  const auto nested = [](int depth) {
    std::string open, close;
    for (int i = 0; i < depth; ++i) open += "<a>", close += "</a>";
    return open + close;
  };
  CHECK(skips(nested(8)));
  CHECK_FALSE(skips(nested(9)));
}

TEST_CASE("references are noticed once they are passed") {
  xml::PlainWalk walk("<a>b</a><c>&lt;</c>");
  std::string_view text;
  REQUIRE((walk.start() && walk.leaf(text)));
  CHECK_FALSE(walk.seen_reference());
  REQUIRE((walk.start() && walk.leaf(text)));
  CHECK(walk.seen_reference());
  CHECK(walk.at_end());
  CHECK_FALSE(xml::PlainWalk("").seen_reference());
}

}  // namespace doctor
