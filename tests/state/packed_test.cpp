#include "state/packed.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

std::string number_bytes(std::uint64_t n) {
  char buffer[kMostNumber];
  return {buffer, put_number(buffer, n)};
}

bool reads(std::string_view bytes) {
  PackedReader in(bytes);
  in.number();
  return in.ok();
}

}  // namespace

TEST_CASE("a number takes a byte for every seven bits, and comes back") {
  CHECK(number_bytes(0) == std::string(1, '\0'));
  CHECK(number_bytes(127) == "\x7f");
  CHECK(number_bytes(128) == "\x80\x01");
  CHECK(number_bytes(300) == "\xac\x02");
  CHECK(number_bytes(0xffffffffffffffff) == "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  for (unsigned bits = 0; bits < 64; ++bits) {
    for (const std::uint64_t n : {(std::uint64_t{1} << bits) - 1, std::uint64_t{1} << bits, (std::uint64_t{1} << bits) + 1}) {
      const std::string bytes = number_bytes(n);
      PackedReader in(bytes);
      CHECK(in.number() == n);
      CHECK(in.ok());
      CHECK(in.remaining() == 0);
      PackedReader cut(std::string_view(bytes).substr(0, bytes.size() - 1));
      CHECK(cut.number() == 0);
      CHECK_FALSE(cut.ok());
    }
  }
}

TEST_CASE("a number has one form") {
  CHECK_FALSE(reads(std::string("\x80\x00", 2)));  // 0, longer than need be
  CHECK_FALSE(reads(std::string("\xff\x00", 2)));
  CHECK_FALSE(reads("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"));          // 65 bits
  CHECK_FALSE(reads("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x01"));      // 11 bytes
  CHECK_FALSE(reads("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));  // no end
  CHECK_FALSE(reads(""));
}

TEST_CASE("a distance goes both ways, between any two numbers") {
  CHECK(distance(10, 10) == 0);
  CHECK(distance(9, 10) == 1);
  CHECK(distance(11, 10) == 2);
  const std::uint64_t some[] = {0, 1, 2, 1000, 0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffffe, 0xffffffffffffffff};
  for (const std::uint64_t a : some) {
    for (const std::uint64_t b : some) CHECK(from_distance(distance(a, b), b) == a);
  }
}

TEST_CASE("what does not fit is refused, and nothing is read any more") {
  const std::string large = number_bytes(0x100000000);
  PackedReader in(large);
  CHECK(in.number32() == 0);
  CHECK_FALSE(in.ok());
  PackedReader most("\xff\xff\xff\xff\x0f");
  CHECK(most.number32() == 0xffffffff);
  CHECK(most.ok());

  PackedReader flag("\x02\x01");
  CHECK_FALSE(flag.flag());
  CHECK_FALSE(flag.ok());
  CHECK_FALSE(flag.flag());
  CHECK(flag.remaining() == 0);

  PackedReader choice("\x04\x05");
  CHECK(choice.choice(4) == 4);
  CHECK(choice.choice(4) == 0);
  CHECK_FALSE(choice.ok());

  PackedReader word("1234567");
  CHECK(word.word() == 0);
  CHECK_FALSE(word.ok());

  PackedReader text("\x04""abc");
  CHECK(text.text().empty());
  CHECK_FALSE(text.ok());
}

TEST_CASE("a count is never more than the bytes that are left can hold") {
  PackedReader enough("\x02""aabb");
  CHECK(enough.count(2) == 2);
  PackedReader short_of_one("\x03""aabb");
  CHECK(short_of_one.count(2) == 0);
  CHECK_FALSE(short_of_one.ok());
  const std::string huge = number_bytes(0xffffffffffffffff) + "aabb";
  PackedReader overflow(huge);
  CHECK(overflow.count(16) == 0);
  CHECK_FALSE(overflow.ok());
}

TEST_CASE("what was written is read again") {
  TextBuffer bytes;
  PackedWriter out(bytes);
  out.number(5);
  out.word(0x0102030405060708);
  out.time({99});
  out.flag(true);
  out.flag(false);
  out.text("Schannel");
  out.text("");
  CHECK(bytes.view().substr(1, 2) == "\x08\x07");
  PackedReader in(bytes);
  CHECK(in.number() == 5);
  CHECK(in.word() == 0x0102030405060708);
  CHECK(in.time().ticks == 99);
  CHECK(in.flag());
  CHECK_FALSE(in.flag());
  CHECK(in.text() == "Schannel");
  CHECK(in.text().empty());
  CHECK(in.ok());
  CHECK(in.remaining() == 0);
}
