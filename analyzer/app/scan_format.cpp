#include "app/scan_format.h"

#include <array>

#include "app/output.h"
#include "report/html.h"
#include "report/timeline_csv.h"

namespace doctor {

namespace {

constexpr std::array<ScanFormat, 6> kFormats = {{{Format::text, "text", "report.txt"},
                                                 {Format::json, "json", "report.json"},
                                                 {Format::html, "html", "report.html"},
                                                 {Format::markdown, "markdown", "report.md"},
                                                 {Format::jsonl, "jsonl", "report.jsonl"},
                                                 {Format::csv, "csv", "timeline.csv"}}};

}  // namespace

std::span<const ScanFormat> scan_formats() {
  return kFormats;
}

std::vector<std::string> scan_format_names() {
  std::vector<std::string> names;
  for (const ScanFormat& format : kFormats) names.emplace_back(format.name);
  return names;
}

std::string scan_format_words() {
  std::string out;
  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    out.append(i == 0 ? "" : i + 1 == kFormats.size() ? " or " : ", ").append(kFormats[i].name);
  }
  return out;
}

Format scan_format(std::string_view name) {
  for (const ScanFormat& format : kFormats) {
    if (format.name == name) return format.format;
  }
  return Format::text;
}

std::string render_report(const Report& report, const RuleSet& rules, const Options& options) {
  switch (options.format) {
    case Format::json: return to_json(report, rules, options.all);
    case Format::html: return to_html(report, rules, text_style(options));
    case Format::markdown: return to_markdown(report, rules, text_style(options));
    case Format::jsonl: return to_json_lines(report, rules, options.all);
    case Format::csv: return to_timeline_csv(report, rules);
    case Format::text: break;
  }
  return to_text(report, rules, text_style(options));
}

}  // namespace doctor
