#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "app/inputs.h"
#include "app/run.h"
#include "diagnose/assess.h"
#include "engine/load.h"
#include "engine/scan.h"
#include "samples/stories.h"
#include "support/temp_dir.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::string sample(const std::string& name) {
  return (fs::path(DOCTOR_SOURCE_DIR) / "samples" / name).string();
}

/// What the logs below `paths` amount to: "pki-md5-chain likely open FE01", one a line, and the false alarms.
struct Outcome {
  ScanResult scan;
  Assessment assessment;
  RuleSet rules;

  explicit Outcome(const std::vector<std::string>& paths, unsigned threads = 1) {
    Diagnostics problems;
    const DataStore store = DataStore::built_in();
    const KnowledgeBase knowledge = KnowledgeBase::load(store, problems);
    rules = load_rules(store, problems).rules;
    const DiagnosisSet documents = DiagnosisSet::load(store, rules, problems);
    const Inputs inputs = open_inputs(paths);
    ScanOptions options;
    options.threads = threads;
    scan = doctor::scan(inputs.sources, rules, knowledge, options);
    assessment = assess(scan, rules, documents, {});
  }

  std::string verdicts() const {
    std::string out;
    for (const Diagnosis& d : assessment.diagnoses) out += d.id + " " + std::string(verdict_name(d.verdict)) + "\n";
    return out;
  }
  std::string false_alarms() const {
    std::string out;
    for (const FalseAlarm& f : assessment.false_alarms)
      out += f.signal + " " + f.kind + " " + f.explained_by + " " + std::to_string(f.count) + "\n";
    return out;
  }
};

}  // namespace

TEST_CASE("every finding of every sample is accounted for exactly once") {
  for (const char* name : {"incident-1", "incident-1-xml", "incident-1-capi2-md5", "incident-1-capi2-sha512", "healthy",
                           "scanned", "blind"}) {
    CAPTURE(name);
    const Outcome o({sample(name)});
    std::uint64_t counted = 0, accounted = 0;
    for (const Finding& f : o.scan.findings) {
      const auto& tags = o.rules.rules()[f.rule].tags;
      counted += std::find(tags.begin(), tags.end(), "doctor.context") == tags.end() ? 1u : 0u;
    }
    for (const Diagnosis& d : o.assessment.diagnoses) {
      for (const auto& [signal, count] : d.explains) accounted += count;
    }
    for (const FalseAlarm& f : o.assessment.false_alarms) accounted += f.count;
    for (const Unexplained& u : o.assessment.unexplained) accounted += u.count;
    CHECK(accounted == counted);
  }
}

TEST_CASE("twins: the same events from EVTX and from XML exports give the same findings and the same answer") {
  const Outcome evtx({sample("incident-1")});
  const Outcome xml({sample("incident-1-xml")});
  CHECK(evtx.verdicts() == xml.verdicts());
  CHECK(evtx.false_alarms() == xml.false_alarms());
  REQUIRE(evtx.scan.findings.size() == xml.scan.findings.size());
  for (std::size_t i = 0; i < evtx.scan.findings.size(); ++i) {
    const Finding& a = evtx.scan.findings[i];
    const Finding& b = xml.scan.findings[i];
    CHECK(a.rule == b.rule);
    CHECK(a.time == b.time);
    CHECK(a.record_id == b.record_id);
    CHECK(evtx.scan.strings[a.values] == xml.scan.strings[b.values]);
    CHECK(evtx.scan.strings[a.computer] == xml.scan.strings[b.computer]);
  }
}

TEST_CASE("a log and its XML export together count every event once") {
  const Outcome one({sample("incident-1")});
  const Outcome both({sample("incident-1"), sample("incident-1-xml")});
  CHECK(one.scan.findings.size() == both.scan.findings.size());
  CHECK(one.verdicts() == both.verdicts());
  std::uint64_t duplicates = 0;
  for (const InputResult& input : both.scan.inputs) duplicates += input.duplicates;
  CHECK(duplicates > 0);
}

TEST_CASE("any thread count and any order of the paths give the same bytes") {
  std::vector<std::string> paths = {sample("incident-1"), sample("scanned"), sample("healthy"),
                                    sample("incident-1-capi2-md5")};
  const auto first =
      test::run({"scan", paths[0], paths[1], paths[2], paths[3], "--format", "json", "--all", "-j", "1"});
  CHECK(first.out.size() > 1000);
  for (const char* threads : {"1", "2", "7"}) {
    std::next_permutation(paths.begin(), paths.end());
    const auto other =
        test::run({"scan", paths[0], paths[1], paths[2], paths[3], "--format", "json", "--all", "-j", threads});
    CHECK(first.out == other.out);
  }
}

TEST_CASE("a sample cut at any length is read without harm, and never turns into a finding it did not hold") {
  test::TempDir dir;
  for (const test::SampleLog& log : test::sample_logs()) {
    if (log.folder != "incident-1-xml" && log.folder != "blind") continue;
    const std::string bytes = test::sample_bytes(log);
    for (std::size_t n = 0; n < bytes.size(); n += 1 + bytes.size() / 12) {
      const auto path = dir.write("cut-" + std::to_string(n) + log.file, bytes.substr(0, n)).string();
      const Outcome o({path});
      if (log.folder == "blind") CHECK(o.verdicts().empty());
      for (const InputResult& input : o.scan.inputs) {
        if (input.error.empty()) CHECK(input.coverage.total() == n);
      }
    }
  }
}

TEST_CASE("real logs: all are read, damage is named, and nothing above possible is diagnosed") {
  const auto corpus = test::corpus();
  if (!corpus) {
    MESSAGE("skipped: no corpus");
    return;
  }
  const Outcome o({(*corpus / "evtx").string()}, 2);
  CHECK(o.scan.inputs.size() == 23);
  for (const Diagnosis& d : o.assessment.diagnoses) CHECK(d.verdict > Verdict::likely);
  std::size_t damaged = 0;
  for (const InputResult& input : o.scan.inputs) {
    CAPTURE(input.path);
    CHECK(input.error.empty());
    CHECK(input.coverage.total() == input.bytes);
    damaged += input.damage.empty() ? 0u : 1u;
  }
  CHECK(damaged > 0);
}
