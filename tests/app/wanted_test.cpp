#include "app/wanted.h"

#include <doctest/doctest.h>

#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

bool wants(const Options& options, const EventBuilder& builder) {
  EventBatch batch;
  return wanted_events(options).wants(builder.add_to(batch));
}

EventBuilder event() {
  return EventBuilder("Schannel", 36888).at("2015-06-01T07:00:00Z").record(7).level(2).data("AlertDesc", "forty");
}

}  // namespace

TEST_CASE("without a choice everything is wanted") {
  CHECK_FALSE(chooses({}));
  CHECK(wants({}, event()));
}

TEST_CASE("every kind of choice says yes and no") {
  const auto check = [](auto change_yes, auto change_no) {
    Options yes, no;
    change_yes(yes);
    change_no(no);
    CHECK(chooses(yes));
    CHECK(chooses(no));
    CHECK(wants(yes, event()));
    CHECK_FALSE(wants(no, event()));
  };
  check([](Options& o) { o.choice.ids = {{1, 1}, {36000, 36999}}; }, [](Options& o) { o.choice.ids = {{1, 36887}}; });
  check([](Options& o) { o.choice.providers = {"x", "SCHANNEL"}; }, [](Options& o) { o.choice.providers = {"x"}; });
  check([](Options& o) { o.choice.channels = {"system"}; }, [](Options& o) { o.choice.channels = {"Security"}; });
  check([](Options& o) { o.choice.computers = {"fe01.contoso.local"}; },
        [](Options& o) { o.choice.computers = {"FE01"}; });
  check([](Options& o) { o.choice.levels = {2}; }, [](Options& o) { o.choice.levels = {3, 4}; });
  check([](Options& o) { o.choice.records = {6, 7}; }, [](Options& o) { o.choice.records = {8}; });
  check([](Options& o) { o.choice.text = "FORT"; }, [](Options& o) { o.choice.text = "fifty"; });
  check([](Options& o) { o.since = *parse_iso8601("2015-06-01T07:00:00Z"); },
        [](Options& o) { o.since = *parse_iso8601("2015-06-01T07:00:01Z"); });
  check([](Options& o) { o.until = *parse_iso8601("2015-06-01T07:00:01Z"); },
        [](Options& o) { o.until = *parse_iso8601("2015-06-01T07:00:00Z"); });
}

TEST_CASE("of different kinds, all must hold") {
  Options options;
  options.choice.ids = {{36888, 36888}};
  options.choice.levels = {3};
  CHECK_FALSE(wants(options, event()));
}

TEST_CASE("a range up to the last id ends") {
  Options options;
  options.choice.ids = {{0, 65535}};
  CHECK(wants(options, event()));
}
