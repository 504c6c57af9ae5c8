#include "app/notify.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/log_entries.h"
#include "app/output.h"
#include "platform/console.h"
#include "platform/run_process.h"
#include "report/notice_json.h"

namespace doctor {

namespace {

/// How many commands that failed are named on standard error.
constexpr int kMostNamed = 5;

std::string_view kind_name(Notice::Kind kind) {
  return kind == Notice::Kind::recovered ? "recovered" : "found";
}

NoticeView view_of(const Notice& n, const Report& report, const std::string& host) {
  NoticeView view;
  view.number = n.number;
  view.recovered = n.kind == Notice::Kind::recovered;
  view.time = n.time;
  view.host = host;
  view.tool_version = report.tool_version;
  view.fingerprint = n.about.fingerprint;
  view.id = n.about.id;
  view.title = n.about.title;
  view.severity = n.about.severity;
  view.computer = n.about.computer;
  view.verdict = n.about.verdict;
  view.first = n.about.first;
  view.last = n.about.last;
  return view;
}

/// Ids of documents are such words anyway; this one may come from a state that somebody else wrote.
std::string safe_word(std::string_view text) {
  std::string out;
  for (const char c : text.substr(0, 200)) {
    const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    out += safe ? c : '_';
  }
  return out;
}

/// Runs the command of --on-finding, notice by notice, as long as there is a use in it.
class CommandWay {
 public:
  CommandWay(const NotifyWays& ways, const Report& report) : ways_(ways), report_(report) {}
  ~CommandWay() {
    if (failures_ > kMostNamed) {
      put_error(fmt::format("--on-finding: the command failed for {} more notices", failures_ - kMostNamed));
    }
  }
  CommandWay(const CommandWay&) = delete;
  CommandWay& operator=(const CommandWay&) = delete;

  bool tell(const Notice& n) {
    if (given_up_ || interrupt_requested()) return false;
    CommandOptions options;
    options.limit = ways_.limit;
    options.environment = {{"SCHANNEL_DOCTOR_NOTICE", std::to_string(n.number)},
                           {"SCHANNEL_DOCTOR_KIND", std::string(kind_name(n.kind))},
                           {"SCHANNEL_DOCTOR_DIAGNOSIS", safe_word(n.about.id)}};
    const auto end = run_command(ways_.command, notice_json(view_of(n, report_, ways_.host), report_), options);
    if (!end) {
      given_up_ = true;  // the next one would not start, either
      failed(n, end.error().what);
      return false;
    }
    switch (end->how) {
      case ProcessEnd::How::exited:
        timeouts_ = 0;
        if (end->code != 0) failed(n, fmt::format("exit code {}", end->code));
        break;
      case ProcessEnd::How::timed_out:
        failed(n, fmt::format("it took longer than {} s and was ended", static_cast<double>(ways_.limit.count()) / 1000));
        if (++timeouts_ == kMostTimeouts) {
          given_up_ = true;
          put_error(fmt::format("--on-finding: {} commands in a row took too long: the rest waits for the next run",
                                kMostTimeouts));
        }
        break;
      case ProcessEnd::How::interrupted:
        failed(n, "interrupted");
        break;
    }
    return end->good();
  }

 private:
  void failed(const Notice& n, std::string_view why) {
    if (++failures_ > kMostNamed) return;
    put_error(fmt::format("--on-finding: the command failed for notice {} ({}): {}; the notice waits for the next run",
                          n.number, n.about.id, why));
  }

  const NotifyWays& ways_;
  const Report& report_;
  int timeouts_ = 0, failures_ = 0;
  bool given_up_ = false;
};

class LogWay {
 public:
  explicit LogWay(SystemLog& log) : log_(log) {}

  bool tell(const Notice& n) {
    if (given_up_) return false;
    const auto written = log_.write(entry_of(n));
    if (!written) {
      given_up_ = true;  // said once
      put_error(fmt::format("--eventlog: {}; its notices wait for the next run", written.error().what));
    }
    return written.has_value();
  }

 private:
  SystemLog& log_;
  bool given_up_ = false;
};

std::uint64_t drop_oldest(std::vector<Notice>& pending) {
  if (pending.size() <= kMostPending) return 0;
  const std::size_t surplus = pending.size() - kMostPending;
  put_error(fmt::format("{} notices that could not be delivered are given up, number {} to {}: more than {} wait", surplus,
                        pending.front().number, pending[surplus - 1].number, kMostPending));
  pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(surplus));
  return surplus;
}

/// Tells by one way what it has not told; afterwards `told` is what it has.
template <class Way>
void tell_all(const std::vector<Notice>& pending, Way& way, std::set<std::uint64_t>& told) {
  for (const Notice& n : pending) {
    if (!told.contains(n.number) && way.tell(n)) told.insert(n.number);
  }
}

}  // namespace

NotifyResult deliver(std::vector<Notice>& pending, const Report& report, const NotifyWays& ways, ToldSoFar& told) {
  std::set<std::uint64_t> by_command(told.by_command.begin(), told.by_command.end());
  std::set<std::uint64_t> by_log(told.by_log.begin(), told.by_log.end());
  if (ways.log != nullptr) {  // first: it is quick, and the command may be ended with this process
    LogWay way(*ways.log);
    tell_all(pending, way, by_log);
  }
  if (!ways.command.empty()) {
    CommandWay way(ways, report);
    tell_all(pending, way, by_command);
  }
  NotifyResult result;
  result.delivered = std::erase_if(pending, [&](const Notice& n) {
    return (ways.command.empty() || by_command.contains(n.number)) && (ways.log == nullptr || by_log.contains(n.number));
  });
  result.given_up = drop_oldest(pending);
  result.waiting = pending.size();
  told = {};
  for (const Notice& n : pending) {
    if (by_command.contains(n.number)) told.by_command.push_back(n.number);
    if (by_log.contains(n.number)) told.by_log.push_back(n.number);
  }
  return result;
}

}  // namespace doctor
