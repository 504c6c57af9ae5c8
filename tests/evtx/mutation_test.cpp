#include <doctest/doctest.h>

#include <random>

#include "evtx/reading.h"
#include "support/evtx_builder.h"

// Nothing is expected of these but that reading ends, stays inside its input (the sanitizers see to it), and accounts for all bytes.

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxBuilder all_shapes() {
  const EvtxElement tree{
      "Op", {{"a", "1 & 2"}}, {}, {{"Url", {}, "http://pki.contoso.local/\"x\"", {}}, {"E", {}, {}, {}}}};
  return EvtxBuilder()
      .record(EvtxRecord("Schannel", 36888).user("S-1-5-18").data("AlertDesc", EvtxValue::uint32(40)).data("n", "text"))
      .record(
          EvtxRecord("LS User Services", 32174).channel("Lync Server").strings({"one", "", "three"}).binary("bytes"))
      .record(EvtxRecord("Microsoft-Windows-CAPI2", 11).channel("Microsoft-Windows-CAPI2/Operational").user_data(tree))
      .record(EvtxRecord("Contoso", 1)
                  .data("g", EvtxValue::guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}"))
                  .rendering_info("m"))
      .record(EvtxRecord("Contoso", 2).without_template().strings({"a", "b"}))
      .record(EvtxRecord("Schannel", 36874).data("AlertDesc", EvtxValue::uint32(40)).data("n", "text"));
}

}  // namespace

TEST_CASE("a chunk cut at any length: fewer bytes never give more events") {
  const std::string chunk = all_shapes().chunk();
  const std::size_t used = all_shapes().place(5).first - 4096 + all_shapes().place(5).second;
  std::size_t before = 0;
  for (std::size_t length = 0; length <= used + 64; ++length) {
    const Reading r(std::string_view(chunk).substr(0, length));
    if (r.events() < before) FAIL("fewer events at ", length, " than at ", length - 1);
    before = r.events();
  }
  CHECK(before == 6);
  for (std::size_t length = used + 64; length <= chunk.size(); length += 977) {
    CHECK(Reading(std::string_view(chunk).substr(0, length)).events() == 6);
  }
}

TEST_CASE("single bytes changed at random") {
  const std::string good = all_shapes().chunk();
  const std::size_t used = all_shapes().place(5).first - 4096 + all_shapes().place(5).second;
  std::mt19937 random(20150601);
  std::size_t delivered = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good.substr(0, used);
    for (auto n = random() % 4 + 1; n > 0; --n) bad[random() % used] = static_cast<char>(random());
    delivered += Reading(bad).events();
  }
  CHECK(delivered > 3000 * 3);  // damage stays local
}

TEST_CASE("numbers changed to what breaks arithmetic") {
  const std::string good = all_shapes().chunk();
  const std::size_t used = all_shapes().place(5).first - 4096 + all_shapes().place(5).second;
  const std::uint64_t nasty[] = {0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xfffffff0, 0xffffffff};
  std::mt19937 random(36888);
  for (int i = 0; i < 3000; ++i) {
    std::string bad = good.substr(0, used);
    const std::size_t width = std::size_t{1} << (random() % 3);
    bad.replace(random() % (used - width), width, reinterpret_cast<const char*>(&nasty[random() % std::size(nasty)]),
                width);
    (void)Reading(bad);
  }
  CHECK(Reading(good).events() == 6);
}

TEST_CASE("pieces moved about and repeated") {
  const std::string good = all_shapes().chunk();
  std::mt19937 random(32174);
  for (int i = 0; i < 1000; ++i) {
    std::string bad = good.substr(0, 8192);
    for (auto n = random() % 3 + 1; n > 0; --n) {
      const std::size_t length = random() % 600, from = random() % (bad.size() - length),
                        to = random() % (bad.size() - length);
      bad.replace(to, length, good.substr(from, length));
    }
    (void)Reading(bad);
  }
  CHECK(Reading(good).damage() == "");
}
