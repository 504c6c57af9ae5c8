#include "app/quiet_run.h"

#include <doctest/doctest.h>

#include <functional>
#include <set>
#include <utility>

using namespace doctor;

namespace {

Options quiet_options() {
  Options o;
  o.paths = {"/srv/logs"};
  o.state = "/var/lib/state";
  o.quiet = true;
  return o;
}

}  // namespace

TEST_CASE("only a run of which nothing but the exit code is wanted may be repeated") {
  CHECK(quiet_question(quiet_options()) != 0);
  using Change = std::function<void(Options&)>;
  const Change judged[] = {
      [](Options& o) { o.quiet = false; },
      [](Options& o) { o.report_dir = "reports"; },
      [](Options& o) { o.out_dir = "reports"; },
      [](Options& o) { o.metrics = "doctor.prom"; },
      [](Options& o) { o.require = {"System"}; },
      [](Options& o) { o.now = {1}; },
      [](Options& o) { o.rules = {"rules"}; },
      [](Options& o) { o.placeholders = "values.yml"; },
      [](Options& o) { o.paths.clear(); },
      [](Options& o) { o.live_api = true; },
  };
  for (const Change& change : judged) {
    Options options = quiet_options();
    change(options);
    CHECK(quiet_question(options) == 0);
  }
}

TEST_CASE("whatever decides about the exit code is part of the question, whatever does not is not") {
  using Change = std::function<void(Options&)>;
  const Change other[] = {
      [](Options&) {},
      [](Options& o) { o.builtin_rules = false; },
      [](Options& o) { o.assume_logged = true; },
      [](Options& o) { o.strict = true; },
      [](Options& o) { o.event_log = true; },
      [](Options& o) { o.on_finding = "mail"; },
      [](Options& o) { o.reading.verify_checksums = true; },
      [](Options& o) { o.topology = Topology::standard; },
      [](Options& o) { o.topology = Topology::enterprise; },
      [](Options& o) { o.fail_on = Verdict::confirmed; },
      [](Options& o) { o.fail_on = std::nullopt; },
      [](Options& o) { ++o.history.count; },
      [](Options& o) { ++o.quiet_after.count; },
  };
  std::set<std::uint64_t> questions;
  for (const Change& change : other) {
    Options options = quiet_options();
    change(options);
    CHECK(questions.insert(quiet_question(options)).second);
  }
  Options same = quiet_options();
  same.threads = 7;
  same.paths = {"/srv/logs/System.evtx"};
  CHECK(questions.contains(quiet_question(same)));
}

TEST_CASE("notes about logs are the same or not by kind and path") {
  using Kind = RunReport::LogNote::Kind;
  const std::vector<RunReport::LogNote> still = {{Kind::stands_still, "System.evtx", {1}, 0}};
  CHECK(digest_of({}) != digest_of(still));
  CHECK(digest_of({{Kind::stands_still, "System.evtx", {2}, 0}}) == digest_of(still));
  CHECK(digest_of({{Kind::vanished, "System.evtx", {1}, 0}}) != digest_of(still));
  CHECK(digest_of({{Kind::stands_still, "Security.evtx", {1}, 0}}) != digest_of(still));
}

TEST_CASE("without anything to read, or with anything unreadable, a run is no run of logs alone") {
  Inputs inputs;
  CHECK_FALSE(only_logs(inputs));
  inputs.failures.push_back({"System.evtx", "access denied", 0});
  CHECK_FALSE(only_logs(inputs));
}
