#include "evtx/values.h"

#include <doctest/doctest.h>

#include <string>

#include "base/text.h"
#include "event/source.h"

using namespace doctor;
using namespace doctor::evtx;

namespace {

struct Fixture {
  EventBatch batch;
  Budget budget;
  TextPool pool{batch.arena(), budget};

  Value value(int type, std::string_view bytes) {
    return to_value(static_cast<std::uint8_t>(type), as_bytes(bytes.data(), bytes.size()), pool);
  }
  std::string text(int type, std::string_view bytes) { return value(type, bytes).to_text(); }
  std::string items(int type, std::string_view bytes) {
    ArrayItems walk(static_cast<std::uint8_t>(type), as_bytes(bytes.data(), bytes.size()));
    std::string out;
    ByteView item;
    while (walk.next(item)) out += "[" + to_value(walk.item_type(), item, pool).to_text() + "]";
    return out;
  }
};

std::string bytes(std::string_view hex) {
  return from_hex(hex).value();
}

}  // namespace

TEST_CASE("every scalar type becomes the value Windows prints") {
  Fixture f;
  struct Row {
    int type;
    const char* hex;
    Value::Type expected;
    const char* text;
  };
  const Row rows[] = {
      {0x00, "", Value::Type::none, ""},
      {0x01, "46004500fc00", Value::Type::text, "FE\xc3\xbc"},
      {0x01, "410000000000", Value::Type::text, "A"},
      {0x02, "41 80 e4 00", Value::Type::text, "A\xe2\x82\xac\xc3\xa4"},
      {0x03, "ff", Value::Type::signed_int, "-1"},
      {0x04, "ff", Value::Type::unsigned_int, "255"},
      {0x05, "00 80", Value::Type::signed_int, "-32768"},
      {0x06, "00 80", Value::Type::unsigned_int, "32768"},
      {0x07, "69200480", Value::Type::signed_int, "-2147213207"},
      {0x08, "b5040000", Value::Type::unsigned_int, "1205"},
      {0x09, "feffffffffffffff", Value::Type::signed_int, "-2"},
      {0x0a, "ffffffffffffffff", Value::Type::unsigned_int, "18446744073709551615"},
      {0x0b, "0000c03f", Value::Type::real, "1.5"},
      {0x0c, "000000000000f03f", Value::Type::real, "1"},
      {0x0d, "01000000", Value::Type::boolean, "true"},
      {0x0d, "00000000", Value::Type::boolean, "false"},
      {0x0e, "00ff1f", Value::Type::bytes, "00FF1F"},
      {0x0f, "3281671f385986469fdcc8ff68f15c85", Value::Type::guid, "{1f678132-5938-4686-9fdc-c8ff68f15c85}"},
      {0x10, "1f000000", Value::Type::unsigned_int, "0x1f"},
      {0x10, "1f00000001000000", Value::Type::unsigned_int, "0x10000001f"},
      {0x11, "87460cc29a9ad001", Value::Type::time, nullptr},
      {0x12, "df07060001000100070000000000 7b00", Value::Type::time, "2015-06-01T07:00:00.1230000Z"},
      {0x13, "010100000000000512000000", Value::Type::sid, "S-1-5-18"},
      {0x14, "0d000980", Value::Type::unsigned_int, "0x8009000d"},
      {0x15, "0000000000000080", Value::Type::unsigned_int, "0x8000000000000000"},
      {0x23, "3c00", Value::Type::text, "<"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.hex);
    const std::string raw = bytes(row.hex);
    const Value v = f.value(row.type, raw);
    CHECK(v.type == row.expected);
    if (row.text != nullptr) CHECK(v.to_text() == row.text);
  }
  CHECK(f.value(0x11, bytes("87460cc29a9ad001")).number == 0x01d09a9ac20c4687);
}

TEST_CASE("any number but zero is true, whatever its width") {
  Fixture f;
  CHECK(f.text(0x0d, bytes("02000000")) == "true");
  CHECK(f.text(0x0d, bytes("00000080")) == "true");
  CHECK(f.text(0x0d, bytes("01")) == "true");
  CHECK(f.text(0x0d, bytes("00")) == "false");
}

TEST_CASE("a value of the wrong size is read as far as it makes sense") {
  Fixture f;
  CHECK(f.text(0x08, bytes("0102")) == "513");
  CHECK(f.text(0x07, bytes("feff")) == "-2");
  CHECK(f.text(0x0a, bytes("01000000000000000500")) == "1");
  CHECK(f.value(0x0f, bytes("0102")).type == Value::Type::bytes);
  CHECK(f.value(0x11, bytes("0102")).type == Value::Type::bytes);
  CHECK(f.value(0x0b, bytes("0102")).type == Value::Type::bytes);
  CHECK(f.value(0x13, bytes("0105000000000005")).type == Value::Type::bytes);
  CHECK(f.value(0x12, std::string(16, '\0')).type == Value::Type::bytes);  // the zeroth day of month zero
  CHECK(f.text(0x01, bytes("410042")) == "A");
}

TEST_CASE("an empty value is none, an unknown type is bytes") {
  Fixture f;
  for (int type = 0; type < 0x30; ++type) CHECK(f.value(type, "").type == Value::Type::none);
  CHECK(f.text(0x2a, bytes("0102")) == "0102");
}

TEST_CASE("arrays of every type are cut into their items") {
  Fixture f;
  CHECK(f.items(0x81, bytes("6100000062006300000000006400 0000")) == "[a][bc][][d]");
  CHECK(f.items(0x81, bytes("610000006200")) == "[a][b]");
  CHECK(f.items(0x81, bytes("61000000ff")) == "[a]");
  CHECK(f.items(0x82, std::string("a\0bc\0", 5)) == "[a][bc]");
  CHECK(f.items(0x83, bytes("01ff")) == "[1][-1]");
  CHECK(f.items(0x84, bytes("01ff")) == "[1][255]");
  CHECK(f.items(0x85, bytes("0100ffff")) == "[1][-1]");
  CHECK(f.items(0x86, bytes("0100ffff")) == "[1][65535]");
  CHECK(f.items(0x87, bytes("01000000ffffffff")) == "[1][-1]");
  CHECK(f.items(0x88, bytes("01000000ffffffff")) == "[1][4294967295]");
  CHECK(f.items(0x89, bytes("0100000000000000ffffffffffffffff")) == "[1][-1]");
  CHECK(f.items(0x8a, bytes("01000000000000000200000000000000")) == "[1][2]");
  CHECK(f.items(0x8b, bytes("0000c03f00000040")) == "[1.5][2]");
  CHECK(f.items(0x8c, bytes("000000000000f83f0000000000000040")) == "[1.5][2]");
  CHECK(f.items(0x8d, bytes("0100000000000000")) == "[true][false]");
  CHECK(f.items(0x8e, bytes("0102")) == "[0102]");
  CHECK(f.items(0x8f, bytes("3281671f385986469fdcc8ff68f15c853281671f385986469fdcc8ff68f15c85")) ==
        "[{1f678132-5938-4686-9fdc-c8ff68f15c85}][{1f678132-5938-4686-9fdc-c8ff68f15c85}]");
  CHECK(f.items(0x90, bytes("01000000000000000200000000000000")) == "[0x1][0x2]");
  CHECK(f.items(0x90, bytes("010000000200000003000000")) == "[0x1][0x2][0x3]");
  CHECK(f.items(0x91, bytes("0000000000000000 0100000000000000")) ==
        "[1601-01-01T00:00:00.0000000Z][1601-01-01T00:00:00.0000001Z]");
  CHECK(f.items(0x92, bytes("df0706000100010007000000000000 00 df070600010001000800000000000000")) ==
        "[2015-06-01T07:00:00.0000000Z][2015-06-01T08:00:00.0000000Z]");
  CHECK(f.items(0x93, bytes("010100000000000512000000 010100000000000513000000")) == "[S-1-5-18][S-1-5-19]");
  CHECK(f.items(0x94, bytes("0a0000000b000000")) == "[0xa][0xb]");
  CHECK(f.items(0x95, bytes("0a000000000000000b00000000000000")) == "[0xa][0xb]");
  CHECK(f.items(0xaa, bytes("0102")) == "[0102]");
  CHECK(f.items(0x81, "") == "");
}

TEST_CASE("a cut array gives what is whole and the rest") {
  Fixture f;
  CHECK(f.items(0x88, bytes("01000000ff")) == "[1][255]");
  CHECK(f.items(0x93, bytes("010100000000000512000000 0105")) == "[S-1-5-18][0105]");
}

TEST_CASE("an array beside other text is joined with commas") {
  Fixture f;
  const std::string raw = bytes("01000200");
  std::string out = "x";
  append_value({0, 4, 0x86}, as_bytes(raw.data(), raw.size()), f.pool, out);
  CHECK(out == "x1,2");
}
