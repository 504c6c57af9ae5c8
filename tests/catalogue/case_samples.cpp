#include "catalogue/case_samples.h"

#include <algorithm>
#include <stdexcept>

#include "catalogue/case_logs.h"

namespace doctor::test {

std::vector<SampleLog> case_samples() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(DOCTOR_SOURCE_DIR "/tests/catalogue/stories")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<SampleLog> out;
  for (const auto& file : files) {
    Diagnostics problems;
    const CaseFile cases = read_case_file(file, 0, problems);
    if (!problems.empty() || cases.cases.empty()) throw std::runtime_error("cannot be read: " + file.string());
    for (SampleLog& log : logs_of(cases.cases.front(), SampleFormat::evtx)) {
      log.folder = file.stem().string();
      out.push_back(std::move(log));
    }
  }
  return out;
}

}  // namespace doctor::test
