#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/options.h"
#include "engine/rule.h"
#include "report/report.h"

namespace doctor {

/// A form in which a scan is told. The one table of them: the command line and the writers read it.
struct ScanFormat {
  Format format;
  std::string_view name;  ///< as --format takes it
  std::string_view file;  ///< what it is called in the folder of --out-dir
};

std::span<const ScanFormat> scan_formats();

/// "text", "json", "html", ...
std::vector<std::string> scan_format_names();
/// "text, json, ... or csv": for help.
std::string scan_format_words();

/// Of that name; text if there is none.
Format scan_format(std::string_view name);

/// The whole report in options.format.
std::string render_report(const Report& report, const RuleSet& rules, const Options& options);

}  // namespace doctor
