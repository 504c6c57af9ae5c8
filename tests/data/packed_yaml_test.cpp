#include "data/packed_yaml.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

std::vector<Yaml> parsed(std::string_view text) {
  Diagnostics problems;
  std::vector<Yaml> out = parse_yaml(text, 0, problems);
  REQUIRE(problems.empty());
  return out;
}

// Every part of a node, in words, so that a difference shows where it is.
void describe(const Yaml& node, std::string& out) {
  out += std::to_string(static_cast<int>(node.kind)) + (node.quoted ? "q" : "") + "@" + std::to_string(node.line) +
         ":" + std::to_string(node.column) + "'" + node.scalar + "'";
  for (const Yaml& item : node.items) {
    out += "\n- ";
    describe(item, out);
  }
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    out += "\n" + node.members[i].first + "@" + std::to_string(node.key_places[i].first) + ":" +
           std::to_string(node.key_places[i].second) + " = ";
    describe(node.members[i].second, out);
  }
  out += "\n;";
}

std::string described(const std::vector<Yaml>& documents) {
  std::string out;
  for (const Yaml& d : documents) describe(d, out);
  return out;
}

std::string unpacked(std::string_view packed) {
  const auto documents = unpack_yaml(packed);
  return documents ? described(*documents) : "not unpacked";
}

constexpr std::string_view kEveryKind =
    "a: 1\nb: '1'\nc: [x, null, ~, {}, []]\nd: {e: , \"f g\": \"\\u00e4\"}\ntext: |\n  one\n  two\n---\n- &x {k: v}\n"
    "- 5\n- *x\n---\nscalar\n";

}  // namespace

TEST_CASE("a tree that was packed is the same tree, with every place, also of an alias that points back") {
  const std::vector<Yaml> trees = parsed(kEveryKind);
  REQUIRE(trees.size() == 3);
  CHECK(unpacked(pack_yaml(trees)) == described(trees));
  CHECK(unpacked(pack_yaml({})) == "");
}

TEST_CASE("long texts, far places and the deepest nesting survive") {
  const std::string deep(kYamlMaxDepth, '[');
  const std::vector<Yaml> trees =
      parsed(std::string(300, '\n') + "a: " + std::string(70'000, 'x') + "\nb:" + std::string(500, ' ') + "y\n---\n" +
             deep + "x" + std::string(deep.size(), ']'));
  REQUIRE(trees.size() == 2);
  CHECK(trees[0].members[1].second.column > 500);
  CHECK(unpacked(pack_yaml(trees)) == described(trees));
}

TEST_CASE("what is cut off or has bytes left over is not unpacked") {
  const std::string packed = pack_yaml(parsed(kEveryKind));
  for (std::size_t n = 0; n < packed.size(); ++n) {
    CAPTURE(n);
    CHECK_FALSE(unpack_yaml(std::string_view(packed).substr(0, n)));
  }
  CHECK_FALSE(unpack_yaml(packed + '\0'));
}

TEST_CASE("a wrong byte anywhere gives some other tree or none, never more than there is") {
  const std::string packed = pack_yaml(parsed(kEveryKind));
  std::size_t refused = 0;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    for (const int wrong : {0x00, 0x07, 0x08, 0x7f, 0x80, 0xff}) {
      std::string bad = packed;
      bad[i] = static_cast<char>(wrong);
      refused += unpack_yaml(bad) ? 0U : 1U;
    }
  }
  CHECK(refused > 0);
  CHECK_FALSE(unpack_yaml("\xff\xff\xff\xff\x0f"));                              // four thousand million documents
  CHECK_FALSE(unpack_yaml(std::string("\x01\x02\x02\x01\xff\xff\xff\x7f", 8)));  // a list as long
}

TEST_CASE("a tree deeper than any that can be parsed is refused, not followed") {
  std::string deep("\x01", 1);
  for (int i = 0; i < 1'000'000; ++i)
    deep += std::string("\x02\x00\x01\x01", 4);  // a list of one, in it a list of one ...
  deep += std::string("\x00\x00\x01", 3);
  CHECK_FALSE(unpack_yaml(deep));
}
