#include "app/each_slice.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

/// A source of so many slices with nothing in them.
class HollowSource : public EventSource {
 public:
  explicit HollowSource(std::size_t slices) : slices_(slices) {}
  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return slices_; }
  void read(std::size_t, const Prefilter&, EventBatch& out) const override { out.clear(); }
  void render(std::size_t, const Prefilter&, const RenderOptions&, EventBatch& out) const override { out.clear(); }
  const Diagnostics& opening_damage() const override { return damage_; }
  Coverage opening_coverage() const override { return {}; }

 private:
  std::size_t slices_;
  SourceInfo info_;
  Diagnostics damage_;
};

std::vector<std::unique_ptr<EventSource>> sources(std::initializer_list<std::size_t> slices) {
  std::vector<std::unique_ptr<EventSource>> out;
  for (const std::size_t n : slices) out.push_back(std::make_unique<HollowSource>(n));
  return out;
}

std::string places(std::initializer_list<std::size_t> slices, unsigned threads, std::size_t most = 1000) {
  std::string out;
  std::size_t consumed = 0;
  const bool whole = for_each_slice<std::string>(
      sources(slices), threads,
      [] {
        return [](SlicePlace place) { return std::to_string(place.source) + "." + std::to_string(place.slice) + " "; };
      },
      [&](SlicePlace, std::string&& text) {
        out += text;
        return ++consumed < most;
      });
  return out + (whole ? "" : "stopped");
}

}  // namespace

TEST_CASE("all slices of all sources come in order, for any number of threads") {
  for (const unsigned threads : {0U, 1U, 2U, 5U}) {
    CHECK(places({2, 0, 3, 1}, threads) == "0.0 0.1 2.0 2.1 2.2 3.0 ");
    CHECK(places({0, 0}, threads) == "");
    CHECK(places({}, threads) == "");
  }
}

TEST_CASE("whoever has had enough gets no more") {
  for (const unsigned threads : {1U, 3U}) CHECK(places({2, 100}, threads, 3) == "0.0 0.1 1.0 stopped");
}
