#include "diagnose/weigh.h"

#include <doctest/doctest.h>

#include <vector>

using namespace doctor;

namespace {

constexpr Strength weak = Strength::weak, moderate = Strength::moderate, strong = Strength::strong,
                   decisive = Strength::decisive;

struct Row {
  const char* what;
  std::vector<Grain> in_favour, against;
  Verdict verdict;
  int score;
};

}  // namespace

TEST_CASE("the verdict for every mix of evidence") {
  const Row rows[] = {
      {"nothing", {}, {}, Verdict::ruled_out, 0},
      {"one weak", {{weak, "a"}}, {}, Verdict::possible, 1},
      {"one moderate", {{moderate, "a"}}, {}, Verdict::possible, 2},
      {"one strong alone is at most possible", {{strong, "a"}}, {}, Verdict::possible, 4},
      {"one decisive", {{decisive, "a"}}, {}, Verdict::confirmed, 8},
      {"three groups, sum 3", {{weak, "a"}, {weak, "b"}, {weak, "c"}}, {}, Verdict::possible, 3},
      {"two groups, sum 4", {{moderate, "a"}, {moderate, "b"}}, {}, Verdict::likely, 4},
      {"four weak groups, sum 4", {{weak, "a"}, {weak, "b"}, {weak, "c"}, {weak, "d"}}, {}, Verdict::likely, 4},
      {"strong and weak", {{strong, "a"}, {weak, "b"}}, {}, Verdict::likely, 5},
      {"only the strongest of a group", {{moderate, "a"}, {moderate, "a"}, {weak, "a"}}, {}, Verdict::possible, 2},
      {"strongest first or last", {{weak, "a"}, {strong, "a"}, {weak, "b"}}, {}, Verdict::likely, 5},
      {"evidence against subtracts", {{moderate, "a"}, {moderate, "b"}}, {{weak, "c"}}, Verdict::possible, 3},
      {"against counts by group too", {{strong, "a"}, {moderate, "b"}}, {{weak, "c"}, {weak, "c"}}, Verdict::likely, 5},
      {"nothing left", {{moderate, "a"}}, {{moderate, "b"}}, Verdict::ruled_out, 0},
      {"less than nothing", {{weak, "a"}}, {{strong, "b"}}, Verdict::ruled_out, -3},
      {"decisive against", {{strong, "a"}, {strong, "b"}}, {{decisive, "c"}}, Verdict::ruled_out, 0},
      {"decisive on both sides", {{decisive, "a"}}, {{decisive, "b"}}, Verdict::confirmed, 0},
      {"decisive for, much against",
       {{decisive, "a"}},
       {{strong, "b"}, {strong, "c"}, {strong, "d"}},
       Verdict::confirmed,
       -4},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    const Judgement judgement = weigh(row.in_favour, row.against);
    CHECK(judgement.verdict == row.verdict);
    CHECK(judgement.score == row.score);
  }
}
