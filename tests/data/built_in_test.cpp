#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "data/packed_yaml.h"
#include "data/store.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

const std::filesystem::path& rules() {
  static const std::filesystem::path path = std::filesystem::path(DOCTOR_SOURCE_DIR) / "rules";
  return path;
}

bool same(const Yaml& a, const Yaml& b) {
  if (a.kind != b.kind || a.quoted != b.quoted || a.scalar != b.scalar || a.line != b.line || a.column != b.column ||
      a.key_places != b.key_places || a.items.size() != b.items.size() || a.members.size() != b.members.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    if (!same(a.items[i], b.items[i])) return false;
  }
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].first != b.members[i].first || !same(a.members[i].second, b.members[i].second)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the compiled-in tree is the rules folder, byte for byte and sorted") {
  const DataStore store = DataStore::built_in();
  std::size_t on_disk = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(rules())) {
    on_disk += entry.path().extension() == ".yml" ? 1u : 0u;
  }
  CHECK(store.documents().size() == on_disk);
  for (const Document& d : store.documents()) {
    CAPTURE(d.path);
    CHECK(d.built_in);
    CHECK(d.name == "rules/" + d.path);
    CHECK(d.text == test::read_file(rules() / d.path));
  }
  CHECK(std::is_sorted(store.documents().begin(), store.documents().end(),
                       [](const Document& a, const Document& b) { return a.path < b.path; }));
}

TEST_CASE("the compiled-in form of every document is what the parser makes of its text, node by node") {
  const DataStore store = DataStore::built_in();
  REQUIRE_FALSE(store.documents().empty());
  for (const Document& d : store.documents()) {
    CAPTURE(d.path);
    Diagnostics problems;
    const std::vector<Yaml> expected = parse_yaml(d.text, 0, problems);
    CHECK(problems.empty());
    const auto compiled = unpack_yaml(d.packed);
    REQUIRE(compiled);
    REQUIRE(compiled->size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(same((*compiled)[i], expected[i]));
  }
}

TEST_CASE("read_yaml takes the compiled-in form where there is one, and the text otherwise") {
  Document d = DataStore::built_in().documents().front();
  d.text = "other: text";
  Diagnostics problems;
  REQUIRE_FALSE(read_yaml(d, 0, problems).empty());
  CHECK(read_yaml(d, 0, problems)[0].find("other") == nullptr);
  d.packed = "not packed";
  REQUIRE(read_yaml(d, 0, problems).size() == 1);
  CHECK(read_yaml(d, 0, problems)[0].find("other") != nullptr);
  CHECK(problems.empty());
  const Document bad{"x.yml", "x.yml", "a: [1", false};
  CHECK(read_yaml(bad, 0, problems).empty());
  CHECK(problems.count("yaml-syntax") == 1);
}

TEST_CASE(
    "the fingerprint of the compiled-in documents is that of the same documents from a folder, also with more behind") {
  DataStore built_in = DataStore::built_in();
  DataStore from_disk;
  Diagnostics problems;
  REQUIRE(from_disk.add_folder(rules(), problems));
  CHECK(built_in.fingerprint() == from_disk.fingerprint());
  const std::uint64_t before = built_in.fingerprint();
  built_in.add("x.yml", "a: 1");
  from_disk.add("x.yml", "a: 1");
  CHECK(built_in.fingerprint() != before);
  CHECK(built_in.fingerprint() == from_disk.fingerprint());
}
