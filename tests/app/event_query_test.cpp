#include "app/event_query.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <pugixml.hpp>

#include "base/text.h"

using namespace doctor;

namespace {

constexpr FileTime kAlways{0}, kNoEnd{std::numeric_limits<std::uint64_t>::max()};

FileTime at(const char* iso) {
  return *parse_iso8601(iso);
}

ChannelWants wants(std::vector<std::uint32_t> ids, std::vector<std::string> providers = {}) {
  return {false, std::move(ids), std::move(providers)};
}

/// The expressions of all <Select>, one a line, as an XML reader hands them over.
std::string selects(const std::string& query) {
  pugi::xml_document document;
  REQUIRE(document.load_buffer(query.data(), query.size()));
  std::string out;
  for (const auto& select : document.child("QueryList").child("Query").children("Select")) {
    CHECK(std::string(select.attribute("Path").value()) ==
          document.child("QueryList").child("Query").attribute("Path").value());
    out += select.child_value();
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("ids and providers are alternatives; three ids in a row are a range") {
  CHECK(selects(event_query("System", wants({7, 36880, 36881, 36882, 36888}, {"Schannel"}), kAlways, kNoEnd)) ==
        "*[System[(EventID=7 or (EventID >= 36880 and EventID <= 36882) or EventID=36888 or "
        "Provider[@Name='Schannel'])]]\n");
  CHECK(selects(event_query("System", wants({1, 2}), kAlways, kNoEnd)) == "*[System[(EventID=1 or EventID=2)]]\n");
}

TEST_CASE("the text is XML, and names are quoted") {
  const std::string query = event_query("A & \"B\"", wants({}, {"O'Brien <x>", "a'b\"c"}), kAlways, kNoEnd);
  CHECK(query.starts_with(
      "<QueryList><Query Id=\"0\" Path=\"A &amp; &quot;B&quot;\"><Select Path=\"A &amp; &quot;B&quot;\">"));
  CHECK(selects(query) == "*[System[(Provider[@Name=\"O'Brien <x>\"] or Provider[@Name=\"a'b\"])]]\n");
}

TEST_CASE("no expression has more conditions than Windows takes") {
  std::vector<std::uint32_t> ids;
  for (std::uint32_t i = 0; i < 400; ++i) ids.push_back(i < 200 ? 2 * i : 3 * i + i / 7);  // alone, and in short rows
  const std::string all =
      selects(event_query("System", wants(ids), at("2015-06-01T07:00:00Z"), at("2015-06-02T07:00:00Z")));
  std::size_t lines = 0;
  for (const std::string_view line : split(all, '\n')) {
    if (line.empty()) continue;
    ++lines;
    std::size_t conditions = 0;
    for (const char* sign : {"=", " < "}) {
      for (std::size_t k = line.find(sign); k != std::string_view::npos; k = line.find(sign, k + 1)) ++conditions;
    }
    CAPTURE(line);
    CHECK(conditions >= 3);
    CHECK(conditions <= kMostConditions);
  }
  CHECK(lines > 20);
}

TEST_CASE("no id is lost where the expressions are cut") {
  std::vector<std::uint32_t> ids;
  for (std::uint32_t i = 1; i <= 100; ++i) ids.push_back(2 * i);
  const std::string all = selects(event_query("System", wants(ids), kAlways, kNoEnd));
  for (const std::uint32_t id : ids) {
    const std::string text = "EventID=" + std::to_string(id);
    CHECK((all.find(text + " ") != std::string::npos || all.find(text + ")") != std::string::npos));
  }
}

TEST_CASE("a time range is a little wider than asked for, never narrower") {
  const FileTime since{at("2015-06-01T07:00:00Z").ticks + 9}, until{at("2015-06-02T07:00:00Z").ticks + 9};
  CHECK(selects(event_query("System", wants({1}), since, until)) ==
        "*[System[(EventID=1) and TimeCreated[@SystemTime >= '2015-06-01T07:00:00.000Z' and @SystemTime < "
        "'2015-06-02T07:00:00.001Z']]]\n");
  CHECK(selects(event_query("System", wants({1}), kAlways, until)) ==
        "*[System[(EventID=1) and TimeCreated[@SystemTime < '2015-06-02T07:00:00.001Z']]]\n");
}

TEST_CASE("everything is everything, and nothing is an id that nobody uses") {
  ChannelWants all;
  all.everything = true;
  CHECK(selects(event_query("System", all, kAlways, kNoEnd)) == "*\n");
  CHECK(selects(event_query("System", all, at("2015-06-01T07:00:00Z"), kNoEnd)) ==
        "*[System[TimeCreated[@SystemTime >= '2015-06-01T07:00:00.000Z']]]\n");
  CHECK(selects(event_query("System", wants({}), kAlways, kNoEnd)) == "*[System[(EventID=65535)]]\n");
}

TEST_CASE("a provider alone") {
  CHECK(provider_query("Schannel") == "*[System[Provider[@Name='Schannel']]]");
}
