#include <doctest/doctest.h>

#include "app/documents.h"
#include "app/extract_choice.h"
#include "app/inputs.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxRecord quiet(const char* time, std::uint8_t level = 4, const char* provider = "Contoso-Quiet") {
  return EvtxRecord(provider, 1).at(time).level(level);
}
EvtxRecord alert(const char* time) {
  return EvtxRecord("Schannel", 36888).at(time).level(2).data("AlertDesc", "40").data("ErrorState", "1205");
}

struct Chosen {
  explicit Chosen(const EvtxBuilder& log, const ChoiceOptions& how = {}) {
    const TempDir dir;
    const Inputs inputs = open_inputs({dir.write("System.evtx", log.build()).string()});
    REQUIRE(inputs.sources.size() == 1);
    const Documents documents = load_documents(Options());
    choice = choose_events(inputs.sources, documents.rules, documents.knowledge, how);
    REQUIRE(choice.whole);
  }
  std::size_t matched() const {
    std::size_t n = 0;
    for (const SliceChoice& slice : choice.slices[0]) n += slice.offsets.size();
    return n;
  }
  /// Of the first slice: "time 7 provider Schannel level 2".
  std::string needs(std::size_t slice = 0) const {
    std::string out;
    for (const ExtentNeed& n : choice.slices[0][slice].needs) {
      out += n.kind == ExtentNeed::Kind::time       ? "time " + to_iso8601_millis(n.time).substr(11, 5)
             : n.kind == ExtentNeed::Kind::provider ? "provider " + n.provider
                                                    : "level " + std::to_string(n.level);
      out += ' ';
    }
    return out;
  }
  Choice choice;
};

}  // namespace

TEST_CASE("chosen is what a rule matches, and what says how far a log reaches and what it shows") {
  EvtxBuilder log;
  log.record(quiet("2015-06-01T07:10:00Z"));
  log.record(quiet("2015-06-01T07:00:00Z"));  // the clock was set back
  log.record(alert("2015-06-01T07:20:00Z")).record(alert("2015-06-01T07:21:00Z"));
  log.record(quiet("2015-06-01T07:30:00Z", 3, "Contoso-Other"));
  log.record(quiet("2015-06-01T07:40:00Z")).record(quiet("2015-06-01T07:35:00Z"));
  const Chosen chosen(log);
  CHECK(chosen.matched() == 2);
  CHECK(chosen.choice.events == 7);
  CHECK(
      chosen.needs() ==
      "time 07:00 time 07:40 provider Contoso-Other provider Contoso-Quiet provider Schannel level 2 level 3 level 4 ");
}

TEST_CASE("a need is met by an event of its computer and channel only") {
  ExtentNeed need;
  need.kind = ExtentNeed::Kind::level;
  need.computer = "fe01";
  need.channel = "System";
  need.level = 5;
  Event event;
  event.computer = "fe01";
  event.channel = "System";
  event.level = 7;  // counts as 5
  CHECK(need.fits(event));
  event.level = 4;
  CHECK_FALSE(need.fits(event));
  event.level = 5;
  event.computer = "FE01";
  CHECK_FALSE(need.fits(event));
  event.computer = "fe01";
  event.channel = "Security";
  CHECK_FALSE(need.fits(event));
}

TEST_CASE("within a time, only its own events say what the log shows") {
  EvtxBuilder log;
  log.record(quiet("2015-06-01T07:00:00Z", 5, "Contoso-Early"));
  log.record(alert("2015-06-01T07:20:00Z"));
  log.record(quiet("2015-06-01T07:30:00Z"));
  log.record(alert("2015-06-01T08:00:00Z"));
  ChoiceOptions how;
  how.narrowed = true;
  how.wanted.from = *parse_iso8601("2015-06-01T07:10:00Z");
  how.wanted.until = *parse_iso8601("2015-06-01T07:40:00Z");
  const Chosen chosen(log, how);
  CHECK(chosen.matched() == 1);
  CHECK(chosen.needs() == "time 07:20 time 07:30 provider Contoso-Quiet provider Schannel level 2 level 4 ");
}

TEST_CASE("the choice is the same for any number of threads, and can be ended") {
  EvtxBuilder log;
  for (int i = 0; i < 40; ++i) log.record(alert("2015-06-01T07:20:00Z")).new_chunk();
  ChoiceOptions how;
  how.threads = 3;
  const Chosen one(log), three(log, how);
  CHECK(one.matched() == 40);
  REQUIRE(one.choice.slices[0].size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(one.choice.slices[0][i].offsets == three.choice.slices[0][i].offsets);
    CHECK(one.needs(i) == three.needs(i));
  }
  CHECK(one.needs(1).empty());

  const TempDir dir;
  const Inputs inputs = open_inputs({dir.write("System.evtx", log.build()).string()});
  const Documents documents = load_documents(Options());
  how.go_on = [](std::uint64_t) { return false; };
  CHECK_FALSE(choose_events(inputs.sources, documents.rules, documents.knowledge, how).whole);
}
