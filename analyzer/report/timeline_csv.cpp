#include "report/timeline_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/time.h"
#include "report/csv_cell.h"
#include "report/event_sentence.h"
#include "report/totals.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kHeader =
    "time (UTC),computer,provider,event id,channel,record id,what it says,signal,verdict,explanation,path\r\n";

/// What the assessment says of the findings of one signal on one computer.
struct Standing {
  std::vector<std::string> verdicts, explanations;  ///< each once

  void add(const std::string& verdict, const std::string& explanation) {
    if (std::find(verdicts.begin(), verdicts.end(), verdict) == verdicts.end()) verdicts.push_back(verdict);
    if (std::find(explanations.begin(), explanations.end(), explanation) == explanations.end()) explanations.push_back(explanation);
  }
};

/// By signal and computer, the latter without case. What a finding explains on other computers than its own (the registry of the
/// certification authority does) is found by the signal alone.
class Standings {
 public:
  explicit Standings(const Assessment& assessment) {
    for (const Diagnosis& d : assessment.diagnoses) {
      for (const auto& [signal, count] : d.explains) {
        if (count > 0) add(signal, d.computer, std::string(verdict_name(d.verdict)), d.id);
      }
    }
    for (const FalseAlarm& f : assessment.false_alarms) {
      std::string why(false_alarm_words(f.kind));
      if (!f.explained_by.empty()) why += " (" + f.explained_by + ")";
      add(f.signal, f.computer, "false alarm", why);
    }
    for (const Unexplained& u : assessment.unexplained) add(u.signal, u.computer, "unexplained", u.note);
  }

  const Standing& of(const std::string& signal, std::string_view computer) const {
    static const Standing kNone;
    if (const auto it = here_.find({signal, fold(computer)}); it != here_.end()) return it->second;
    const auto it = anywhere_.find(signal);
    return it == anywhere_.end() ? kNone : it->second;
  }

 private:
  void add(const std::string& signal, const std::string& computer, const std::string& verdict, const std::string& explanation) {
    here_[{signal, fold(computer)}].add(verdict, explanation);
    anywhere_[signal].add(verdict, explanation);
  }

  std::map<std::pair<std::string, std::string>, Standing> here_;
  std::map<std::string, Standing> anywhere_;
};

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    if (text.empty()) continue;
    if (!out.empty()) out += "; ";
    out += text;
  }
  return out;
}

/// "2015-06-01 07:04:12.123"
std::string spreadsheet_time(FileTime time) {
  if (time.ticks == 0) return {};
  std::string text = to_iso8601(time);  // ...T07:04:12.1234567Z
  text[10] = ' ';
  return text.substr(0, std::string_view("2015-06-01 07:04:12.123").size());
}

class Writer {
 public:
  Writer(const Report& report, const RuleSet& rules)
      : report_(report), rules_(rules), standings_(report.assessment) {}

  void add(const Finding& f) {
    const ScanResult& scan = report_.scan;
    const Rule& rule = rules_.rules()[f.rule];
    const bool undated = f.source < scan.inputs.size() && scan.inputs[f.source].undated;
    out_ += undated ? std::string() : spreadsheet_time(f.time);
    cell(scan.strings[f.computer]);
    cell(scan.strings[f.provider]);
    cell(fmt::format("{}", f.event_id));
    cell(scan.strings[f.channel]);
    cell(undated ? std::string() : fmt::format("{}", f.record_id));
    cell(sentence_of(f));
    cell(rule.id);
    const Standing& standing = standings_.of(rule.id, scan.strings[f.computer]);
    cell(joined(standing.verdicts));
    cell(joined(standing.explanations));
    cell(f.source < scan.inputs.size() ? std::string_view(scan.inputs[f.source].path) : std::string_view());
    out_ += "\r\n";
  }

  std::string take() {
    std::string text(kByteOrderMark);
    text += kHeader;
    return text += out_.view();
  }

 private:
  /// A sick server says the same a hundred thousand times.
  const std::string& sentence_of(const Finding& f) {
    const auto [it, is_new] = sentences_.try_emplace({f.rule, f.provider, f.event_id, f.values});
    if (is_new) it->second = finding_sentence(report_.scan, rules_, report_.knowledge, f);
    return it->second;
  }
  void cell(std::string_view text) {
    out_ += ',';
    append_csv_cell(text, out_);
  }

  const Report& report_;
  const RuleSet& rules_;
  const Standings standings_;
  std::map<std::array<std::uint32_t, 4>, std::string> sentences_;
  TextBuffer out_;
};

}  // namespace

std::string to_timeline_csv(const Report& report, const RuleSet& rules) {
  const std::vector<bool> counted = counted_rules(rules.rules());
  Writer writer(report, rules);
  for (const Finding& finding : report.scan.findings) {
    if (finding.rule < counted.size() && counted[finding.rule]) writer.add(finding);
  }
  return writer.take();
}

}  // namespace doctor
