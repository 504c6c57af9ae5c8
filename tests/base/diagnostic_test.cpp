#include "base/diagnostic.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {
Diagnostic note(std::string_view code, std::string message, std::uint64_t lost = 0) {
  return {code, Severity::warning, {}, lost, std::move(message), {}};
}
}  // namespace

TEST_CASE("the first of each code are kept, all are counted") {
  Diagnostics d;
  for (int i = 0; i < 1000; ++i) d.add(note("a", std::to_string(i), 2));
  d.add(note("b", "other"));
  CHECK(d.kept().size() == Diagnostics::kKeptPerCode + 1);
  CHECK(d.kept().front().message == "0");
  CHECK(d.count("a") == 1000);
  CHECK(d.count("b") == 1);
  CHECK(d.count("c") == 0);
  CHECK(d.count(Severity::warning) == 1001);
  CHECK(d.count(Severity::error) == 0);
  CHECK(d.bytes_lost() == 2000);
}

TEST_CASE("merging keeps order and the limit, and adds the counts") {
  Diagnostics first, second;
  for (int i = 0; i < 15; ++i) first.add(note("a", "first " + std::to_string(i), 1));
  for (int i = 0; i < 30; ++i) second.add(note("a", "second " + std::to_string(i), 1));
  first.merge(std::move(second));
  CHECK(first.kept().size() == Diagnostics::kKeptPerCode);
  CHECK(first.kept()[14].message == "first 14");
  CHECK(first.kept()[15].message == "second 0");
  CHECK(first.count("a") == 45);
  CHECK(first.bytes_lost() == 45);
}

TEST_CASE("clear forgets everything") {
  Diagnostics d;
  d.add(note("a", "x", 5));
  d.clear();
  CHECK(d.empty());
  CHECK(d.kept().empty());
  CHECK(d.bytes_lost() == 0);
}

TEST_CASE("whoever asks for more places gets them, also after clear and merge") {
  Diagnostics all, part;
  all.keep_per_code(1000);
  part.keep_per_code(1000);
  for (int i = 0; i < 600; ++i) part.add(note("a", std::to_string(i), 1));
  CHECK(part.kept().size() == 600);
  all.merge(std::move(part));
  CHECK(all.kept().size() == 600);
  part.clear();
  for (int i = 600; i < 1200; ++i) part.add(note("a", std::to_string(i), 1));
  all.merge(std::move(part));
  CHECK(all.kept().size() == 1000);
  CHECK(all.kept().back().message == "999");
  CHECK(all.count("a") == 1200);
}

TEST_CASE("a message that quotes something long is cut between characters") {
  Diagnostics d;
  d.add(note("a", std::string(999, 'x') + "\xc3\xa4" + std::string(1000, 'y')));
  CHECK(d.kept()[0].message == std::string(999, 'x') + "...");
  d.add(note("b", std::string(1000, 'x')));
  CHECK(d.kept()[1].message.size() == 1000);
}
