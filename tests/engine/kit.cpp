#include "kit.h"

#include <stdexcept>

#include "engine/matcher.h"
#include "support/temp_dir.h"

namespace doctor::test {

std::string as_text(const Diagnostics& problems) {
  std::string out;
  for (const Diagnostic& d : problems.kept()) {
    if (!out.empty()) out += '\n';
    out += std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + " " + std::string(d.code) + ": " +
           d.message;
    if (!d.help.empty()) out += "; " + d.help;
  }
  return out;
}

std::string logsources() {
  return read_file(std::filesystem::path(DOCTOR_SOURCE_DIR) / "rules" / "logsources.yml");
}

LoadedRules load_documents(std::initializer_list<std::pair<std::string, std::string>> documents,
                           Diagnostics& problems) {
  DataStore data;
  for (const auto& [path, text] : documents) data.add(path, text);
  data.add("logsources.yml", logsources());
  return load_rules(data, problems);
}

LoadedRules load_text(const std::string& text, Diagnostics& problems) {
  return load_documents({{"rule.yml", text}}, problems);
}

std::string refusals(const std::string& text) {
  Diagnostics problems;
  const LoadedRules loaded = load_text(text, problems);
  return as_text(problems) + (loaded.refused > 0 ? " refused: " + std::to_string(loaded.refused) : "");
}

std::string rule_with(const std::string& detection) {
  std::string text = "title: T\nname: t\nlogsource: {product: windows}\ndetection:\n";
  std::string line;
  for (const char c : detection + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (!line.empty()) text += "  " + line + "\n";
    line.clear();
  }
  return text;
}

bool matches(const std::string& detection, const EventBuilder& event) {
  Diagnostics problems;
  const LoadedRules loaded = load_text(rule_with(detection), problems);
  if (loaded.rules.rules().size() != 1) throw std::runtime_error(as_text(problems));
  EventBatch batch;
  StringPool strings;
  std::vector<Finding> findings;
  Matcher matcher(loaded.rules);
  matcher.match(event.add_to(batch), strings, findings);
  return !findings.empty();
}

bool selects(const std::string& selection, const EventBuilder& event) {
  return matches("selection:\n  " + selection + "\ncondition: selection", event);
}

}  // namespace doctor::test
