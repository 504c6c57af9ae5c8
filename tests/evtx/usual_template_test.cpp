#include <doctest/doctest.h>

#include "evtx/chunk_writer.h"
#include "evtx/printing.h"
#include "evtx/reading.h"
#include "evtx/usual_event.h"
#include "evtx/usual_template.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

TEST_CASE("the usual template, written and read, is the usual event") {
  PortableRecord record;
  record.templates = {usual_template()};
  record.xml.add_number(0x0001010f, 4);
  record.xml.add_number(0x010c, 2);
  record.xml.add(as_bytes(record.templates[0]->guid.data(), 4));
  record.xml.add_instance(0);
  record.xml.add_number(kUsualValues, 4);
  for (std::size_t i = 0; i < kUsualValues; ++i) {  // an event id and a level, the others are null
    record.xml.add_number(i == 3 ? 0x060002 : i == 0 ? 0x040001 : 0, 4);
  }
  record.xml.add_number(2, 1);
  record.xml.add_number(36888, 2);
  record.xml.add_number(0, 1);
  ChunkWriter writer;
  REQUIRE(writer.add(record, 1));
  const std::string chunk(writer.finish());
  CHECK(Reading(chunk, {}, {.verify_checksums = true}).damage().empty());
  CHECK(
      printed_xml(chunk) ==
      "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider/><EventID>36888</EventID>"
      "<Version></Version><Level>2</Level><Task></Task><Opcode></Opcode><Keywords></Keywords><TimeCreated/>"
      "<EventRecordID></EventRecordID><Correlation/><Execution/><Channel></Channel><Security/></System></Event>");
}

TEST_CASE("of its values only the user is asked about") {
  const FieldPlaces places = usual_places();
  REQUIRE(places.size() == kUsualValues);
  for (const auto& [index, place] : places) {
    CAPTURE(index);
    CHECK(place.ask == (index == 12));
  }
}
