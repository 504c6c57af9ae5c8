#include "report/firings.h"

#include <doctest/doctest.h>

using namespace doctor;

TEST_CASE("numbers are told as short as they can be") {
  CHECK(measure_text(12) == "12");
  CHECK(measure_text(-3) == "-3");
  CHECK(measure_text(2.5) == "2.5");
  CHECK(measure_text(1e300) == "1e+300");
}

TEST_CASE("what a firing was judged on, by type") {
  Firing f;
  Correlation c;
  f.count = 1;
  const auto words = [&](CorrelationType type) {
    c.type = type;
    return firing_measure(f, c);
  };
  CHECK(words(CorrelationType::event_count) == "1 event");
  CHECK(words(CorrelationType::value_count) == "1 value");
  CHECK(words(CorrelationType::temporal) == "1 rule");
  f.count = 2500;
  CHECK(words(CorrelationType::event_count) == "2,500 events");
  CHECK(words(CorrelationType::value_count) == "2,500 different values");
  CHECK(words(CorrelationType::temporal_ordered) == "2,500 rules in order");
  f.count = 2.5;
  CHECK(words(CorrelationType::value_sum) == "sum 2.5");
  CHECK(words(CorrelationType::value_avg) == "average 2.5");
  CHECK(words(CorrelationType::value_median) == "median 2.5");
  c.percentile = 95;
  CHECK(words(CorrelationType::value_percentile) == "percentile 95: 2.5");
}

TEST_CASE("what the parts have in common") {
  ScanResult scan;
  Correlation c;
  c.group_by = {"Computer", "Peer"};
  Firing f;
  f.group =
      scan.strings.intern(joined_values(std::vector<std::vector<std::string>>{{"FE01"}, {"10.0.0.1", "10.0.0.2"}}));
  CHECK(firing_group(f, c, scan) == "Computer = FE01, Peer = 10.0.0.1 and 10.0.0.2");
  c.group_by.clear();
  CHECK(firing_group(f, c, scan).empty());
}
