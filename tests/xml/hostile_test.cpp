#include <doctest/doctest.h>

#include <ctime>

#include "read_all.h"
#include "support/xml_builder.h"

namespace doctor {
namespace {

using test::read_xml;

const std::string kGood = "<Event><System/><EventData><Data Name='a'>1</Data></EventData></Event>";

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

/// Processor time, so that a busy machine does not count. Linear time is two seconds with sanitizers, quadratic would be minutes.
constexpr double kPatienceSeconds = 30;

}  // namespace

TEST_CASE("entities are refused, never expanded") {
  std::string lol = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">";
  for (int i = 1; i < 10; ++i) {
    lol += "<!ENTITY lol" + std::to_string(i) + " \"" + repeat("&lol" + std::to_string(i - 1) + ";", 10) + "\">";
  }
  const auto all = read_xml(lol + "]><Event><System/><EventData><Data Name='a'>&lol9;</Data></EventData></Event>");
  REQUIRE(all.events.size() == 1);
  CHECK(all.events[0] == "/0 #0 a=&lol9;");
  CHECK(all.damage.count("xml-declaration") == 11);
}

TEST_CASE("external entities are refused, never read") {
  const auto all = read_xml("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
                            std::string("<Event><System/><EventData><Data Name='a'>&x;</Data></EventData></Event>"));
  REQUIRE(all.events.size() == 1);
  CHECK(all.events[0] == "/0 #0 a=&x;");
  const auto inside = read_xml("<Event><!DOCTYPE r SYSTEM \"x\"><System/></Event>" + kGood);
  CHECK(inside.events.size() == 1);
  CHECK(inside.damage.count("xml-declaration") == 1);
}

TEST_CASE("deep nesting is refused") {
  const auto all = read_xml("<Event><System/>" + repeat("<a>", 100'000) + repeat("</a>", 100'000) + "</Event>" + kGood);
  CHECK(all.events.size() == 1);
  CHECK(all.damage.count("xml-nesting") == 1);
}

TEST_CASE("an event as long as allowed is read, a longer one is skipped and counted") {
  const auto event = [](std::size_t n) {
    return "<Event><System/><EventData><Data Name='a'>" + std::string(n, 'x') + "</Data></EventData></Event>";
  };
  const std::size_t frame = event(0).size(), limit = std::size_t{1} << 20;
  const auto fits = read_xml(kGood + event(limit - frame) + kGood);
  CHECK(fits.events.size() == 3);
  const auto too_long = read_xml(kGood + event(limit - frame + 1) + kGood);
  CHECK(too_long.events.size() == 2);
  CHECK(too_long.damage.count("xml-event-too-long") == 1);
  CHECK(too_long.coverage.damaged == limit + 1);
  const auto far_too_long = read_xml(kGood + event(20 * limit) + kGood);
  CHECK(far_too_long.events.size() == 2);
  CHECK(far_too_long.damage.count("xml-event-too-long") == 1);
  CHECK(far_too_long.coverage.damaged == 20 * limit + frame);
  CHECK(read_xml("<Event a='" + std::string(3 * limit, 'x') + "'><System/></Event>" + kGood).events.size() == 1);
}

TEST_CASE("events that straddle the limit of a slice are whole in one of them") {
  std::string text;
  std::size_t events = 0;
  for (std::size_t size = 0; text.size() < (std::size_t{5} << 20); ++events) {
    size = (size * 7 + 13) % 30'000;
    text += "<Event><System/><EventData><Data Name='a'>" + std::string(size, 'x') + "</Data></EventData></Event>\n";
  }
  for (const auto encoding : {test::XmlEncoding::utf8, test::XmlEncoding::utf16le_bom}) {
    const auto all = read_xml(test::encode_xml(text, encoding));
    CHECK(all.events.size() == events);
    CHECK(all.slices >= 5);
    CHECK(all.coverage.damaged == 0);
  }
}

TEST_CASE("an opener without end far from the end of the file costs itself only") {
  const std::string tail = repeat(kGood + "\n", 20'000);  // 1.4 MiB
  for (const char* opener : {"<!--", "<![CDATA[", "<?x", "<a b=\""}) {
    CAPTURE(opener);
    const auto between = read_xml(kGood + opener + tail);
    CHECK(between.events.size() == 20'001);
    const auto inside = read_xml("<Event><System/>" + std::string(opener) + tail);
    CHECK(inside.events.size() == 20'000);
  }
}

TEST_CASE("files made of openers take linear time") {
  const std::clock_t start = std::clock();
  for (const char* pattern : {"<",
                              "<<!--",
                              "<!--",
                              "<![CDATA[",
                              "<?",
                              "<!",
                              "<Event ",
                              "<Event>",
                              "<Event><!--",
                              "<Event><a b='",
                              "<a b=\"",
                              "<a b='\"",
                              "</",
                              "</Event>",
                              "- ",
                              "-",
                              "&#",
                              "<Event/>",
                              "<Event><System/>",
                              "<Event><System><!-- -->",
                              "<Events",
                              "<x:Event a=\"<\">"}) {
    CAPTURE(pattern);
    const std::string text = repeat(pattern, (std::size_t{1} << 19) / std::string_view(pattern).size());
    const auto all = read_xml(text);
    CHECK(all.events.size() <= text.size() / 24);
  }
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < kPatienceSeconds);
}

TEST_CASE("zero bytes are text like any other") {
  CHECK(read_xml(std::string(3'000'000, '\0')).events.empty());
  const auto all = read_xml(std::string(5000, '\0') + kGood + std::string(5000, '\0'));
  CHECK(all.events.size() == 1);
  CHECK(all.coverage.damaged == 10'000);
}

}  // namespace doctor
