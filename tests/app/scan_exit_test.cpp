#include "app/scan_exit.h"

#include <doctest/doctest.h>

#include "support/temp_dir.h"
#include "xml/xml_source.h"

using namespace doctor;

namespace {

struct Case {
  Report report;
  Inputs inputs;
  Options options;

  Case() {
    auto source = open_xml_bytes("<Event/>", "x.xml");
    REQUIRE(source);
    inputs.sources.push_back(std::move(*source));
    report.scan.inputs.emplace_back();
  }
  void diagnosis(Verdict verdict) {
    Diagnosis d;
    d.verdict = verdict;
    report.assessment.diagnoses.push_back(d);
  }
  void open_question(std::string computer, bool blind, bool confirmation = false) {
    NotAssessable n;
    n.computer = std::move(computer);
    n.blind = blind;
    n.for_confirmation = confirmation;
    report.assessment.not_assessable.push_back(n);
  }
  ExitCode code() const { return judge(report, inputs, options); }
};

}  // namespace

TEST_CASE("nothing found in logs that could have shown it is 0") {
  Case c;
  CHECK(c.code() == ExitCode::nothing);
  c.open_question("FE01", false, true);  // a log that was not given and would only confirm changes nothing
  CHECK(c.code() == ExitCode::nothing);
}

TEST_CASE("the threshold decides what counts as found") {
  Case c;
  c.diagnosis(Verdict::possible);
  c.diagnosis(Verdict::ruled_out);
  CHECK(c.code() == ExitCode::nothing);
  c.options.fail_on = Verdict::possible;
  CHECK(c.code() == ExitCode::found);
  c.options.fail_on = std::nullopt;
  CHECK(c.code() == ExitCode::nothing);
  c.options.fail_on = Verdict::confirmed;
  c.diagnosis(Verdict::likely);
  CHECK(c.code() == ExitCode::nothing);
  c.diagnosis(Verdict::confirmed);
  CHECK(c.code() == ExitCode::found);
}

TEST_CASE("a blind log is 4, never green, but a finding is worse") {
  Case c;
  c.open_question("FE01", true);
  CHECK(c.code() == ExitCode::not_assessable);
  c.diagnosis(Verdict::likely);
  CHECK(c.code() == ExitCode::found);
}

TEST_CASE("logs that have nothing to do with any diagnosis are 4") {
  Case c;
  c.open_question("", false);
  CHECK(c.code() == ExitCode::not_assessable);
}

TEST_CASE("an unreadable input is 3, damage only with --strict") {
  Case c;
  c.report.scan.inputs[0].damage.add({"x", Severity::warning, {}, 1, "damaged", {}});
  CHECK(c.code() == ExitCode::nothing);
  c.options.strict = true;
  CHECK(c.code() == ExitCode::input);
  Case d;
  d.inputs.failures.push_back({"gone.evtx", "no such file or folder", 0});
  d.diagnosis(Verdict::confirmed);
  CHECK(d.code() == ExitCode::input);
}

TEST_CASE("no log at all is 3") {
  Case c;
  c.inputs.sources.clear();
  CHECK(c.code() == ExitCode::input);
}

TEST_CASE("a required channel that is not there is 4") {
  Case c;
  c.report.scan.extents.count("FE01", "System", "Schannel", 2, FileTime{1});
  c.options.require = {"system"};
  CHECK(c.code() == ExitCode::nothing);
  c.options.require.push_back("Lync Server");
  CHECK(missing_channels(c.report.scan, c.options.require) == std::vector<std::string>{"Lync Server"});
  CHECK(c.code() == ExitCode::not_assessable);
}
