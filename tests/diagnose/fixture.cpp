#include "diagnose/fixture.h"

#include <algorithm>
#include <stdexcept>

#include "diagnose/ledger.h"

namespace doctor::test {

namespace {

constexpr std::string_view kLogSources =
    "services:\n"
    "  system: {channels: [System]}\n"
    "  lync-server: {channels: [Lync Server]}\n";

std::string signal_text(std::string_view name, std::string_view service, std::string_view tags) {
  return "title: Signal " + std::string(name) + "\nname: " + std::string(name) +
         "\nlogsource: {product: windows, service: " + std::string(service) +
         "}\ndetection:\n  selection: {Provider_Name: " + std::string(name) +
         "}\n  condition: selection\nfields: [N, Text, TlsState]\nlevel: low\ntags: [" + std::string(tags) + "]\n";
}

std::string correlation_text(std::string_view name, std::string_view body) {
  return "title: Correlation " + std::string(name) + "\nname: " + std::string(name) +
         "\ncorrelation:\n  group-by: [Computer]\n" + std::string(body) + "level: low\n";
}

RuleSet load_or_throw(const DataStore& data) {
  Diagnostics problems;
  LoadedRules loaded = load_rules(data, problems);
  if (problems.count(Severity::error) > 0) throw std::runtime_error(lines(problems));
  return loaded.rules;
}

}  // namespace

const DataStore& shipped_documents() {
  static const DataStore data = DataStore::built_in();
  return data;
}

const RuleSet& shipped_rules() {
  static const RuleSet rules = load_or_throw(shipped_documents());
  return rules;
}

const DiagnosisSet& shipped_diagnoses() {
  static const DiagnosisSet set = [] {
    Diagnostics problems;
    DiagnosisSet loaded = DiagnosisSet::load(shipped_documents(), shipped_rules(), problems);
    if (!problems.empty()) throw std::runtime_error(lines(problems));
    return loaded;
  }();
  return set;
}

const RuleSet& small_rules() {
  static const RuleSet rules = [] {
    DataStore data = DataStore::empty();
    data.add("logsources.yml", std::string(kLogSources));
    for (const std::string_view name : {"alpha", "beta", "gamma"}) {
      data.add(std::string(name) + ".yml", signal_text(name, "system", ""));
    }
    data.add("noted.yml", signal_text("noted", "lync-server", "doctor.context"));
    data.add("known.yml", signal_text("known", "system", "doctor.everywhere"));
    data.add("changed.yml", signal_text("changed", "system", "doctor.context, doctor.change"));
    data.add("failing.yml", signal_text("failing", "system", "doctor.impact"));
    data.add("pair.yml", correlation_text("pair", "  type: temporal\n  rules: [alpha, beta]\n  timespan: 5m\n"));
    data.add(
        "many.yml",
        correlation_text("many", "  type: event_count\n  rules: [alpha]\n  timespan: 10m\n  condition: {gte: 5}\n"));
    return load_or_throw(data);
  }();
  return rules;
}

DiagnosisSet small_set(std::initializer_list<std::string_view> texts, Diagnostics* problems) {
  DataStore data = DataStore::empty();
  int number = 0;
  for (const std::string_view text : texts) data.add("document" + std::to_string(++number) + ".yml", std::string(text));
  Diagnostics own;
  DiagnosisSet set = DiagnosisSet::load(data, small_rules(), problems != nullptr ? *problems : own);
  if (!own.empty()) throw std::runtime_error(lines(own));
  return set;
}

const Diagnosis* diagnosis_of(const Assessment& assessment, std::string_view id) {
  for (const Diagnosis& d : assessment.diagnoses) {
    if (d.id == id) return &d;
  }
  return nullptr;
}

std::string verdict_of(const Assessment& assessment, std::string_view id) {
  const Diagnosis* d = diagnosis_of(assessment, id);
  return d != nullptr ? std::string(verdict_name(d->verdict)) : "none";
}

const FalseAlarm* false_alarm_of(const Assessment& assessment, std::string_view signal) {
  for (const FalseAlarm& f : assessment.false_alarms) {
    if (f.signal == signal) return &f;
  }
  return nullptr;
}

std::uint64_t accounted(const Assessment& assessment) {
  std::uint64_t sum = 0;
  for (const Diagnosis& d : assessment.diagnoses) {
    for (const auto& [signal, count] : d.explains) sum += count;
  }
  for (const FalseAlarm& f : assessment.false_alarms) sum += f.count;
  for (const Unexplained& u : assessment.unexplained) sum += u.count;
  return sum;
}

std::uint64_t to_account(const ScanResult& scan, const RuleSet& rules) {
  std::uint64_t sum = 0;
  for (const Finding& f : scan.findings) {
    const std::vector<std::string>& tags = rules.rules()[f.rule].tags;
    sum += std::find(tags.begin(), tags.end(), kContextTag) == tags.end() ? 1u : 0u;
  }
  return sum;
}

std::string lines(const Diagnostics& problems) {
  std::string out;
  for (const Diagnostic& d : problems.kept()) {
    out += std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " + std::string(d.code) + ": " +
           d.message;
    if (!d.help.empty()) out += " (" + d.help + ")";
    out += "\n";
  }
  return out;
}

}  // namespace doctor::test
