#include "data/store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "support/temp_dir.h"

using namespace doctor;

TEST_CASE("the compiled-in tree is the rules folder, byte for byte and sorted") {
  const DataStore store = DataStore::built_in();
  std::size_t on_disk = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(DOCTOR_SOURCE_DIR) / "rules")) {
    on_disk += entry.path().extension() == ".yml" ? 1u : 0u;
  }
  CHECK(store.documents().size() == on_disk);
  for (const Document& d : store.documents()) {
    CAPTURE(d.path);
    CHECK(d.built_in);
    CHECK(d.text == test::read_file(std::filesystem::path(DOCTOR_SOURCE_DIR) / "rules" / d.path));
  }
  CHECK(std::is_sorted(store.documents().begin(), store.documents().end(),
                       [](const Document& a, const Document& b) { return a.path < b.path; }));
}

TEST_CASE("a folder is added sorted, with its sub-folders and only YAML") {
  test::TempDir dir;
  dir.write("b.yml", "title: b");
  dir.write("sub/a.yaml", "title: a");
  dir.write("notes.txt", "no");
  DataStore store;
  Diagnostics problems;
  REQUIRE(store.add_folder(dir.path(), problems));
  REQUIRE(store.documents().size() == 2);
  CHECK(store.documents()[0].path == "b.yml");
  CHECK(store.documents()[1].path == "sub/a.yaml");
  CHECK(store.documents()[1].text == "title: a");
  CHECK(problems.empty());
}

TEST_CASE("one file can be named, a missing folder is an error, a huge document a problem") {
  test::TempDir dir;
  DataStore store;
  Diagnostics problems;
  REQUIRE(store.add_folder(dir.write("one.yml", "title: x"), problems));
  CHECK(store.documents()[0].path == "one.yml");
  const auto missing = store.add_folder(dir.path() / "none", problems);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == Errc::not_found);
  dir.write("many/huge.yml", std::string((1u << 20) + 1, 'x'));
  REQUIRE(store.add_folder(dir.path() / "many", problems));
  CHECK(problems.count("document-unreadable") == 1);
}

TEST_CASE("the fingerprint follows every byte and the order") {
  DataStore a, b, c;
  a.add("x.yml", "1");
  a.add("y.yml", "2");
  b.add("y.yml", "2");
  b.add("x.yml", "1");
  c.add("x.yml", "1");
  c.add("y.yml", "3");
  CHECK(a.fingerprint() != b.fingerprint());
  CHECK(a.fingerprint() != c.fingerprint());
}

TEST_CASE("what a user's document is, its keys tell") {
  const auto kind = [](const char* path, const char* text) { return document_kind({path, path, text, false}); };
  CHECK(kind("a.yml", "title: x\ndetection:\n  a: 1\n") == DocumentKind::sigma);
  CHECK(kind("a.yml", "correlation:\n  type: event_count\n") == DocumentKind::sigma);
  CHECK(kind("a.yml", "title: x\ndetecton:\n") == DocumentKind::sigma);
  CHECK(kind("a.yml", "diagnosis:\n  id: x\n") == DocumentKind::diagnosis);
  CHECK(kind("a.yml", "false_alarm:\n  id: x\n") == DocumentKind::false_alarm);
  CHECK(kind("a.yml", "events:\n") == DocumentKind::knowledge);
  CHECK(kind("a.tests.yml", "match:\n") == DocumentKind::tests);
  CHECK(kind("logsources.yml", "x: 1\n") == DocumentKind::logsources);
  CHECK(kind("a.yml", "x: 1\n") == DocumentKind::unknown);
  CHECK(document_kind({"signals/tls/x.yml", "", "", true}) == DocumentKind::sigma);
  CHECK(document_kind({"diagnoses/pki/x.yml", "", "", true}) == DocumentKind::diagnosis);
}
