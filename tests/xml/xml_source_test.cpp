#include "xml/xml_source.h"

#include <doctest/doctest.h>

#include "base/parallel.h"
#include "read_all.h"
#include "support/temp_dir.h"
#include "support/xml_builder.h"

namespace doctor {

using test::XmlEvent;
using test::XmlShape;

TEST_CASE("a file reads like the same bytes in memory") {
  const std::string bytes = test::xml_export(std::vector(5000, XmlEvent("Schannel", 36888).data("AlertDesc", "40")),
                                             XmlShape::event_viewer, test::XmlEncoding::utf16le_bom);
  const test::TempDir dir;
  auto file = open_xml(dir.write("System.xml", bytes), "logs/System.xml");
  REQUIRE(file.has_value());
  CHECK((*file)->info().path == "logs/System.xml");
  CHECK((*file)->info().kind == "xml");
  CHECK((*file)->info().bytes == bytes.size());
  const auto from_file = test::read_all(**file), from_memory = test::read_xml(bytes);
  CHECK(from_file.events == from_memory.events);
  CHECK(from_file.events.size() == 5000);
  CHECK(from_file.coverage.total() == bytes.size());
  CHECK(from_file.slices > 3);
}

TEST_CASE("a file that is not there is an error") {
  const test::TempDir dir;
  const auto source = open_xml(dir.path() / "none.xml", "none.xml");
  REQUIRE_FALSE(source.has_value());
  CHECK(source.error().code == Errc::not_found);
}

TEST_CASE("a file without events is said to be one, an empty file is just empty") {
  const auto text = open_xml_bytes("Dear support,\nthe server is slow.\n", "mail.txt");
  REQUIRE(text.has_value());
  CHECK((*text)->opening_damage().count("xml-no-events") == 1);
  const auto empty = open_xml_bytes("", "empty.xml");
  REQUIRE(empty.has_value());
  CHECK((*empty)->slices() == 0);
  CHECK((*empty)->opening_damage().empty());
}

TEST_CASE("a file that shrinks after it was opened loses what is gone, and says so") {
  const test::TempDir dir;
  const std::string bytes = test::xml_export(std::vector(10, XmlEvent("Schannel", 36888)), XmlShape::one_per_line);
  const auto path = dir.write("System.xml", bytes);
  auto source = open_xml(path, "System.xml");
  REQUIRE(source.has_value());
  std::filesystem::resize_file(path, bytes.size() / 2);
  const auto all = test::read_all(**source);
  CHECK(all.events.size() == 5);
  CHECK(all.coverage.total() == bytes.size());
  CHECK(all.damage.count("xml-short-read") == 1);
}

TEST_CASE("slices can be read in any order by many threads") {
  const std::string bytes = test::xml_export(
      std::vector(8000, XmlEvent("Schannel", 36888).data("AlertDesc", std::string(500, '4'))), XmlShape::one_per_line);
  auto source = open_xml_bytes(bytes, "x");
  REQUIRE(source.has_value());
  std::size_t events = 0;
  ordered_parallel<std::size_t>((*source)->slices(), 4,
                                [&] {
                                  return [&, batch = std::make_shared<EventBatch>()](std::size_t i) {
                                    (*source)->read(i, Prefilter(), *batch);
                                    return batch->events().size();
                                  };
                                },
                                [&](std::size_t, std::size_t n) { events += n; });
  CHECK(events == 8000);
}

}  // namespace doctor
