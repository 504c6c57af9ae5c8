#include "app/make_report.h"

#include <doctest/doctest.h>

#include <filesystem>

using namespace doctor;
namespace fs = std::filesystem;

TEST_CASE("a report has what was scanned, what it amounts to, what could not be opened, and no run without a state") {
  Options options;
  const std::string samples = (fs::path(DOCTOR_SOURCE_DIR) / "samples").string();
  options.paths = {samples + "/incident-1", samples + "/nothing-of-that-name.evtx"};
  const Documents documents = load_documents(options);
  const Inputs inputs = open_inputs(options.paths);
  const Report report = make_report(inputs, documents, options);
  REQUIRE_FALSE(report.assessment.diagnoses.empty());
  CHECK(report.assessment.diagnoses.front().id == "pki-md5-chain");
  CHECK(report.rules_fingerprint == documents.store.fingerprint());
  CHECK_FALSE(report.tool_version.empty());
  CHECK(report.documents.size() == documents.store.documents().size());
  CHECK_FALSE(report.run.has_value());
  REQUIRE(report.scan.inputs.size() == 3);
  CHECK(report.scan.inputs.back().error.find("no such file") != std::string::npos);
}

TEST_CASE("the inputs alone, as the rules see them") {
  Options options;
  options.paths = {(fs::path(DOCTOR_SOURCE_DIR) / "samples" / "blind").string()};
  const Documents documents = load_documents(options);
  const Inputs inputs = open_inputs(options.paths);
  const ScanResult scan = scan_inputs(inputs, documents, options);
  REQUIRE(scan.inputs.size() == 1);
  CHECK(scan.inputs[0].extents.events() > 50);
  CHECK_FALSE(scan.interrupted);
}
