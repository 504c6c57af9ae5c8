#include "engine/examples.h"

#include <algorithm>
#include <initializer_list>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "data/yaml.h"
#include "engine/correlate.h"
#include "engine/example_event.h"
#include "engine/fields.h"
#include "engine/matcher.h"
#include "engine/merge.h"
#include "facts/facts.h"

namespace doctor {

namespace {

constexpr std::int64_t kMostTimes = 10'000;  // findings that one line of a story may stand for
constexpr std::uint64_t kLastStart = 10'000 * kTicksPerDay;
constexpr std::uint64_t kStoryBegin = 130'776'156'000'000'000;  // 2015-06-01T07:00:00Z

// "signals/tls/x.yml" and "signals/tls/x.tests.yml" have one stem.
std::string stem_of(std::string name) {
  for (const std::string_view ending : {".yml", ".yaml", ".tests"}) {
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  }
  return name;
}

struct Subject {
  bool is_correlation = false;
  std::uint32_t index = 0;
};

class Runner {
 public:
  Runner(const DataStore& data, const RuleSet& rules, const KnowledgeBase& knowledge, Diagnostics& problems)
      : data_(data), rules_(rules), knowledge_(knowledge), problems_(problems), matcher_(rules) {}

  std::vector<ExampleResult> run();

 private:
  void list_subjects();
  void run_file(std::uint32_t source);
  void run_document(const Yaml& root, std::uint32_t source, const std::vector<Subject>& subjects);
  std::optional<Subject> subject_of(YamlReader& reader, const std::vector<Subject>& subjects);
  void run_events(const Yaml* list, const char* name, bool expected, std::uint32_t rule, std::uint32_t source);
  enum class Ending : std::uint8_t { fires, silent, undecided };
  void run_stories(const Yaml* list, const char* name, Ending expected, std::uint32_t correlation,
                   std::uint32_t source);
  void give_logs(ScanResult& scan, FileTime end) const;
  bool tell(const Yaml& story, ScanResult& scan, std::uint32_t source);
  bool read_end(const Yaml& line, std::uint32_t source, FileTime& end);
  bool tell_line(const Yaml& line, ScanResult& scan, std::uint32_t source);
  bool read_line(YamlReader& reader, const Rule& rule, ScanResult& scan, Finding& finding);

  ExampleResult& result_of(const Subject& s) {
    return results_[s.is_correlation ? rules_.rules().size() + s.index : s.index];
  }
  static std::string place(const char* list, std::size_t number, const Yaml& at) {
    return std::string(list) + " " + std::to_string(number + 1) + " (line " + std::to_string(at.line) + ")";
  }

  const DataStore& data_;
  const RuleSet& rules_;
  const KnowledgeBase& knowledge_;
  Diagnostics& problems_;
  Matcher matcher_;
  EventBatch batch_;
  std::map<std::string, std::vector<Subject>> subjects_;  // by stem
  std::vector<ExampleResult> results_;
};

void Runner::list_subjects() {
  const auto& documents = data_.documents();
  const auto add = [&](const auto& list, bool is_correlation) {
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      results_.push_back({list[i].id, 0, {}});
      const std::uint32_t source = list[i].defined_at.source;
      if (source < documents.size()) subjects_[stem_of(documents[source].name)].push_back({is_correlation, i});
    }
  };
  add(rules_.rules(), false);
  add(rules_.correlations(), true);
}

std::vector<ExampleResult> Runner::run() {
  list_subjects();
  const auto& documents = data_.documents();
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    if (document_kind(documents[i]) == DocumentKind::tests) run_file(i);
  }
  const auto demand = [&](const auto& list, bool is_correlation) {
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      ExampleResult& r = result_of({is_correlation, i});
      if (list[i].built_in && r.passed == 0 && r.failures.empty()) r.failures.push_back("has no examples");
    }
  };
  demand(rules_.rules(), false);
  demand(rules_.correlations(), true);
  return std::move(results_);
}

void Runner::run_file(std::uint32_t source) {
  const Document& document = data_.documents()[source];
  const std::string stem = stem_of(document.name);
  const auto found = subjects_.find(stem);
  if (found == subjects_.end()) {
    // A rule that is there but was refused or replaced was reported by its loader.
    const bool has_rule = std::any_of(data_.documents().begin(), data_.documents().end(), [&](const Document& d) {
      return document_kind(d) != DocumentKind::tests && stem_of(d.name) == stem;
    });
    if (!has_rule) {
      problems_.add(
          {"tests-without-rule", Severity::error, {source, 0, 1, 1}, 0, "no rule lies beside these examples", {}});
    }
    return;
  }
  // Diagnoses have examples of another grammar; they have no subjects here.
  const std::uint64_t errors_before = problems_.count(Severity::error);
  for (const Yaml& root : read_yaml(document, source, problems_)) run_document(root, source, found->second);
  if (problems_.count(Severity::error) == errors_before) return;
  for (const Subject& s : found->second) result_of(s).failures.push_back("its examples cannot be read");
}

std::optional<Subject> Runner::subject_of(YamlReader& reader, const std::vector<Subject>& subjects) {
  const Yaml* node = reader.node("rule", subjects.size() > 1);
  if (node == nullptr) return subjects.size() == 1 ? std::optional(subjects[0]) : std::nullopt;
  for (const Subject& s : subjects) {
    if (result_of(s).rule == node->scalar) return s;
  }
  reader.error(*node, "tests-unknown-rule", "no rule '" + printable(node->scalar) + "' lies beside these examples");
  return std::nullopt;
}

void Runner::run_document(const Yaml& root, std::uint32_t source, const std::vector<Subject>& subjects) {
  YamlReader reader(root, source, problems_);
  if (!reader.ok()) return;
  const auto subject = subject_of(reader, subjects);
  if (!subject) return;
  const auto each_list = [&](std::initializer_list<const char*> names, auto run) {
    for (const char* name : names) {
      const Yaml* list = reader.node(name);
      if (list == nullptr) continue;
      if (list->is_list()) {
        run(list, name);
      } else {
        reader.error(*list, "tests-bad-value", std::string("'") + name + "' must be a list");
      }
    }
  };
  if (subject->is_correlation) {
    each_list({"fires", "silent", "undecided"}, [&](const Yaml* list, std::string_view name) {
      const Ending ending = name == "fires" ? Ending::fires : name == "silent" ? Ending::silent : Ending::undecided;
      run_stories(list, name.data(), ending, subject->index, source);
    });
  } else {
    each_list({"match", "no-match"}, [&](const Yaml* list, std::string_view name) {
      run_events(list, name.data(), name == "match", subject->index, source);
    });
  }
  reader.finish();
}

void Runner::run_events(const Yaml* list, const char* name, bool expected, std::uint32_t rule, std::uint32_t source) {
  ExampleResult& result = result_of({false, rule});
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    batch_.clear();
    Event* event = example_event(list->items[i], rules_.rules()[rule], source, batch_, problems_);
    if (event == nullptr) continue;
    add_facts(*event, batch_, knowledge_);
    StringPool strings;
    std::vector<Finding> findings;
    matcher_.match(*event, strings, findings);
    const bool matched =
        std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.rule == rule; });
    if (matched == expected) {
      ++result.passed;
    } else {
      result.failures.push_back(place(name, i, list->items[i]) + (matched ? ": matched" : ": did not match"));
    }
  }
}

void Runner::run_stories(const Yaml* list, const char* name, Ending expected, std::uint32_t correlation,
                         std::uint32_t source) {
  ExampleResult& result = result_of({true, correlation});
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    ScanResult scan;
    if (!tell(list->items[i], scan, source)) continue;
    sort_findings(scan);
    correlate(rules_, scan);
    std::size_t fired = 0, undecided = 0;
    for (const Firing& f : scan.firings) {
      if (f.correlation == correlation) ++(f.undecided ? undecided : fired);
    }
    const Ending ending = fired > 0 ? Ending::fires : undecided > 0 ? Ending::undecided : Ending::silent;
    if (ending == expected) {
      ++result.passed;
    } else {
      result.failures.push_back(place(name, i, list->items[i]) + (fired > 0
                                                                      ? ": fired " + std::to_string(fired) + " times"
                                                                  : undecided > 0 ? ": is undecided"
                                                                                  : ": did not fire"));
    }
  }
}

/// Logs of every computer and channel, up to `end`: what is not in the story did not happen.
void Runner::give_logs(ScanResult& scan, FileTime end) const {
  std::set<std::uint32_t> computers;
  std::set<std::string_view> channels{""};  // for rules of any channel
  for (const Finding& f : scan.findings) computers.insert(f.computer);
  for (const Rule& r : rules_.rules()) channels.insert(r.scope.channels.begin(), r.scope.channels.end());
  for (const std::uint32_t computer : computers) {
    for (const std::string_view channel : channels) scan.extents.count(scan.strings[computer], channel, "", 4, end);
  }
}

bool Runner::tell(const Yaml& story, ScanResult& scan, std::uint32_t source) {
  if (!story.is_list()) {
    problems_.add({"tests-bad-value",
                   Severity::error,
                   {source, 0, story.line, story.column},
                   0,
                   "a story must be a list of findings",
                   {}});
    return false;
  }
  bool ok = true;
  FileTime end{std::numeric_limits<std::uint64_t>::max()};
  for (const Yaml& line : story.items) {
    if (line.is_map() && line.find("logs-end") != nullptr) {
      ok = read_end(line, source, end) && ok;
    } else {
      ok = tell_line(line, scan, source) && ok;
    }
  }
  give_logs(scan, end);
  return ok;
}

/// "logs-end: 15m": the logs reach no further.
bool Runner::read_end(const Yaml& line, std::uint32_t source, FileTime& end) {
  YamlReader reader(line, source, problems_);
  const auto span = parse_timespan(reader.text("logs-end", true));
  if (!span || span->count > kLastStart) reader.error(line, "tests-bad-value", "'logs-end' must be a time span (15m)");
  if (span) end.ticks = kStoryBegin + span->count;
  reader.finish();
  return reader.ok();
}

bool Runner::tell_line(const Yaml& line, ScanResult& scan, std::uint32_t source) {
  YamlReader reader(line, source, problems_);
  const std::string id = reader.text("rule", true);
  const std::string at = reader.text("at");
  const std::string every = reader.text("every");
  const std::int64_t times = reader.integer("times").value_or(1);
  if (!reader.ok()) return false;
  const auto rule = rules_.rule(id);
  if (!rule) {
    reader.error(line, "tests-unknown-rule", "there is no rule '" + printable(id) + "'");
    return false;
  }
  const auto begin = parse_timespan(at.empty() ? "0s" : at);
  const auto step = parse_timespan(every.empty() ? "0s" : every);
  if (!begin || !step || times < 1 || times > kMostTimes || begin->count > kLastStart || step->count > kTicksPerDay) {
    reader.error(line, "tests-bad-value",
                 "'at' must be a time span up to 10000d, 'every' one up to 1d, 'times' a number from 1 to 10000");
    return false;
  }
  Finding finding;
  finding.rule = *rule;
  finding.time.ticks = kStoryBegin + begin->count;
  if (!read_line(reader, rules_.rules()[*rule], scan, finding)) return false;
  for (std::int64_t n = 0; n < times; ++n) {
    finding.record_id = scan.findings.size() + 1;
    scan.findings.push_back(finding);
    finding.time.ticks += step->count;
  }
  return true;
}

// The fields of a line of a story: the System fields that findings carry, and what the rule keeps.
bool Runner::read_line(YamlReader& reader, const Rule& rule, ScanResult& scan, Finding& finding) {
  const auto text = [&](const char* key, const std::string& absent) {
    const Yaml* node = reader.node(key);
    return scan.strings.intern(node == nullptr ? absent : node->scalar);
  };
  finding.computer = text("Computer", "FE01.contoso.local");
  finding.channel = text("Channel", rule.scope.channel_as_written);
  finding.provider = text("Provider_Name", rule.scope.provider_as_written);
  finding.event_id = static_cast<std::uint32_t>(reader.integer("EventID").value_or(0));
  std::vector<std::vector<std::string>> kept;
  for (const std::string& field : rule.keep) kept.push_back(reader.texts(field));
  finding.values = scan.strings.intern(joined_values(kept));
  reader.finish();
  return reader.ok();
}

}  // namespace

std::vector<ExampleResult> run_examples(const DataStore& data, const RuleSet& rules, const KnowledgeBase& knowledge,
                                        Diagnostics& problems) {
  return Runner(data, rules, knowledge, problems).run();
}

}  // namespace doctor
