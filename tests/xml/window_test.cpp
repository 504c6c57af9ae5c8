#include "xml/window.h"

#include <doctest/doctest.h>

#include "support/xml_builder.h"
#include "xml/limits.h"

namespace doctor {

TEST_CASE("windows pass through the whole input from the given place, a few MiB at a time") {
  std::string text;
  for (int i = 0; text.size() < (std::size_t{10} << 20); ++i) text += "line \xC3\xA4 " + std::to_string(i) + "\n";
  for (const auto& [how, encoding] : {std::pair{test::XmlEncoding::utf8, xml::Encoding::utf8},
                                      std::pair{test::XmlEncoding::utf16le, xml::Encoding::utf16le}}) {
    const std::string bytes = test::encode_xml("skipped" + text, how);
    const xml::Input input(bytes);
    xml::Window window(input, encoding, encoding == xml::Encoding::utf8 ? 7 : 14);
    std::string seen;
    std::size_t used = 0;
    do {
      REQUIRE(window.refill(used).has_value());
      CHECK(window.text().size() <= xml::kLookahead + (std::size_t{3} << 20));
      used = window.at_end() ? window.text().size() : window.text().size() / 2;
      seen += window.text().substr(0, used);
    } while (!window.at_end());
    CHECK(seen == text);
  }
}

}  // namespace doctor
