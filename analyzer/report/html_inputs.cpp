#include "report/html_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/damage_line.h"
#include "report/html_lists.h"
#include "report/html_table.h"
#include "report/json_parts.h"
#include "report/text_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

bool is_troubled(const InputResult& input) {
  return !input.error.empty() || !input.damage.empty();
}

void write_damage(const InputResult& input, HtmlWriter& html) {
  if (!input.error.empty()) {
    html.leaf("b", "could not be read", {{"class", "bad"}}).text(": " + input.error);
    return;
  }
  if (input.damage.empty()) {
    html.text("none");
    return;
  }
  html.open("details").leaf("summary", damage_extent(input.damage)).open("ul", {{"class", "small"}});
  for (const Diagnostic& d : input.damage.kept()) {
    html.open("li").text(place_words(d.where) + ": " + d.message);
    if (d.bytes_lost > 0) html.text(", " + counted(d.bytes_lost, "byte", "bytes") + " lost");
    html.text(" ").leaf("code", d.code).close();
  }
  html.close().open("p", {{"class", "small"}}).text("In all: ");
  bool first = true;
  for (const auto& [code, n] : input.damage.totals()) {
    html.text(fmt::format("{}{} x {}", first ? "" : ", ", grouped(n), code));
    first = false;
  }
  html.close().close();
}

void write_coverage(const Coverage& c, HtmlWriter& html) {
  const std::pair<std::string_view, std::uint64_t> parts[] = {{"header", c.header},
                                                              {"records", c.records},
                                                              {"slack", c.slack},
                                                              {"damaged", c.damaged},
                                                              {"known from before", c.known}};
  html.open("span", {{"class", "muted small"}});
  bool first = true;
  for (const auto& [name, bytes] : parts) {
    if (bytes == 0) continue;
    html.text(fmt::format("{}{} {}", first ? "" : ", ", name, grouped(bytes)));
    first = false;
  }
  html.close();
}

void write_input(const InputResult& input, HtmlTable& table, HtmlWriter& html) {
  const Reach reach = reach_of(input.extents);
  table.row(is_troubled(input) ? "troubled" : "");
  table.cell().leaf("b", input.path);
  if (!input.kind.empty()) html.text(" (" + input.kind + ")");
  table.cell().text(few_or_count(reach.channels, 3, "channels"));
  table.cell().text(few_or_count(reach.computers, 3, "computers"));
  table.number(input.extents.events());
  table.number(input.relevant);
  if (input.duplicates > 0) html.text(fmt::format(" ({} also in an input above)", grouped(input.duplicates)));
  table.cell(std::to_string(reach.first.ticks));
  if (reach.first.ticks != 0) html.span(reach.first, reach.last);
  table.number(input.bytes).text(" ");
  write_coverage(input.coverage, html);
  table.cell(std::to_string(input.damage.bytes_lost()));
  write_damage(input, html);
}

void write_log_note(const RunReport::LogNote& note, HtmlWriter& html) {
  html.open("li").leaf("b", note.path);
  switch (note.kind) {
    case RunReport::LogNote::Kind::stands_still:
      html.text(": nothing new since ").moment(note.since).text(": does the Event Log service still write to it?");
      break;
    case RunReport::LogNote::Kind::vanished:
      html.text(": not there any more, last seen ").moment(note.since);
      break;
    case RunReport::LogNote::Kind::overwritten:
      html.text(": " + counted(note.records, "record", "records") + " lost, overwritten since ").moment(note.since);
      html.text(" before they could be read: make the log larger or scan more often");
      break;
  }
  html.close();
}

}  // namespace

void html_inputs(const HtmlContext& context, HtmlWriter& html) {
  const auto& inputs = context.report.scan.inputs;
  if (inputs.empty()) return;
  html_section(html, "inputs", "Inputs and damage", inputs.size());
  static constexpr std::array<HtmlColumn, 8> kColumns = {{{"File"},
                                                          {"Log"},
                                                          {"Computer"},
                                                          {"Events", SortBy::number},
                                                          {"Relevant", SortBy::number},
                                                          {"Covers", SortBy::time},
                                                          {"Bytes", SortBy::number},
                                                          {"Damage", SortBy::time}}};
  HtmlTable table(html, "What was read", kColumns);
  std::vector<const InputResult*> order;  // as read; if there are too many, those that need a look stand in front
  for (const InputResult& input : inputs) order.push_back(&input);
  if (order.size() > kHtmlRows)
    std::stable_partition(order.begin(), order.end(), [](const InputResult* i) { return is_troubled(*i); });
  const std::size_t listed = std::min(order.size(), kHtmlRows);
  for (std::size_t i = 0; i < listed; ++i) write_input(*order[i], table, html);
  table.end();
  if (listed < order.size()) {
    std::uint64_t events = 0, unreadable = 0, damaged = 0;
    for (std::size_t i = listed; i < order.size(); ++i) {
      events += order[i]->extents.events();
      unreadable += order[i]->error.empty() ? 0U : 1U;
      damaged += order[i]->damage.empty() ? 0U : 1U;
    }
    html.leaf(
        "p",
        fmt::format("Not listed: {} with {}; {} of them could not be read, {} are damaged. The JSON report lists them.",
                    counted(order.size() - listed, "further input", "further inputs"),
                    counted(events, "event", "events"), grouped(unreadable), grouped(damaged)));
  }
  html.close();
}

void html_run(const HtmlContext& context, HtmlWriter& html) {
  if (!context.report.run) return;
  const RunReport& run = *context.report.run;
  if (!run.gone.empty()) {
    html_section(html, "gone", "No longer found", run.gone.size());
    html.open("ul");
    for (const RunReport::Gone& gone : run.gone) {
      html.open("li").leaf("b", gone.title);
      if (!gone.computer.empty()) html.text(" on " + gone.computer);
      html.text(", reported ").moment(gone.reported);
      html.text(gone.ruled_out ? ": ruled out by what was read since"
                               : ": its events are older than what is remembered")
          .close();
    }
    html.close().close();
  }
  if (!run.logs.empty()) {
    html_section(html, "log-notes", "Logs that need a look", run.logs.size());
    html.open("ul");
    for (const RunReport::LogNote& note : run.logs) write_log_note(note, html);
    html.close().close();
  }
}

void html_assumptions(const HtmlContext& context, HtmlWriter& html) {
  const auto& list = context.report.assessment.topology;
  if (list.empty()) return;
  html_section(html, "assumed", "Assumed", list.size());
  static constexpr std::array<HtmlColumn, 2> kColumns = {{{"Computer"}, {"What it is taken for, and why"}}};
  HtmlTable table(html, "What was assumed about the computers", kColumns);
  for (std::size_t i = 0; i < std::min(list.size(), kHtmlRows); ++i) {
    table.row();
    table.cell().text(list[i].first);
    table.cell().text(list[i].second);
  }
  table.end();
  if (list.size() > kHtmlRows) {
    html.leaf("p", fmt::format("{} more are not listed; the JSON report has them.",
                               counted(list.size() - kHtmlRows, "computer", "computers")));
  }
  html.close();
}

void html_rules(const HtmlContext& context, HtmlWriter& html) {
  const Report& report = context.report;
  const std::size_t problems = report.rule_problems.kept().size();
  if (problems == 0 && report.rules_refused == 0) return;
  html_section(html, "rules", "Problems of the rules", problems);
  html.leaf("p", counted(report.rules_refused, "document", "documents") + " refused.");
  html.open("ul");
  for (const Diagnostic& d : report.rule_problems.kept()) {
    std::string place =
        d.where.source < report.documents.size() ? report.documents[d.where.source] : std::string("rules");
    if (d.where.line > 0) place += fmt::format(":{}:{}", d.where.line, d.where.column);
    html.open("li").leaf("b", place).text(": " + d.message + " ").leaf("code", d.code);
    if (!d.help.empty()) html.text(" ").leaf("span", d.help, {{"class", "muted"}});
    html.close();
  }
  html.close();
  std::uint64_t all = 0;
  for (const auto& [code, n] : report.rule_problems.totals()) all += n;
  if (all > problems) html.leaf("p", fmt::format("... and {} more.", grouped(all - problems)));
  html.close();
}

}  // namespace doctor
