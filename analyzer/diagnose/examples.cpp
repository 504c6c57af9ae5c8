#include "diagnose/examples.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "data/yaml.h"
#include "diagnose/documents.h"
#include "diagnose/story.h"

namespace doctor {

namespace {

constexpr std::uint64_t kMostTimes = 100'000;  // of all lines of a story: examples are small

// What an example says, beside its story.
struct Expectation {
  std::string name, expect, explained_by;
  std::vector<std::pair<std::string, std::string>> also;  // other diagnosis, what is expected of it
  AssessOptions options;
};

// The document an example file lies beside.
struct Subject {
  const DiagnosisRule* diagnosis = nullptr;
  const FalseAlarmRule* false_alarm = nullptr;

  const std::string& id() const { return diagnosis != nullptr ? diagnosis->id : false_alarm->id; }
};

class ExampleReader {
 public:
  ExampleReader(const RuleSet& rules, std::uint32_t source, Diagnostics& problems)
      : rules_(rules), source_(source), problems_(problems) {}

  bool read(const Yaml& example, Story& story, Expectation& out) {
    YamlReader in(example, source_, problems_);
    out.name = in.text("name");
    out.expect = in.text("expect", true);
    out.explained_by = in.text("explained_by");
    read_options(in, out.options);
    if (const Yaml* also = in.node("also")) {
      if (!also->is_map()) in.error(*also, "yaml-type", "'also' must be a map of diagnosis to verdict");
      for (const auto& [id, verdict] : also->members) out.also.emplace_back(id, verdict.scalar);
    }
    for (const Yaml* log : items(in, "logs")) read_log(*log, story);
    if (in.node("cut") != nullptr) story.cut(span(in, "cut"));
    for (const Yaml* line : items(in, "given")) read_line(*line, story);
    in.finish();
    return ok_ && in.ok();
  }

 private:
  static std::vector<const Yaml*> items(YamlReader& in, std::string_view key) {
    std::vector<const Yaml*> out;
    const Yaml* list = in.node(key);
    if (list == nullptr) return out;
    if (!list->is_list()) in.error(*list, "yaml-type", fmt::format("'{}' must be a list", key));
    for (const Yaml& item : list->items) out.push_back(&item);
    return out;
  }

  static Ticks span(YamlReader& in, std::string_view key, Ticks otherwise = {}) {
    const std::string text = in.text(key);
    if (text.empty()) return otherwise;
    const auto ticks = parse_timespan(text);
    if (!ticks) in.error(*in.node(key), "diagnosis-timespan", fmt::format("'{}' must be a span of time", key));
    return ticks.value_or(otherwise);
  }

  static void read_options(YamlReader& in, AssessOptions& out) {
    out.assume_logged = in.boolean("assume_logged").value_or(false);
    const std::string topology = in.text("topology");
    if (topology == "standard") {
      out.topology = Topology::standard;
    } else if (topology == "enterprise") {
      out.topology = Topology::enterprise;
    } else if (!topology.empty()) {
      in.error(*in.node("topology"), "diagnosis-choice", "'topology' must be standard or enterprise");
    }
  }

  // "System", or {channel: System, provider: Schannel, computer: ...}
  void read_log(const Yaml& log, Story& story) {
    if (log.is_scalar()) {
      story.log(log.scalar);
      return;
    }
    YamlReader in(log, source_, problems_);
    const std::string channel = in.text("channel", true), provider = in.text("provider");
    const std::string computer = in.text("computer");
    if (!computer.empty()) story.on(computer);
    story.log(channel, provider);
    in.finish();
    ok_ = ok_ && in.ok();
  }

  // {signal: x, at: 5m, times: 3, every: 30s, computer: ..., Field: value or list}
  void read_line(const Yaml& line, Story& story) {
    YamlReader in(line, source_, problems_);
    const std::string signal = in.text("signal", true), computer = in.text("computer");
    const Ticks at = span(in, "at"), every = span(in, "every", Ticks{30 * kTicksPerSecond});
    const std::int64_t times = in.integer("times").value_or(1);
    Story::Fields fields;
    const auto rule = rules_.rule(signal);
    if (rule) {
      for (const std::string& field : rules_.rules()[*rule].keep) {
        for (std::string& value : in.texts(field)) fields.emplace_back(field, std::move(value));
      }
    }
    if (times < 1 || static_cast<std::uint64_t>(times) > kMostTimes - told_) {
      in.error(line, "diagnosis-number", fmt::format("'times' must be 1 to {}, over the whole example", kMostTimes));
    } else if (!rule) {
      in.error(line, "diagnosis-unknown-signal", fmt::format("there is no signal '{}'", printable(signal)));
    }
    in.finish();  // knows the fields the signal keeps, so an unknown field is an unknown key
    ok_ = ok_ && in.ok();
    if (!in.ok()) return;
    if (!computer.empty()) story.on(computer);
    told_ += static_cast<std::uint64_t>(times);
    story.see(signal, at, static_cast<std::uint64_t>(times), every, fields);
  }

  const RuleSet& rules_;
  std::uint32_t source_;
  Diagnostics& problems_;
  std::uint64_t told_ = 0;
  bool ok_ = true;
};

// "confirmed" ... "ruled-out" of a diagnosis that was raised, "not-assessable", or "none".
std::string outcome_of(const Assessment& assessment, std::string_view id) {
  for (const Diagnosis& d : assessment.diagnoses) {
    if (d.id == id) return d.verdict == Verdict::ruled_out ? "ruled-out" : std::string(verdict_name(d.verdict));
  }
  for (const NotAssessable& n : assessment.not_assessable) {
    if (n.id == id && !n.for_confirmation) return "not-assessable";
  }
  return "none";
}

// The class, with the diagnosis that explains it, of the findings a false-alarm document is about; "none" if it took none of them.
std::string outcome_of(const Assessment& assessment, const FalseAlarmRule& rule, std::string& explained_by) {
  for (const FalseAlarm& f : assessment.false_alarms) {
    if (f.kind != rule.kind || std::find(rule.signals.begin(), rule.signals.end(), f.signal) == rule.signals.end()) {
      continue;
    }
    explained_by = f.explained_by;
    return f.kind;
  }
  return "none";
}

void check(const Subject& subject, const Expectation& expected, const Assessment& assessment, std::size_t number,
           ExampleResult& out) {
  std::vector<std::string> wrong;
  const auto compare = [&](std::string_view what, std::string_view want, std::string_view got) {
    if (want != got) wrong.push_back(fmt::format("{}: expected {}, got {}", what, want, got));
  };
  std::string explained_by;
  if (subject.diagnosis != nullptr) {
    compare(subject.id(), expected.expect, outcome_of(assessment, subject.id()));
  } else {
    compare(subject.id(), expected.expect, outcome_of(assessment, *subject.false_alarm, explained_by));
  }
  if (!expected.explained_by.empty()) compare("explained_by", expected.explained_by, explained_by);
  for (const auto& [id, verdict] : expected.also) compare(id, verdict, outcome_of(assessment, id));
  if (wrong.empty()) {
    ++out.passed;
    return;
  }
  const std::string name = expected.name.empty() ? std::string() : " (" + expected.name + ")";
  out.failures.push_back(fmt::format("example {}{}: {}", number, name, fmt::join(wrong, "; ")));
}

// The examples of a document lie in the file of its name with ".tests" before the ending, in the same folder.
const Document* examples_beside(const DataStore& data, const Document& document, std::uint32_t& index) {
  const std::size_t dot = document.name.rfind('.');
  if (dot == std::string::npos) return nullptr;
  const std::string wanted = document.name.substr(0, dot) + ".tests" + document.name.substr(dot);
  for (std::size_t i = 0; i < data.documents().size(); ++i) {
    if (data.documents()[i].name != wanted) continue;
    index = static_cast<std::uint32_t>(i);
    return &data.documents()[i];
  }
  return nullptr;
}

ExampleResult run(const DataStore& data, const RuleSet& rules, const DiagnosisSet& documents, const Subject& subject,
                  std::uint32_t source, Diagnostics& problems) {
  ExampleResult out;
  out.rule = subject.id();
  const Document& document = data.documents()[source];
  std::uint32_t index = 0;
  const Document* examples = examples_beside(data, document, index);
  if (examples == nullptr) {
    if (document.built_in) out.failures.push_back("no examples: a built-in document needs some");
    return out;
  }
  std::size_t number = 0;
  for (const Yaml& list : read_yaml(*examples, index, problems)) {
    for (const Yaml& example : list.items) {
      ++number;
      Story story(rules);
      Expectation expected;
      if (!ExampleReader(rules, index, problems).read(example, story, expected)) {
        out.failures.push_back(fmt::format("example {}: cannot be read", number));
        continue;
      }
      check(subject, expected, assess(story.take(), rules, documents, expected.options), number, out);
    }
  }
  if (number == 0) out.failures.push_back("no examples: the file must hold a list of them");
  return out;
}

}  // namespace

std::vector<ExampleResult> run_diagnosis_examples(const DataStore& data, const RuleSet& rules,
                                                  const DiagnosisSet& documents, Diagnostics& problems) {
  std::vector<ExampleResult> out;
  for (const DiagnosisRule& rule : documents.diagnoses()) {
    out.push_back(run(data, rules, documents, {&rule, nullptr}, rule.defined_at.source, problems));
  }
  for (const FalseAlarmRule& rule : documents.false_alarms()) {
    out.push_back(run(data, rules, documents, {nullptr, &rule}, rule.defined_at.source, problems));
  }
  return out;
}

}  // namespace doctor
