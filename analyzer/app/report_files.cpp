#include "app/report_files.h"

#include <filesystem>
#include <string>
#include <system_error>

#include "app/output.h"
#include "app/scan_format.h"
#include "platform/file.h"

namespace doctor {

ExitCode write_report_files(const Report& report, const RuleSet& rules, const Options& options) {
  if (options.out_dir.empty()) return ExitCode::nothing;
  const std::filesystem::path folder = path_from_text(options.out_dir);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);  // what is wrong with it, the first file says
  ExitCode code = ExitCode::nothing;
  for (const ScanFormat& format : scan_formats()) {
    Options one = options;
    one.format = format.format;
    one.color = ColorMode::never;
    one.output = path_text(folder / path_from_text(std::string(format.file)));
    code = worse(code, put_result(one, render_report(report, rules, one)));
  }
  return code;
}

}  // namespace doctor
