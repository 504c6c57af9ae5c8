#include "report/html_hosts.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::uint64_t kSmallPart = 3;
constexpr std::uint32_t kBuckets = 96;  // seven pixels each on a screen, three on a phone

class Hosts {
 public:
  HostView& at(const std::string& computer) {
    const auto [it, is_new] = index_.try_emplace(fold(computer), list_.size());
    if (is_new) list_.emplace_back().computer = computer;
    return list_[it->second];
  }
  std::vector<HostView> take() { return std::move(list_); }

 private:
  std::map<std::string, std::size_t> index_;
  std::vector<HostView> list_;
};

/// A page looks the same whatever the terminal: only what is said may differ.
TextStyle words_of(const TextStyle& style) {
  TextStyle words;
  words.utc = style.utc;
  words.all = style.all;
  words.local_time = style.local_time;
  return words;
}

}  // namespace

std::uint64_t HostView::false_alarm_events() const {
  std::uint64_t n = 0;
  for (const FalseAlarm* f : false_alarms) n += f->count;
  return n;
}

std::uint64_t HostView::unexplained_events() const {
  std::uint64_t n = 0;
  for (const Unexplained* u : unexplained) n += u->count;
  return n;
}

std::vector<HostView> hosts_of(const Report& report) {
  const Assessment& a = report.assessment;
  Hosts hosts;
  const Layout layout = lay_out(a, true);
  for (const Layout::Section& section : layout.sections) hosts.at(section.main->computer).main.push_back(section.main);
  for (const Layout::AlsoPossible& also : layout.also_possible) {
    hosts.at(also.diagnosis->computer).also_possible.push_back(also.diagnosis);
  }
  for (const FalseAlarm& f : a.false_alarms) hosts.at(f.computer).false_alarms.push_back(&f);
  for (const Unexplained& u : a.unexplained) hosts.at(u.computer).unexplained.push_back(&u);
  for (const Extent& e : report.scan.extents.list()) {
    HostView& host = hosts.at(e.computer);
    host.events += e.events;
    if (e.first.ticks != 0 && (host.first.ticks == 0 || e.first < host.first)) host.first = e.first;
    host.last = std::max(host.last, e.last);
  }
  for (const Diagnosis* d : layout.ruled_out) hosts.at(d->computer).ruled_out.push_back(d);
  for (const auto& [computer, role] : a.topology) hosts.at(computer).role = role;
  return hosts.take();
}

HtmlContext::HtmlContext(const Report& r, const RuleSet& rule_set, const TextStyle& style)
    : report(r),
      rules(rule_set),
      all(style.all),
      words(words_of(style)),
      totals(totals_of(r, rule_set)),
      hosts(hosts_of(r)),
      dates(end_dates(r.scan, rule_set)),
      times(r, rule_set),
      axis(time_axis(r, kBuckets)) {
  for (const Firing& f : r.scan.firings) {
    if (all || !rules.correlations()[f.correlation].built_in) firings.push_back(&f);
  }
  for (const auto list : {&HostView::main, &HostView::also_possible}) {
    for (const HostView& host : hosts) {
      for (const Diagnosis* d : host.*list) numbers_.try_emplace({d->id, d->computer}, numbers_.size() + 1);
    }
  }
}

TimeAxis HtmlContext::axis_of(const HostView& host) const {
  if (host.computer.empty()) return axis;
  const TimeAxis own = time_axis(report, kBuckets, host.computer);
  const bool is_small = (own.end().ticks - own.begin.ticks) < (axis.end().ticks - axis.begin.ticks) / kSmallPart;
  return own.buckets == 0 || is_small ? own : axis;
}

std::size_t HtmlContext::number_of(const Diagnosis& d) const {
  return number_of(d.id, d.computer);
}

std::size_t HtmlContext::number_of(std::string_view id, std::string_view computer) const {
  const auto found = numbers_.find({id, computer});
  return found == numbers_.end() ? 0 : found->second;
}

std::string HtmlContext::title_of(std::string_view signal) const {
  std::string title;
  if (const auto rule = rules.rule(signal)) title = rules.rules()[*rule].title;
  if (const auto correlation = rules.correlation(signal)) title = rules.correlations()[*correlation].title;
  return title.empty() ? std::string(signal) : title;
}

}  // namespace doctor
