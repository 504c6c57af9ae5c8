// Real logs: what must not be found in them.
#include <doctest/doctest.h>

#include <filesystem>

#include "diagnose/fixture.h"
#include "evtx/evtx_source.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("real logs of healthy machines, MD5 roots in their CAPI2 logs included, raise no diagnosis") {
  const auto folder = corpus();
  if (!folder) {
    MESSAGE("skipped: no corpus");
    return;
  }
  for (const auto& file : std::filesystem::directory_iterator(*folder / "evtx")) {
    if (file.path().extension() != ".evtx") continue;
    CAPTURE(file.path().filename().string());
    std::vector<std::unique_ptr<EventSource>> sources;
    auto source = open_evtx(file.path(), file.path().string());
    if (!source) continue;
    sources.push_back(std::move(*source));
    const ScanResult result = scan(sources, shipped_rules(), KnowledgeBase(), {});
    const Assessment assessment = assess(result, shipped_rules(), shipped_diagnoses(), {});
    CHECK(assessment.diagnoses.empty());
    CHECK(accounted(assessment) == to_account(result, shipped_rules()));
  }
}
