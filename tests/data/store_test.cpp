#include "data/store.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"

using namespace doctor;

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

TEST_CASE("a copy of a store keeps the texts") {
  DataStore copy;
  {
    DataStore store;
    store.add("x.yml", std::string(100, 'x'));
    copy = store;
  }
  CHECK(copy.documents()[0].text == std::string(100, 'x'));
}

TEST_CASE("a problem is described with the place in its document, if it has one, and its help") {
  DataStore store;
  store.add("x.yml", "");
  CHECK(store.describe({"yaml-type", Severity::error, {0, 0, 3, 5}, 0, "bad \x1b[31m", "do better"}) ==
        "x.yml:3:5: error: bad \\x1b[31m [yaml-type]\n  help: do better\n");
  CHECK(store.describe({"a-code", Severity::note, {}, 0, "no place", {}}) == "note: no place [a-code]\n");
  CHECK(store.describe({"a-code", Severity::warning, {7, 0, 1, 1}, 0, "no document", {}}) ==
        "warning: no document [a-code]\n");
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
