#include <doctest/doctest.h>

#include "base/text.h"
#include "evtx/portable_xml.h"

using namespace doctor;
using namespace doctor::evtx;

TEST_CASE("bytes that follow each other are one piece, names are pieces of their own") {
  PortableXml xml;
  xml.add_number(0x0001010f, 4);
  xml.add_number(0x41, 1);
  const std::string name = to_utf16le("Event");
  xml.add_name(as_bytes(name.data(), name.size()));
  xml.add_number(2, 1);
  REQUIRE(xml.pieces().size() == 3);
  CHECK(xml.pieces()[0].n == 5);
  CHECK(xml.pieces()[1].kind == PortableXml::Piece::Kind::name);
  CHECK(xml.pieces()[1].n == 10);
  CHECK(xml.bytes().substr(0, 5) == std::string_view("\x0f\x01\x01\x00\x41", 5));
  CHECK(xml.bytes().size() == 16);
}

TEST_CASE("going back forgets everything since, also what a piece grew by") {
  PortableXml xml;
  xml.add_number(1, 1);
  const std::uint32_t stretch = xml.add_size(4);
  xml.add_number(7, 2);
  PortableXml before = xml;
  const auto mark = xml.mark();
  xml.add_number(8, 2);
  xml.add_size(2);
  xml.add_instance(0);
  CHECK_FALSE(xml == before);
  xml.back_to(mark);
  CHECK(xml == before);
  CHECK(xml.stretches() == 1);
  xml.end(stretch);
  before.end(stretch);
  CHECK(xml == before);
}

TEST_CASE("templates are equal if GUID, bytes and pieces are") {
  PortableTemplate a;
  a.guid.assign(16, 'g');
  a.xml.add_number(0x0102, 2);
  PortableTemplate b = a;
  a.make_hash();
  b.make_hash();
  CHECK(a == b);
  b.guid[15] = 'h';
  b.make_hash();
  CHECK_FALSE(a == b);
  PortableTemplate name = a;
  name.xml.clear();
  const std::string bytes = "\x02\x01";
  name.xml.add_name(as_bytes(bytes.data(), bytes.size()));
  name.make_hash();
  CHECK_FALSE(a == name);
}
