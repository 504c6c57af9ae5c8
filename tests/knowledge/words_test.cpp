#include "knowledge/words.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace doctor;

namespace {

WordIndex sample() {
  WordIndex index;
  const auto add = [&index](std::string_view title, std::string_view body) {
    const std::array<WordIndex::Part, 2> parts = {{{title, 4}, {body, 1}}};
    index.add(parts);
  };
  add("The revocation server was offline", "It could not be asked.");                // 0
  add("The certificate has expired", "Renew the certificates before they expire.");  // 1
  add("The server was restarted", "Revocation of nothing; offline for a minute.");   // 2
  add("A fruit", "An apple a day.");                                                 // 3
  return index;
}

std::string found(std::string_view query) {
  std::string out;
  for (const auto& m : sample().search(query, 10)) out += std::to_string(m.document) + " ";
  return out;
}

}  // namespace

TEST_CASE("words are runs of letters and digits, folded, with their place") {
  const auto words = words_of("An  TLS-1.2 Übung!", 10);
  REQUIRE(words.size() == 5);
  CHECK(words[1].text == "tls");
  CHECK(words[1].begin == 4);
  CHECK(words[1].end == 7);
  CHECK(words[2].text == "1");
  CHECK(words[4].text == "übung");
  CHECK(words_of("a b c", 2).size() == 2);
  CHECK(words_of("", 5).empty());
  CHECK(words_of(" ,;", 5).empty());
}

TEST_CASE("the document with the words in its title, side by side, comes first") {
  CHECK(found("revocation server offline").starts_with("0 2"));
  const auto matches = sample().search("revocation server offline", 10);
  CHECK(matches[0].score == 1000);
  CHECK(matches[1].score < 700);
}

TEST_CASE("forms of a word are the same word") {
  CHECK(found("expires") == "1 ");
  CHECK(found("expiring certificate") == "1 ");
  CHECK(found("CERTIFICATES") == "1 ");
}

TEST_CASE("slips of the pen are forgiven, at a price") {
  CHECK(found("certifcate") == "1 ");
  CHECK(found("revocaton sever ofline").starts_with("0"));
  CHECK(sample().search("certifcate", 1)[0].score < sample().search("certificate", 1)[0].score);
}

TEST_CASE("short words and numbers are not guessed at") {
  CHECK(found("ap") == "");
  CHECK(found("12345") == "");
}

TEST_CASE("filler words alone find nothing") {
  CHECK(found("the was of and") == "");
  CHECK(found("") == "");
}

TEST_CASE("equal scores keep the order of the documents, and the limit holds") {
  WordIndex index;
  for (int i = 0; i < 5; ++i) {
    const std::array<WordIndex::Part, 1> part = {{{"same words", 4}}};
    CHECK(index.add(part) == static_cast<std::size_t>(i));
  }
  const auto matches = index.search("same words", 3);
  REQUIRE(matches.size() == 3);
  CHECK(matches[0].document == 0);
  CHECK(matches[2].document == 2);
}

TEST_CASE("a very long query is cut, not refused") {
  std::string query = "revocation ";
  for (int i = 0; i < 100'000; ++i) query += "x" + std::to_string(i) + " ";
  CHECK_FALSE(sample().search(query, 5).empty());
}
