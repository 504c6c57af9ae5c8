#include "xml/xml_source.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

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

TEST_CASE("wherever slices are cut, the events, the damage and their places are the same") {
  const std::string good = "<Event><System><EventID>1</EventID><Computer>a</Computer></System></Event>";
  const std::string text =
      "<?xml version='1.0'?>\n<Events>" + good + "\n- " + good + "<!-- " + good + "\n" + good +
      "-->\n<Event><System/><EventData><Data><![CDATA[" + good + good + "]]></Data></EventData></Event>" +
      "<Event><System/><EventData><Data Name='x'>\xC3\xA4\xF0\x9F\x98\x80\n</Data></EventData></Event>noise\n<a b='" +
      good + "'/>" + "<Event><System><EventID>2</EventID></System>\n<x:Event><x:System/></x:Event>" + good +
      "<!DOCTYPE x [<!ENTITY y 'z'>]>\n" + good + "<Event><System><a></Event>\n<!-- never ended " + good +
      "<Event><System>";
  for (const auto encoding : {test::XmlEncoding::utf8, test::XmlEncoding::utf16le_bom, test::XmlEncoding::utf16be}) {
    const std::string bytes = test::encode_xml(text, encoding);
    const std::string whole = test::everything(test::read_xml(bytes));
    const std::string printed = test::render_xml(bytes, RenderFormat::xml);
    for (std::size_t slice = 2; slice < 500; slice += slice < 100 ? 2 : 34) {
      CAPTURE(slice);
      CHECK(test::everything(test::read_xml(bytes, {}, slice)) == whole);
      if (slice % 8 == 0) CHECK(test::render_xml(bytes, RenderFormat::xml, {}, slice) == printed);
    }
    // A cut at every place.
    for (std::size_t blanks = 0; blanks < 64; ++blanks) {
      const std::string moved = test::encode_xml(std::string(blanks, ' ') + text, encoding);
      CHECK(test::everything(test::read_xml(moved, {}, 64)) == test::everything(test::read_xml(moved)));
    }
  }
}

TEST_CASE("an event that is too long for many slices is lost once") {
  const std::string good = "<Event><System/></Event>\n";
  const std::string text = good + "<Event><System/>" + std::string(5 << 20, '\n') + "</Event>" + good + good;
  for (const std::size_t slice : {std::size_t{0}, std::size_t{1} << 14, std::size_t{1} << 22}) {
    const auto all = test::read_xml(text, {}, slice);
    CHECK(all.events.size() == 3);
    CHECK(all.damage.count("xml-event-too-long") == 1);
    CHECK(all.damage.bytes_lost() == (5 << 20) + 24);
    CHECK(all.origins[1].line == (5 << 20) + 2);
  }
}

TEST_CASE("marks tell of every event in the order of the file, wanted or not") {
  std::vector<XmlEvent> events;
  for (unsigned i = 0; i < 10; ++i) {
    events.push_back(XmlEvent(i % 2 == 0 ? "Schannel" : "Other", 36888)
                         .record(100 - i)
                         .at("2015-06-0" + std::to_string(1 + i % 5) + "T07:00:00Z"));
  }
  const std::string bytes = test::xml_export(events, XmlShape::one_per_line);
  auto source = open_xml_bytes(bytes, "x", 1000);
  REQUIRE(source.has_value());
  Prefilter wanted;
  wanted.only_provider("Schannel");
  std::vector<RecordMark> marks;
  std::size_t delivered = 0;
  EventBatch batch;
  batch.want_marks = true;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, wanted, batch);
    delivered += batch.events().size();
    marks.insert(marks.end(), batch.marks.begin(), batch.marks.end());
  }
  CHECK(delivered == 5);
  REQUIRE(marks.size() == 10);
  for (unsigned i = 0; i < 10; ++i) {
    CHECK(marks[i].record_id == 100 - i);
    CHECK(to_iso8601(marks[i].time).starts_with("2015-06-0" + std::to_string(1 + i % 5)));
    CHECK(bytes.compare(static_cast<std::size_t>(marks[i].offset), 6, "<Event") == 0);
  }
}

TEST_CASE("every question of the prefilter is obeyed") {
  const std::string bytes = test::xml_export(
      std::vector{XmlEvent("Schannel", 36888).record(1).level(2).data("AlertDesc", "Forty"),
                  XmlEvent("Schannel", 36888).record(2).level(3).computer("FE02.contoso.local").data("AlertDesc", "70"),
                  XmlEvent("Other", 1).record(3).level(2).channel("Application").data("x", "forty")},
      XmlShape::event_viewer);
  const auto wanted = [&](auto narrow) {
    Prefilter filter;
    narrow(filter);
    std::string ids;
    const auto all = test::read_xml(bytes, filter);
    for (const std::string& e : all.events) ids += e.substr(e.find('#'), 2);
    CHECK(all.extents.events() == 3);
    const std::string printed = test::render_xml(bytes, RenderFormat::json, filter);
    CHECK(static_cast<std::size_t>(std::count(printed.begin(), printed.end(), '\n')) == all.events.size());
    return ids;
  };
  CHECK(wanted([](Prefilter&) {}) == "#1#2#3");
  CHECK(wanted([](Prefilter& f) { f.only_provider("SCHANNEL"); }) == "#1#2");
  CHECK(wanted([](Prefilter& f) { f.only_level(2); }) == "#1#3");
  CHECK(wanted([](Prefilter& f) { f.only_record(2); }) == "#2");
  CHECK(wanted([](Prefilter& f) { f.only_computer("fe02.contoso.local"); }) == "#2");
  CHECK(wanted([](Prefilter& f) { f.only_channel("application"); }) == "#3");
  CHECK(wanted([](Prefilter& f) { f.only_text("FORTY"); }) == "#1#3");
  CHECK(wanted([](Prefilter& f) { f.allow(1); }) == "#3");
  CHECK(wanted([](Prefilter& f) { f.allow(36888, "Schannel"), f.only_text("70"); }) == "#2");
  CHECK(wanted([](Prefilter& f) { f.until = FileTime{1}; }).empty());
}

TEST_CASE("slices can be read in any order by one thread") {
  const std::string bytes =
      test::xml_export(std::vector(300, XmlEvent("Schannel", 36888).data("AlertDesc", "40")), XmlShape::event_viewer);
  auto source = open_xml_bytes(bytes, "x", 1024);
  REQUIRE(source.has_value());
  std::size_t events = 0;
  EventBatch batch;
  for (std::size_t i = (*source)->slices(); i-- > 0;) {
    (*source)->read(i, {}, batch);
    events += batch.events().size();
  }
  CHECK(events == 300);
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
