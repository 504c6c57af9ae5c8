#include "state/check_state.h"

#include <cstddef>

namespace doctor {

namespace {

std::string in_log(std::size_t index, const char* what) {
  return "log " + std::to_string(index) + " " + what;
}

std::string unsound_logs(const RunState& state) {
  for (std::size_t i = 0; i < state.logs.size(); ++i) {
    const LogState& log = state.logs[i];
    if (i > 0 && !(state.logs[i - 1].path < log.path)) return in_log(i, "is not behind the one before by its path");
    const std::size_t chunks = log.memory.chunks.size();
    if (log.memory.newest >= chunks && log.memory.newest != 0) return in_log(i, "has its newest record in no chunk");
  }
  return {};
}

std::string unsound_findings(const RunState& state) {
  const std::size_t texts = state.texts.size();
  for (std::size_t i = 0; i < state.findings.size(); ++i) {
    const StoredFinding& f = state.findings[i];
    if (f.rule < state.rules.size() && f.log < state.logs.size() && f.provider < texts && f.channel < texts &&
        f.computer < texts && f.values < texts) {
      continue;
    }
    return "finding " + std::to_string(i) + " names a rule, a log or a text that is not there";
  }
  return {};
}

std::string unsound_notices(const RunState& state) {
  std::uint64_t before = 0;
  for (const Notice& notice : state.pending) {
    if (notice.number <= before || notice.number > state.notices) {
      return "notice " + std::to_string(notice.number) + " is out of order or was never given out";
    }
    before = notice.number;
  }
  return {};
}

}  // namespace

std::string unsound_in(const RunState& state) {
  if (!state.texts.empty() && !state.texts[0].empty()) return "the first text is not the empty one";
  for (const auto check : {unsound_logs, unsound_findings, unsound_notices}) {
    if (std::string why = check(state); !why.empty()) return why;
  }
  for (std::size_t i = 1; i < state.diagnoses.size(); ++i) {
    if (state.diagnoses[i - 1].fingerprint >= state.diagnoses[i].fingerprint) {
      return "diagnosis " + std::to_string(i) + " is not behind the one before by its fingerprint";
    }
  }
  return {};
}

}  // namespace doctor
