#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "diagnose/assess.h"
#include "diagnose/load_documents.h"

namespace doctor {

struct DiagnosisSet::Documents {
  std::vector<DiagnosisRule> diagnoses;
  std::vector<FalseAlarmRule> false_alarms;
};

namespace {

// The later document of an id wins, as for rules; a note says so, because it may be a slip.
template <class T>
void add_or_replace(std::vector<T>& all, T one, Diagnostics& problems) {
  const auto same = std::find_if(all.begin(), all.end(), [&](const T& other) { return other.id == one.id; });
  if (same == all.end()) {
    all.push_back(std::move(one));
    return;
  }
  problems.add({"diagnosis-replaced",
                Severity::note,
                one.defined_at,
                0,
                fmt::format("'{}' replaces the document of the same id", one.id),
                {}});
  *same = std::move(one);
}

std::size_t class_order(std::string_view kind) {
  constexpr std::array<std::string_view, 5> kOrder = {"scanner", "symptom", "transient", "by_design", "benign"};
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), kind) - kOrder.begin());
}

// A diagnosis that names one that is not loaded still works, so this is a warning: the set may be a part of a larger one.
void check_names(const std::vector<std::string>& names, std::span<const std::string_view> known, const Location& at,
                 std::string_view what, Diagnostics& problems) {
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    problems.add({"diagnosis-unknown-diagnosis", Severity::warning, at, 0,
                  fmt::format("'{}' names a diagnosis '{}' that is not here", what, printable(name)),
                  did_you_mean(name, known)});
  }
}

void check_all_names(const std::vector<DiagnosisRule>& diagnoses, const std::vector<FalseAlarmRule>& false_alarms,
                     Diagnostics& problems) {
  std::vector<std::string_view> ids;
  for (const DiagnosisRule& d : diagnoses) ids.push_back(d.id);
  for (const DiagnosisRule& d : diagnoses) {
    check_names(d.rivals, ids, d.defined_at, "rivals", problems);
    check_names(d.yields_to, ids, d.defined_at, "yields_to", problems);
    for (const Check& check : d.checks) check_names(check.against, ids, d.defined_at, "against", problems);
  }
  for (const FalseAlarmRule& f : false_alarms) check_names(f.explained_by, ids, f.defined_at, "explained_by", problems);
}

void sort_by_id(std::vector<DiagnosisRule>& diagnoses) {
  std::sort(diagnoses.begin(), diagnoses.end(),
            [](const DiagnosisRule& a, const DiagnosisRule& b) { return a.id < b.id; });
}

// What looks like A to B looks like B to A: a document need not be changed for each new rival.
void make_rivals_mutual(std::vector<DiagnosisRule>& diagnoses) {
  std::vector<std::pair<std::string, std::string>> missing;
  const auto names = [](const DiagnosisRule& d, std::string_view id) {
    return std::find(d.rivals.begin(), d.rivals.end(), id) != d.rivals.end();
  };
  for (const DiagnosisRule& d : diagnoses) {
    for (const DiagnosisRule& other : diagnoses) {
      if (&d != &other && names(d, other.id) && !names(other, d.id)) missing.emplace_back(other.id, d.id);
    }
  }
  for (auto& [id, rival] : missing) {
    for (DiagnosisRule& d : diagnoses) {
      if (d.id == id) d.rivals.push_back(std::move(rival));
    }
  }
}

}  // namespace

DiagnosisSet::DiagnosisSet() : documents_(std::make_shared<const Documents>()) {}

DiagnosisSet DiagnosisSet::headings(const DataStore& data) {
  Documents all;
  Diagnostics unseen;
  for (std::size_t i = 0; i < data.documents().size(); ++i) {
    const Document& document = data.documents()[i];
    if (document_kind(document) != DocumentKind::diagnosis) continue;
    for (const Yaml& yaml : read_yaml(document, static_cast<std::uint32_t>(i), unseen)) {
      const Yaml* body = yaml.find("diagnosis");
      if (body != nullptr) add_or_replace(all.diagnoses, read_heading(*body), unseen);
    }
  }
  sort_by_id(all.diagnoses);
  DiagnosisSet out;
  out.documents_ = std::make_shared<const Documents>(std::move(all));
  return out;
}

DiagnosisSet DiagnosisSet::load(const DataStore& data, const RuleSet& rules, Diagnostics& problems) {
  Documents all;
  for (std::size_t i = 0; i < data.documents().size(); ++i) {
    const Document& document = data.documents()[i];
    const DocumentKind kind = document_kind(document);
    if (kind != DocumentKind::diagnosis && kind != DocumentKind::false_alarm) continue;
    const auto source = static_cast<std::uint32_t>(i);
    for (const Yaml& yaml : read_yaml(document, source, problems)) {
      PartsReader parts(rules, source, problems);
      if (kind == DocumentKind::diagnosis) {
        if (auto one = read_diagnosis(yaml, parts)) add_or_replace(all.diagnoses, std::move(*one), problems);
      } else if (auto one = read_false_alarm(yaml, parts)) {
        add_or_replace(all.false_alarms, std::move(*one), problems);
      }
    }
  }
  sort_by_id(all.diagnoses);
  std::sort(all.false_alarms.begin(), all.false_alarms.end(), [](const FalseAlarmRule& a, const FalseAlarmRule& b) {
    const std::size_t x = class_order(a.kind), y = class_order(b.kind);
    return x != y ? x < y : a.id < b.id;
  });
  check_all_names(all.diagnoses, all.false_alarms, problems);
  make_rivals_mutual(all.diagnoses);
  DiagnosisSet out;
  out.documents_ = std::make_shared<const Documents>(std::move(all));
  return out;
}

const std::vector<DiagnosisRule>& DiagnosisSet::diagnoses() const {
  return documents_->diagnoses;
}

const std::vector<FalseAlarmRule>& DiagnosisSet::false_alarms() const {
  return documents_->false_alarms;
}

const DiagnosisRule* DiagnosisSet::find(std::string_view id) const {
  for (const DiagnosisRule& d : documents_->diagnoses) {
    if (d.id == id) return &d;
  }
  return nullptr;
}

}  // namespace doctor
