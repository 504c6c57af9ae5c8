#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <random>
#include <vector>

#include "read_all.h"
#include "support/xml_builder.h"

namespace doctor {
namespace {

using test::read_xml;
using test::XmlEncoding;
using test::XmlEvent;
using test::XmlShape;

std::string small_file(XmlShape shape, XmlEncoding encoding) {
  const std::string inner = "<Event><System/></Event>";
  std::vector<XmlEvent> events = {XmlEvent("Schannel", 36888).data("AlertDesc", "40").data("x", "\xF0\x9F\x98\x80"),
                                  XmlEvent("C", 11).user_data({"U", {{"a", "b"}}, inner, {}})};
  return test::xml_export(events, shape, encoding) +
         (encoding == XmlEncoding::utf8 ? "<Event><System/><!--" + inner + inner + "--></Event>" : "");
}

}  // namespace

TEST_CASE("a file cut at any length reads without harm, the fewer bytes the fewer events") {
  for (const auto& [shape, encoding] : {std::pair{XmlShape::one_per_line, XmlEncoding::utf8},
                                        std::pair{XmlShape::forum_paste, XmlEncoding::utf16le_bom},
                                        std::pair{XmlShape::event_viewer, XmlEncoding::utf16be}}) {
    const std::string whole = small_file(shape, encoding);
    std::size_t before = 0;
    for (std::size_t n = 0; n <= whole.size(); ++n) {
      const auto all = read_xml(whole.substr(0, n));
      CHECK(all.events.size() >= before);
      before = all.events.size();
      if (n % 16 == 0) test::render_xml(whole.substr(0, n), RenderFormat::json);
    }
    CHECK(before == (encoding == XmlEncoding::utf8 ? 3 : 2));
  }
}

TEST_CASE("changed bytes never break the accounting") {
  std::mt19937 random(20150601);
  const std::string alphabet = "<>/!-?[]'\"&; aE\n\0\xff";
  for (const XmlEncoding encoding : {XmlEncoding::utf8, XmlEncoding::utf16le}) {
    const std::string whole = small_file(XmlShape::forum_paste, encoding);
    for (int round = 0; round < 700; ++round) {
      std::string changed = whole;
      for (unsigned k = 0; k < 1 + random() % 8; ++k) {
        const std::size_t at = random() % changed.size();
        switch (random() % 4) {
          case 0:
            changed[at] = alphabet[random() % alphabet.size()];
            break;
          case 1:
            changed.erase(at, random() % 40);
            break;
          case 2:
            changed.insert(at, changed.substr(random() % changed.size(), random() % 60));
            break;
          default:
            changed[at] = static_cast<char>(random());
            break;
        }
        if (changed.empty()) changed = "<";
      }
      const auto all = read_xml(changed);
      CHECK(all.events.size() == all.extents.events());
      Prefilter nothing;
      nothing.only_listed();
      CHECK(read_xml(changed, nothing).events.empty());
      CHECK(test::everything(read_xml(changed, {}, 2 + 2 * (random() % 60))) == test::everything(all));
      if (round % 8 == 0) {
        const std::string xml = test::render_xml(changed, RenderFormat::xml);
        CHECK(pugi::xml_document().load_buffer(xml.data(), xml.size(), pugi::parse_full | pugi::parse_fragment));
        test::render_xml(changed, RenderFormat::json);
      }
    }
  }
}

}  // namespace doctor
