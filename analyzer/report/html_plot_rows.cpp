#include "report/html_plot_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "diagnose/activity.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kDiagnoses = 5, kSignals = 7;  // rows that a person still takes in at a glance

std::uint64_t sum_of(const std::vector<std::uint64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

PlotRow diagnosis_row(const HtmlContext& context, const TimeAxis& axis, const Diagnosis& d) {
  PlotRow row;
  row.kind = PlotRow::Kind::diagnosis;
  row.label = d.title;
  row.severity = d.severity;
  row.number = context.number_of(d);
  row.open = d.state == EpisodeState::open;
  row.first = d.first;
  row.last = d.last;
  std::vector<std::string> signals;
  for (const auto& [signal, n] : d.explains) signals.push_back(signal);
  if (signals.empty()) {  // another diagnosis accounts for its events
    for (const Evidence& e : d.evidence_for) signals.push_back(e.signal);
  }
  row.counts = context.times.count(axis, signals, d.computer);
  row.total = sum_of(row.counts);
  return row;
}

/// Every signal that the computer has something of, and as what. One that is several things is what comes first.
std::map<std::string, PlotRow::Kind> signals_of(const HostView& host) {
  std::map<std::string, PlotRow::Kind> out;
  for (const auto* list : {&host.main, &host.also_possible}) {
    for (const Diagnosis* d : *list) {
      for (const auto& [signal, n] : d->explains) out.try_emplace(signal, PlotRow::Kind::explained);
    }
  }
  for (const Unexplained* u : host.unexplained) out.try_emplace(u->signal, PlotRow::Kind::unexplained);
  for (const FalseAlarm* f : host.false_alarms) out.try_emplace(f->signal, PlotRow::Kind::false_alarm);
  return out;
}

void set_span(PlotRow& row, std::string_view signal, const HtmlContext& context, const TimeAxis& axis,
              const HostView& host) {
  for (const std::uint32_t index : context.times.findings(signal, host.computer)) {
    const FileTime time = context.report.scan.findings[index].time;
    if (!axis.holds(time)) continue;
    if (row.first.ticks == 0 || time < row.first) row.first = time;
    row.last = std::max(row.last, time);
  }
}

PlotRow rest_of(const std::vector<PlotRow>& rows, std::size_t from) {
  PlotRow rest;
  rest.kind = PlotRow::Kind::others;
  rest.label = fmt::format("{} of events", counted(rows.size() - from, "other kind", "other kinds"));
  rest.counts.resize(rows.front().counts.size());
  for (std::size_t i = from; i < rows.size(); ++i) {
    for (std::size_t b = 0; b < rest.counts.size(); ++b) rest.counts[b] += rows[i].counts[b];
    rest.total += rows[i].total;
    if (rest.first.ticks == 0 || rows[i].first < rest.first) rest.first = rows[i].first;
    rest.last = std::max(rest.last, rows[i].last);
  }
  return rest;
}

std::vector<PlotRow> signal_rows(const HtmlContext& context, const TimeAxis& axis, const HostView& host) {
  std::vector<PlotRow> rows;
  for (const auto& [signal, kind] : signals_of(host)) {
    PlotRow row;
    row.kind = kind;
    row.label = context.title_of(signal);
    row.counts = context.times.count(axis, std::vector<std::string>{signal}, host.computer);
    row.total = sum_of(row.counts);
    if (row.total == 0) continue;
    set_span(row, signal, context, axis, host);
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const PlotRow& a, const PlotRow& b) { return a.total > b.total; });
  if (rows.size() > kSignals + 1) {
    PlotRow rest = rest_of(rows, kSignals);
    rows.resize(kSignals);
    rows.push_back(std::move(rest));
  }
  return rows;
}

PlotMark::Kind mark_kind(std::string_view rule) {
  if (rule == "host-booted") return PlotMark::Kind::start;
  if (rule == "windows-update-installed") return PlotMark::Kind::update;
  if (rule == "lifecycle-certificate-replaced") return PlotMark::Kind::certificate;
  return rule == "time-changed" ? PlotMark::Kind::clock : PlotMark::Kind::other;
}

std::vector<PlotMark> marks_of(const HtmlContext& context, const TimeAxis& axis, const HostView& host) {
  std::vector<PlotMark> out;
  for (const Rule& rule : context.rules.rules()) {
    if (!has_tag(rule, kChangeTag)) continue;
    std::map<std::uint32_t, PlotMark> by_bucket;
    for (const std::uint32_t index : context.times.findings(rule.id, host.computer)) {
      const FileTime time = context.report.scan.findings[index].time;
      if (!axis.holds(time)) continue;
      const auto [it, is_new] = by_bucket.try_emplace(axis.bucket(time));
      if (is_new) it->second = {mark_kind(rule.id), rule.title.empty() ? rule.id : rule.title, time, 0};
      ++it->second.count;
    }
    for (const auto& [bucket, mark] : by_bucket) out.push_back(mark);
  }
  std::stable_sort(out.begin(), out.end(), [](const PlotMark& a, const PlotMark& b) { return a.time < b.time; });
  return out;
}

}  // namespace

PlotRows plot_rows(const HtmlContext& context, const HostView& host) {
  PlotRows out;
  out.axis = context.axis_of(host);
  const TimeAxis& axis = out.axis;
  if (axis.buckets == 0) return out;
  for (const Diagnosis* d : host.main) {
    if (out.rows.size() == kDiagnoses) break;
    PlotRow row = diagnosis_row(context, axis, *d);
    const bool on_axis = row.first.ticks != 0 && row.first <= axis.end() && row.last >= axis.begin;
    if (on_axis && row.total > 0) out.rows.push_back(std::move(row));
  }
  for (PlotRow& row : signal_rows(context, axis, host)) out.rows.push_back(std::move(row));
  out.marks = marks_of(context, axis, host);
  for (const PlotRow& row : out.rows)
    out.biggest = std::max(out.biggest, *std::max_element(row.counts.begin(), row.counts.end()));
  return out;
}

}  // namespace doctor
