#include "report/metrics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"
#include "engine/kit.h"
#include "report/sample_report.h"

using namespace doctor;

namespace {

/// The text format 0.0.4, read strictly: what it says, or a complaint.
class Exposition {
 public:
  explicit Exposition(const std::string& text) {
    if (!text.ends_with('\n')) complain("no newline at the end");
    for (const std::string& line : test::lines_of(text)) read(line);
  }

  std::string complaint;
  std::map<std::string, std::string> values;  ///< by name and labels as written
  std::map<std::string, std::string> types;
  std::vector<std::string> order;  ///< of series

  std::string value(const std::string& series) const {
    const auto found = values.find(series);
    return found == values.end() ? "none" : found->second;
  }
  std::size_t count(const std::string& name) const {
    std::size_t n = 0;
    for (const auto& [series, ignored] : values) n += series.starts_with(name + "{") || series == name;
    return n;
  }

 private:
  void complain(const std::string& what) {
    if (complaint.empty()) complaint = what;
  }
  static bool is_name(std::string_view text) {
    for (const char c : text) {
      if (!((c >= 'a' && c <= 'z') || c == '_')) return false;
    }
    return !text.empty();
  }
  void read(const std::string& line) {
    if (line.starts_with("# HELP ")) {
      const std::string rest = line.substr(7);
      const std::string name = rest.substr(0, rest.find(' '));
      if (!is_name(name) || !helped_.insert(name).second || rest.size() < name.size() + 2) complain(line);
      current_ = name;
      return;
    }
    if (line.starts_with("# TYPE ")) {
      const auto words = split(line, ' ');
      if (words.size() != 4 || words[2] != current_ || (words[3] != "gauge" && words[3] != "counter")) return complain(line);
      if (!types.emplace(words[2], words[3]).second) complain("two types: " + line);
      return;
    }
    sample(line);
  }
  /// name{label="value",...} number
  void sample(const std::string& line) {
    std::size_t at = 0;
    while (at < line.size() && is_name(line.substr(at, 1))) ++at;
    const std::string name = line.substr(0, at);
    if (name.empty() || name != current_ || !types.contains(name)) return complain("not below its type: " + line);
    if (at < line.size() && line[at] == '{') {
      std::set<std::string> labels;
      do {
        const std::size_t begin = ++at;
        while (at < line.size() && is_name(line.substr(at, 1))) ++at;
        if (!labels.insert(line.substr(begin, at - begin)).second) return complain("label twice: " + line);
        if (line.substr(at, 2) != "=\"") return complain("no value: " + line);
        for (at += 2; at < line.size() && line[at] != '"'; ++at) {
          if (static_cast<unsigned char>(line[at]) < 0x20) return complain("control character: " + line);
          if (line[at] != '\\') continue;
          ++at;
          if (at >= line.size() || (line[at] != '\\' && line[at] != '"' && line[at] != 'n')) return complain("escape: " + line);
        }
        ++at;
      } while (at < line.size() && line[at] == ',');
      if (at >= line.size() || line[at] != '}') return complain("not closed: " + line);
      ++at;
    }
    const std::string series = line.substr(0, at);
    if (line.substr(at, 1) != " ") return complain("no blank: " + line);
    const std::string number = line.substr(at + 1);
    char* end = nullptr;
    std::strtod(number.c_str(), &end);
    if (number.empty() || *end != '\0' || number[0] == ' ') return complain("no number: " + line);
    if (!values.emplace(series, number).second) return complain("twice: " + line);
    order.push_back(series);
  }

  std::set<std::string> helped_;
  std::string current_;
};

RunFacts facts() {
  RunFacts run;
  run.finished = test::at("2015-06-01T09:15:00.250Z");
  run.duration = Ticks{kTicksPerSecond * 3 / 2};
  run.exit_code = 1;
  run.runs = 12;
  run.notices = 7;
  run.notices_pending = 2;
  return run;
}

}  // namespace

TEST_CASE("the first run without anything says so in numbers") {
  const Exposition e(to_metrics(test::empty_report(), RuleSet(), RunFacts()));
  CHECK(e.complaint.empty());
  CHECK(e.value("schannel_doctor_info{version=\"0.1.0\",rules=\"0000000000009f2c\"}") == "1");
  CHECK(e.value("schannel_doctor_findings") == "0");
  CHECK(e.count("schannel_doctor_diagnosis_open") == 15);
  CHECK(e.count("schannel_doctor_diagnosis") == 0);
  CHECK(e.value("schannel_doctor_state_damaged") == "0");
}

TEST_CASE("a run with everything") {
  Report report = test::md5_report();
  report.assessment.not_assessable.push_back({"tls-fips", "FIPS", "System", "no Schannel event", "", "FE01", true});
  report.assessment.not_assessable.push_back({"tls-rc4", "RC4", "System", "no Schannel event", "", "FE01", true});
  report.run.emplace();
  report.run->logs.push_back({RunReport::LogNote::Kind::stands_still, "FE01/System.evtx", {}, 0});
  RunFacts run = facts();
  run.state_damaged = true;
  const Exposition e(to_metrics(report, RuleSet(), run));
  CHECK(e.complaint == "");
  CHECK(e.value("schannel_doctor_last_run_timestamp_seconds") == "1433150100.250");
  CHECK(e.value("schannel_doctor_run_duration_seconds") == "1.500");
  CHECK(e.value("schannel_doctor_exit_code") == "1");
  CHECK(e.value("schannel_doctor_runs_total") == "12");
  CHECK(e.types.at("schannel_doctor_runs_total") == "counter");
  CHECK(e.value("schannel_doctor_notices_total") == "7");
  CHECK(e.value("schannel_doctor_notices_pending") == "2");
  CHECK(e.value("schannel_doctor_state_damaged") == "1");
  CHECK(e.value("schannel_doctor_events") == "49112");
  CHECK(e.value("schannel_doctor_logs") == "2");
  CHECK(e.value("schannel_doctor_logs_unreadable") == "1");
  CHECK(e.value("schannel_doctor_log_unreadable{path=\"FE01/Security.evtx\"}") == "1");
  CHECK(e.value("schannel_doctor_log_blind{channel=\"System\",computer=\"FE01\"}") == "1");
  CHECK(e.count("schannel_doctor_log_blind") == 1);
  CHECK(e.value("schannel_doctor_not_assessable") == "4");
  CHECK(e.value("schannel_doctor_log_note{path=\"FE01/System.evtx\",what=\"stands_still\"}") == "1");
  CHECK(e.value("schannel_doctor_diagnosis{id=\"pki-md5-chain\",computer=\"FE01.contoso.local\",verdict=\"likely\","
                "severity=\"critical\",state=\"open\"}") == "1");
  CHECK(e.count("schannel_doctor_diagnosis") == 2);  // not what is ruled out
  CHECK(e.value("schannel_doctor_diagnosis_open{severity=\"critical\",verdict=\"likely\"}") == "1");
  CHECK(e.value("schannel_doctor_diagnosis_open{severity=\"high\",verdict=\"possible\"}") == "1");
  CHECK(e.value("schannel_doctor_diagnosis_open{severity=\"low\",verdict=\"confirmed\"}") == "0");
}

TEST_CASE("what has recovered is listed and not counted as open") {
  Report report = test::md5_report();
  report.assessment.diagnoses.front().state = EpisodeState::recovered;
  const Exposition e(to_metrics(report, RuleSet(), facts()));
  CHECK(e.value("schannel_doctor_diagnosis_open{severity=\"critical\",verdict=\"likely\"}") == "0");
  CHECK(e.value("schannel_doctor_diagnosis{id=\"pki-md5-chain\",computer=\"FE01.contoso.local\",verdict=\"likely\","
                "severity=\"critical\",state=\"recovered\"}") == "1");
}

TEST_CASE("the last event of each log, where there is one with a time") {
  Report report = test::empty_report();
  report.scan.extents.count("FE01", "System", "X", 4, test::at("2015-06-01T07:00:00.123Z"));
  report.scan.extents.count("FE01", "Setup", "X", 4, FileTime{});
  report.scan.extents.count("FE00", "System", "X", 4, FileTime{10'000'000});
  const Exposition e(to_metrics(report, RuleSet(), facts()));
  const std::string name = "schannel_doctor_log_last_event_timestamp_seconds";
  CHECK(e.value(name + "{channel=\"System\",computer=\"FE01\"}") == "1433142000.123");
  CHECK(e.value(name + "{channel=\"System\",computer=\"FE00\"}") == "-11644473599.000");
  CHECK(e.count(name) == 2);
}

TEST_CASE("certificates that run out, but not those of long ago, and each series once") {
  Diagnostics problems;
  const RuleSet rules = test::load_text(
      "title: Dates\nname: dates\nlogsource: {product: windows, service: system}\ntags: [doctor.context, doctor.date]\n"
      "fields: [CertSubject, CertThumbprint, CertNotAfter, CrlIssuer, CrlNextUpdate, RetrievalUrl]\n"
      "detection: {s: {EventID: 1}, condition: s}\n", problems).rules;
  Report report = test::empty_report();
  report.scan.now = test::at("2015-06-01T12:00:00Z");
  report.scan.inputs.emplace_back().path = "a.evtx";
  const auto met = [&](std::vector<std::vector<std::string>> values) {
    Finding f;
    f.values = report.scan.strings.intern(joined_values(values));
    report.scan.findings.push_back(f);
  };
  met({{"CN=fe01"}, {"AA11"}, {"2015-06-11T12:00:00Z"}, {}, {}, {}});
  met({{"CN=old"}, {"BB22"}, {"2014-06-11T12:00:00Z"}, {}, {}, {}});
  met({{"CN=no thumbprint"}, {}, {"2015-08-01T00:00:00Z"}, {}, {}, {}});
  met({{"CN=no thumbprint"}, {}, {"2015-07-01T00:00:00Z"}, {}, {}, {}});
  const Exposition e(to_metrics(report, rules, facts()));
  CHECK(e.complaint == "");
  const std::string name = "schannel_doctor_runs_out_timestamp_seconds";
  CHECK(e.value(name + "{what=\"certificate\",name=\"CN=fe01\",thumbprint=\"AA11\"}") == "1434024000.000");
  CHECK(e.value(name + "{what=\"certificate\",name=\"CN=no thumbprint\",thumbprint=\"\"}") == "1435708800.000");
  CHECK(e.count(name) == 2);
}

TEST_CASE("hostile names are escaped, cut and never break a line") {
  for (const std::string& text :
       {std::string("a\"b\\c\nd"), std::string("\x1b[31m\xff\xc0\x80"), std::string(100'000, '"'), std::string("}\" 1\nx 2")}) {
    const std::string metrics = to_metrics(test::hostile_report(text), RuleSet(), facts());
    const Exposition e(metrics);
    CHECK(e.complaint == "");
    CHECK(is_utf8(metrics));
    CHECK(metrics.size() < 20'000);
  }
  Report report = test::empty_report();
  report.scan.extents.count("F\"E\\", "System", "X", 4, test::at("2015-06-01T07:00:00Z"));
  const Exposition e(to_metrics(report, RuleSet(), facts()));
  CHECK(e.value("schannel_doctor_log_last_event_timestamp_seconds{channel=\"System\",computer=\"F\\\"E\\\\\"}") != "none");
}

TEST_CASE("a log that names a computer per event cannot fill the monitoring") {
  Report report = test::empty_report();
  for (int i = 0; i < 3000; ++i) {
    report.scan.extents.count("PC" + std::to_string(i), "System", "X", 4, test::at("2015-06-01T07:00:00Z"));
  }
  const Exposition e(to_metrics(report, RuleSet(), facts()));
  CHECK(e.complaint == "");
  CHECK(e.count("schannel_doctor_log_last_event_timestamp_seconds") == kMostSeries);
  CHECK(e.value("schannel_doctor_series_left_out") == "2000");
}

TEST_CASE("the same run gives the same bytes, with the metrics and their series in order") {
  const std::string text = to_metrics(test::md5_report(), RuleSet(), facts());
  CHECK(text == to_metrics(test::md5_report(), RuleSet(), facts()));
  std::vector<std::string> names;
  for (const std::string& line : test::lines_of(text)) {
    if (line.starts_with("# TYPE ")) names.push_back(line);
  }
  CHECK(names.size() > 10);
  CHECK(std::is_sorted(names.begin(), names.end()));
}
