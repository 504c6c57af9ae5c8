#include "data/yaml.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

std::string first_problem(const Diagnostics& d) {
  if (d.kept().empty()) return {};
  const Diagnostic& p = d.kept().front();
  std::string text = std::to_string(p.where.line) + ":" + std::to_string(p.where.column) + " " + std::string(p.code) +
                     ": " + p.message;
  if (!p.help.empty()) text += " (" + p.help + ")";
  return text;
}

std::string problem_of(std::string_view text) {
  Diagnostics d;
  (void)parse_yaml(text, 0, d);
  return first_problem(d);
}

}  // namespace

TEST_CASE("values keep kind, quotes and place") {
  Diagnostics d;
  const auto docs = parse_yaml("a: 1\nb: '1'\nc: [x, null, ~]\nd: {e: }\n", 3, d);
  REQUIRE(d.empty());
  REQUIRE(docs.size() == 1);
  const Yaml& y = docs[0];
  CHECK(y.find("a")->scalar == "1");
  CHECK_FALSE(y.find("a")->quoted);
  CHECK(y.find("b")->quoted);
  CHECK(y.find("c")->items[1].is_null());
  CHECK(y.find("d")->find("e")->is_null());
  CHECK(y.find("b")->line == 2);
  CHECK(y.find("b")->column == 4);
  CHECK(y.key_places[1] == std::pair<std::uint32_t, std::uint32_t>{2, 1});
  CHECK(y.find("z") == nullptr);
}

TEST_CASE("several documents, and an empty one") {
  Diagnostics d;
  CHECK(parse_yaml("a: 1\n---\nb: 2\n", 0, d).size() == 2);
  CHECK(parse_yaml("", 0, d).empty());
  CHECK(d.empty());
}

TEST_CASE("a syntax error gives its place and the documents before it") {
  Diagnostics d;
  const auto docs = parse_yaml("a: 1\n---\nb: [1, 2\nc: 3\n", 0, d);
  CHECK(docs.size() == 1);
  CHECK(d.count("yaml-syntax") == 1);
  CHECK(d.kept()[0].where.line >= 3);
}

TEST_CASE("bombs and tricks are refused") {
  CHECK(problem_of("a: 1\na: 2\n") == "2:1 yaml-duplicate-key: key 'a' stands twice");
  CHECK(problem_of("{[1]: 2}") == "1:2 yaml-key: a key must be a plain text");
  CHECK(problem_of("\xff") == "1:1 yaml-encoding: not UTF-8 text");
  CHECK(problem_of(std::string(100, '[') + std::string(100, ']')).find("yaml-depth") != std::string::npos);
  CHECK_FALSE(problem_of(std::string(100'000, '[')).empty());
  CHECK_FALSE(problem_of(std::string(100'000, '{')).empty());
  std::string laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    laughs += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 9; ++i) laughs += std::string(i == 0 ? "" : ",") + "*" + static_cast<char>(c - 1);
    laughs += "]\n";
  }
  CHECK(problem_of(laughs).find("yaml-size: more than 200000 values") != std::string::npos);
  CHECK_FALSE(problem_of("a: *nobody\n").empty());
  CHECK(problem_of("a: &x [*x]\n").find("yaml-alias") != std::string::npos);
}

TEST_CASE("an alias is the value it names, at its own place") {
  Diagnostics d;
  const auto docs = parse_yaml("a: &x [1, 2]\nb: *x\n", 0, d);
  REQUIRE(docs.size() == 1);
  CHECK(docs[0].find("b")->items.size() == 2);
  CHECK(docs[0].find("b")->line == 2);
}

TEST_CASE("a reader of a closed grammar names missing, wrong and unknown keys") {
  Diagnostics d;
  const auto docs = parse_yaml("id: x\ncount: many\nflag: yes\nlist: {a: 1}\nseverty: high\n", 0, d);
  YamlReader in(docs[0], 0, d);
  CHECK(in.text("id", true) == "x");
  CHECK_FALSE(in.integer("count"));
  CHECK_FALSE(in.boolean("flag"));
  CHECK(in.texts("list").empty());
  CHECK(in.text("severity").empty());
  CHECK(in.text("title", true).empty());
  in.finish();
  CHECK_FALSE(in.ok());
  std::string all;
  for (const Diagnostic& p : d.kept()) all += std::to_string(p.where.line) + " " + p.message + " " + p.help + "\n";
  CHECK(all ==
        "2 'count' must be a whole number \n3 'flag' must be true or false \n4 'list' must be a list of texts \n"
        "1 key 'title' is missing \n5 unknown key 'severty' did you mean 'severity'?\n");
}

TEST_CASE("a reader accepts what is right") {
  Diagnostics d;
  const auto docs = parse_yaml("n: 0x10\nm: -3\nt: true\none: a\nmany: [a, b]\n", 0, d);
  YamlReader in(docs[0], 0, d);
  CHECK(in.integer("n") == 16);
  CHECK(in.integer("m") == -3);
  CHECK(in.boolean("t") == true);
  CHECK(in.texts("one").size() == 1);
  CHECK(in.texts("many").size() == 2);
  in.finish();
  CHECK(in.ok());
}
