#include "xml/tally.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

namespace doctor {

TEST_CASE("a tally counts like the extents themselves, slice after slice") {
  std::mt19937 random(7);
  xml::Tally tally;
  for (int slice = 0; slice < 30; ++slice) {
    Extents counted, expected;
    for (int i = 0; i < 400; ++i) {
      const bool many = slice % 10 == 9;
      const std::string computer =
          "server-with-a-name-" + std::to_string(random() % (many ? 3000 : 3)) + ".contoso.local";
      const std::string channel = random() % 2 == 0 ? "System" : "", provider = "P" + std::to_string(random() % 5);
      const auto level = static_cast<std::uint8_t>(random() % 8);
      const FileTime time{random() % 4 == 0 ? 0 : 1000 + random() % 1000};
      tally.count(computer, channel, provider, level, time);
      expected.count(computer, channel, provider, level, time);
    }
    tally.flush(counted);
    REQUIRE(counted.list().size() == expected.list().size());
    for (std::size_t i = 0; i < counted.list().size(); ++i) {
      const Extent &a = counted.list()[i], &b = expected.list()[i];
      CHECK(a.computer == b.computer);
      CHECK(a.channel == b.channel);
      CHECK(a.events == b.events);
      CHECK(a.first == b.first);
      CHECK(a.last == b.last);
      CHECK(a.per_level == b.per_level);
      CHECK(a.per_provider == b.per_provider);
    }
  }
}

}  // namespace doctor
