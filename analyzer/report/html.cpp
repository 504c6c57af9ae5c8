// The report as a web page: the verdict first, then every computer with its time line and diagnoses, then what concerns all of them.
#include "report/html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "report/diagnosis_json.h"
#include "report/html_assets.h"
#include "report/html_diagnosis.h"
#include "report/html_inputs.h"
#include "report/html_lists.h"
#include "report/html_plot.h"
#include "report/html_table.h"
#include "report/words.h"

namespace doctor {

namespace {

constexpr std::size_t kHosts = 40;      // computers with a section of their own; the others are rows
constexpr std::size_t kLong = 15;       // computers with which a page takes a browser some time
constexpr std::size_t kInContents = 8;  // computers in the list of contents

std::string host_name(const HostView& host) {
  return host.computer.empty() ? std::string("No computer named") : host.computer;
}

class HtmlPage {
 public:
  HtmlPage(const Report& report, const RuleSet& rules, const TextStyle& style)
      : context_(report, rules, style), html_(context_.words), diagnoses_(context_, html_) {
    for (const HostView& host : context_.hosts) {
      if (has_section(host)) speaking_.push_back(&host);
    }
    // One line each, however long: the page wraps them.
    TextStyle plain = context_.words;
    plain.width = 1'000'000;
    const std::string verdict = to_verdict(report, rules, plain);
    for (const std::string_view line : split(verdict, '\n')) {
      if (!trim(line).empty()) verdict_.emplace_back(trim(line));
    }
  }

  std::string write() {
    html_.verbatim("<!DOCTYPE html>\n").open("html", {{"lang", "en"}});
    head();
    html_.open("body", {{"class", is_long() ? "long" : std::string_view()}})
        .leaf("a", "To the diagnosis", {{"class", "skip"}, {"href", "#content"}});
    banner();
    html_.open("div", {{"class", "page"}});
    contents();
    html_.open("main", {{"id", "content"}, {"tabindex", "-1"}});
    verdict();
    hosts_table();
    hosts();
    html_run(context_, html_);
    html_forecast(context_, html_);
    html_false_alarms(context_, html_);
    html_unexplained(context_, html_);
    html_correlations(context_, html_);
    html_not_assessable(context_, html_);
    html_assumptions(context_, html_);
    html_inputs(context_, html_);
    html_rules(context_, html_);
    html_.close().close();
    footer();
    html_.open("script").verbatim(report_script().text).close();
    html_.close().close();
    return html_.take();
  }

 private:
  bool is_long() const {
    return speaking_.size() > kLong || assessment().false_alarms.size() + assessment().unexplained.size() > kLong * 20;
  }

  bool has_section(const HostView& host) const { return host.speaks() || (context_.all && !host.ruled_out.empty()); }

  const Assessment& assessment() const { return context_.report.assessment; }

  void head() {
    const WebAsset style = report_style();
    html_.open("head").empty("meta", {{"charset", "utf-8"}});
    // The hashes let in our own style and script, and nothing that a log might bring with it.
    const std::string policy = fmt::format(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; "
        "form-action 'none'",
        style.sha256, report_script().sha256);
    html_.empty("meta", {{"http-equiv", "Content-Security-Policy"}, {"content", policy}});
    html_.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
    html_.empty("meta", {{"name", "referrer"}, {"content", "no-referrer"}});
    html_.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
    html_.empty("meta", {{"name", "generator"}, {"content", "schannel-doctor " + context_.report.tool_version}});
    html_.empty("link", {{"rel", "icon"}, {"href", "data:,"}});
    html_.leaf("title", verdict_.empty() ? std::string("schannel-doctor") : verdict_.front() + " - schannel-doctor");
    html_.open("style").verbatim(style.text).close().close();
  }

  void banner() {
    html_.open("header", {{"class", "banner"}}).leaf("p", "schannel-doctor", {{"class", "brand"}});
    html_.open("div", {{"class", "controls"}, {"id", "controls"}}).close().close();
  }

  void contents() {
    html_.open("nav", {{"aria-label", "Contents"}}).open("ul");
    const auto entry = [&](std::string_view id, std::string_view title, std::string_view number) {
      html_.open("li").open("a", {{"href", fmt::format("#{}", id)}}).text(title);
      if (!number.empty()) html_.text(" ").leaf("span", number, {{"class", "count"}});
      html_.close().close();
    };
    entry("verdict", "Verdict", "");
    if (context_.hosts.size() > 1) entry("computers", "All computers", grouped(context_.hosts.size()));
    for (std::size_t i = 0; i < std::min(speaking_.size(), kInContents); ++i) {
      const std::size_t n = speaking_[i]->main.size();
      entry(fmt::format("h{}", i + 1), host_name(*speaking_[i]), n == 0 ? "" : grouped(n));
    }
    if (speaking_.size() > kInContents) {
      entry("computers", counted(speaking_.size() - kInContents, "more computer", "more computers"), "");
    }
    const auto list = [&](std::string_view id, std::string_view title, std::uint64_t n) {
      if (n > 0) entry(id, title, grouped(n));
    };
    if (context_.report.run) {
      list("gone", "No longer found", context_.report.run->gone.size());
      list("log-notes", "Logs that need a look", context_.report.run->logs.size());
    }
    list("forecast", "Dates ahead", context_.dates.size());
    list("false-alarms", "False alarms", assessment().false_alarms.size());
    list("unexplained", "Unexplained", assessment().unexplained.size());
    list("correlations", "Correlations", context_.firings.size());
    list("not-assessable", "Not assessed", assessment().not_assessable.size());
    list("assumed", "Assumed", assessment().topology.size());
    list("inputs", "Inputs and damage", context_.report.scan.inputs.size());
    list("rules", "Rule problems", context_.report.rule_problems.kept().size());
    html_.close().close();
  }

  void verdict() {
    html_.open("section", {{"id", "verdict"}, {"class", fmt::format("headline {}", tone())}});
    html_.leaf("h1", verdict_.empty() ? std::string_view("Report") : std::string_view(verdict_.front()));
    for (std::size_t i = 1; i < verdict_.size(); ++i) {
      const bool is_warning = context_.report.scan.interrupted && i + 1 == verdict_.size();
      html_.leaf("p", verdict_[i], {{"class", is_warning ? "warning" : std::string_view()}});
    }
    tiles();
    html_.close();
  }

  /// How bad it is, as a colour beside the words.
  std::string_view tone() const {
    for (const Diagnosis& d : assessment().diagnoses) {
      if (d.verdict == Verdict::ruled_out) continue;
      return d.severity == "critical" || d.severity == "high" ? "bad" : d.severity == "medium" ? "fair" : "mild";
    }
    const bool blind = std::any_of(assessment().not_assessable.begin(), assessment().not_assessable.end(),
                                   [](const NotAssessable& n) { return n.blind; });
    return blind || context_.totals.events == 0 ? "fair" : "good";
  }

  void tiles() {
    const Totals& t = context_.totals;
    std::uint64_t diagnoses = 0;
    for (const HostView& host : context_.hosts) diagnoses += host.main.size() + host.also_possible.size();
    html_.open("dl", {{"class", "tiles"}});
    const auto tile = [&](std::string_view key, std::string_view title, std::uint64_t number,
                          const std::string& beside) {
      html_.open("div", {{"data-total", key}}).leaf("dt", title).open("dd").leaf("b", grouped(number));
      if (!beside.empty()) html_.text(" ").leaf("span", beside);
      html_.close().close();
    };
    tile("events", "Events read", t.events,
         "in " + counted(t.files, "file", "files") +
             (t.unreadable > 0 ? fmt::format("; {} could not be read", counted(t.unreadable, "file", "files")) : ""));
    tile("relevant", "Relevant", t.relevant, "known to a rule");
    tile("diagnoses", "Diagnoses", diagnoses, "rivals included");
    tile("findings", "Findings", t.findings, "rule and event");
    tile("explained", "Explained", t.explained, "by a diagnosis");
    tile("false_positives", "False alarms", t.false_positives, "findings");
    tile("unexplained", "Unexplained", t.unexplained, "findings");
    html_.close();
  }

  void hosts_table() {
    if (context_.hosts.size() < 2) return;
    html_section(html_, "computers", "Computers", context_.hosts.size());
    static constexpr std::array<HtmlColumn, 7> kColumns = {{{"Computer"},
                                                            {"The worst"},
                                                            {"Diagnoses", SortBy::number},
                                                            {"False alarms", SortBy::number},
                                                            {"Unexplained", SortBy::number},
                                                            {"Events", SortBy::number},
                                                            {"Logs cover", SortBy::time}}};
    HtmlTable table(html_, "All computers", kColumns);
    std::size_t number = 0;
    for (const HostView& host : context_.hosts) {
      const bool linked = has_section(host) && ++number <= kHosts;
      table.row();
      table.cell();
      if (linked) {
        html_.leaf("a", host_name(host), {{"href", fmt::format("#h{}", number)}});
      } else {
        html_.text(host_name(host));
      }
      worst_of(host, table);
      table.number(host.main.size() + host.also_possible.size());
      table.number(host.false_alarm_events());
      table.number(host.unexplained_events());
      table.number(host.events);
      table.cell(std::to_string(host.first.ticks));
      if (host.first.ticks != 0) html_.span(host.first, host.last);
    }
    table.end();
    html_.close();
  }

  void worst_of(const HostView& host, HtmlTable& table) {
    if (host.main.empty()) {
      table.cell("9").leaf("span", "no diagnosis", {{"class", "muted"}});
      return;
    }
    const Diagnosis& d = *host.main.front();
    table.cell(fmt::format("{} {}", static_cast<unsigned>(d.verdict), d.title)).text(d.title + " ");
    html_chip(html_, "verdict", verdict_name(d.verdict));
    html_.text(" ");
    html_chip(html_, "severity", d.severity);
  }

  void hosts() {
    html_.open("section", {{"id", "hosts"}}).leaf("h2", "Computer by computer", {{"class", "unseen"}});
    bool legend = true;
    for (std::size_t i = 0; i < std::min(speaking_.size(), kHosts); ++i) {
      html_.open("section", {{"class", "host"}, {"id", fmt::format("h{}", i + 1)}});
      host(*speaking_[i], legend);
      html_.close();
    }
    further_hosts();
    html_.close();
  }

  void host(const HostView& host, bool& legend) {
    html_.leaf("h2", host_name(host));
    html_.open("p", {{"class", "muted"}});
    if (!host.role.empty() && !host.role.starts_with("unknown")) html_.text("Assumed: " + host.role + ". ");
    html_.text(fmt::format("{} in its logs", counted(host.events, "event", "events")));
    if (host.first.ticks != 0) html_.text(", ").span(host.first, host.last);
    html_.text(".").close();
    html_plot(context_, host, html_);
    if (legend && context_.axis.buckets > 0) html_plot_legend(html_);
    legend = false;
    if (host.main.empty()) html_.leaf("p", "No diagnosis.");
    for (const Diagnosis* d : host.main) diagnoses_.main(*d);
    if (!host.also_possible.empty()) {
      html_.open("div", {{"class", "alsos"}})
          .open("h3")
          .text("Also possible ")
          .leaf("span", grouped(host.also_possible.size()), {{"class", "count"}})
          .close();
      for (const Diagnosis* d : host.also_possible) diagnoses_.also_possible(*d);
      html_.close();
    }
    if (context_.all && !host.ruled_out.empty()) {
      html_.leaf("h3", "Ruled out").open("ul", {{"class", "ruled-out"}});
      for (const Diagnosis* d : host.ruled_out) diagnoses_.ruled_out(*d);
      html_.close();
    }
    host_lists(host);
  }

  void host_lists(const HostView& host) {
    const std::uint64_t false_alarms = host.false_alarm_events(), unexplained = host.unexplained_events();
    if (false_alarms + unexplained == 0) return;
    html_.open("p", {{"class", "muted"}}).text("Beside that: ");
    if (false_alarms > 0) {
      html_.leaf("a", counted(false_alarms, "event that is a false alarm", "events that are false alarms"),
                 {{"href", "#false-alarms"}});
    }
    if (false_alarms > 0 && unexplained > 0) html_.text(", ");
    if (unexplained > 0)
      html_.leaf("a", counted(unexplained, "unexplained event", "unexplained events"), {{"href", "#unexplained"}});
    html_.text(".").close();
  }

  /// A computer a row, where there are too many for a section each.
  void further_hosts() {
    if (speaking_.size() <= kHosts) return;
    std::uint64_t n = 0;
    for (std::size_t i = kHosts; i < speaking_.size(); ++i)
      n += speaking_[i]->main.size() + speaking_[i]->also_possible.size();
    if (n == 0) return;
    html_.open("section", {{"id", "further"}, {"class", "list"}}).leaf("h2", "Diagnoses of further computers");
    html_.leaf("p", fmt::format("{} of {} have no section of their own, only a row each; the JSON report and --all on "
                                "their logs alone say more.",
                                counted(n, "diagnosis", "diagnoses"),
                                counted(speaking_.size() - kHosts, "computer", "computers")));
    static constexpr std::array<HtmlColumn, 4> kColumns = {
        {{"Computer"}, {"Diagnosis"}, {"State"}, {"When", SortBy::time}}};
    HtmlTable table(html_, "Diagnoses of further computers", kColumns);
    std::size_t rows = 0;
    std::map<std::string_view, std::uint64_t> rest;
    for (std::size_t i = kHosts; i < speaking_.size(); ++i) {
      for (const auto* list : {&speaking_[i]->main, &speaking_[i]->also_possible}) {
        for (const Diagnosis* d : *list) {
          if (++rows <= kHtmlRows) further_row(*d, table);
          if (rows > kHtmlRows) ++rest[d->id];
        }
      }
    }
    table.end();
    if (!rest.empty()) html_.open("p").text("Not listed one by one:");
    for (const auto& [id, times] : rest) html_.text(fmt::format(" {} x {};", grouped(times), id));
    if (!rest.empty()) html_.text(" the JSON report lists them.").close();
    html_.close();
  }

  void further_row(const Diagnosis& d, HtmlTable& table) {
    table.row({}, fmt::format("d{}", context_.number_of(d)));
    table.cell().text(d.computer);
    table.cell().text(d.title + " ");
    html_chip(html_, "verdict", verdict_name(d.verdict));
    html_.text(" ");
    html_chip(html_, "severity", d.severity);
    table.cell().text(d.state == EpisodeState::recovered ? "recovered" : "open");
    table.cell(std::to_string(d.first.ticks));
    html_.span(d.first, d.last);
  }

  void footer() {
    html_.open("footer").open("p");
    html_.text(fmt::format("Written by schannel-doctor {}; rules ", context_.report.tool_version));
    html_.leaf("code", hex16(context_.report.rules_fingerprint));
    html_.text(". The same logs and rules give the same page. This file asks nothing of the network.").close();
    html_.open("p").text(
        "Texts from the logs are shown as they are; what would steer a terminal or a browser is written out, such as ");
    html_.leaf("code", "\\u{202e}").text(".").close().close();
  }

  const HtmlContext context_;
  HtmlWriter html_;
  HtmlDiagnoses diagnoses_;
  std::vector<const HostView*> speaking_;
  std::vector<std::string> verdict_;
};

}  // namespace

std::string to_html(const Report& report, const RuleSet& rules, const TextStyle& style) {
  return HtmlPage(report, rules, style).write();
}

}  // namespace doctor
