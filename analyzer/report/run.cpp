// What is different from run to run, for programs and for people.
#include "report/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/json_parts.h"
#include "report/words.h"

namespace doctor {

namespace {

void write_gone(JsonWriter& j, const RunReport::Gone& gone) {
  j.begin_object().field("fingerprint", fmt::format("{:016x}", gone.fingerprint)).field("id", gone.id);
  j.field("title", gone.title);
  text_or_null(j, "computer", gone.computer);
  time_or_null(j, "reported", gone.reported);
  j.field("why", gone.ruled_out ? "ruled_out" : "forgotten").end_object();
}

void write_log_note(JsonWriter& j, const RunReport::LogNote& note) {
  j.begin_object().field("path", note.path).field("what", log_note_name(note.kind));
  time_or_null(j, "since", note.since);
  j.field("records", note.records).end_object();
}

Line log_note_line(const RunReport::LogNote& note, const TextStyle& style) {
  Line line(note.path);
  const std::string since = moment_text(note.since, style);
  switch (note.kind) {
    case RunReport::LogNote::Kind::stands_still:
      line.add(": ").add("nothing new since " + since, Ink::orange);
      return line.add(": does the Event Log service still write to it?");
    case RunReport::LogNote::Kind::vanished:
      line.add(": ").add("not there any more", Ink::orange);
      return line.add(", last seen " + since);
    case RunReport::LogNote::Kind::overwritten:
      line.add(": ").add(counted(note.records, "record", "records") + " lost", Ink::orange);
      return line.add(", overwritten since " + since + " before they could be read: make the log larger or scan more often");
  }
  return line;
}

}  // namespace

std::uint64_t RunReport::count(Change change) const {
  return static_cast<std::uint64_t>(std::count(changes.begin(), changes.end(), change));
}

std::string_view log_note_name(RunReport::LogNote::Kind kind) {
  switch (kind) {
    case RunReport::LogNote::Kind::stands_still: return "stands_still";
    case RunReport::LogNote::Kind::vanished: return "vanished";
    case RunReport::LogNote::Kind::overwritten: return "overwritten";
  }
  return "";
}

std::string_view change_words(Change change) {
  switch (change) {
    case Change::fresh: return "new";
    case Change::still_open: return "known";
    case Change::ended: return "since the last run";
    case Change::known: return "known";
    case Change::untracked: return "";
  }
  return "";
}

void write_run(JsonWriter& j, const RunReport& run) {
  j.key("run").begin_object().field("number", run.number);
  time_or_null(j, "time", run.time);
  time_or_null(j, "previous", run.previous);
  j.field("new", run.count(Change::fresh)).field("still_open", run.count(Change::still_open));
  j.field("recovered", run.count(Change::ended));
  j.key("gone").begin_array();
  for (const RunReport::Gone& gone : run.gone) write_gone(j, gone);
  j.end_array().key("logs").begin_array();
  for (const RunReport::LogNote& note : run.logs) write_log_note(j, note);
  j.end_array();
  time_or_null(j, "history_from", run.history);
  j.end_object();
}

void write_run_line(const RunReport& run, const TextStyle& style, Page& page) {
  std::string text = run.previous.ticks == 0
                         ? fmt::format("Run {}, the first: ", grouped(run.number))
                         : fmt::format("Run {}, since {}: ", grouped(run.number), moment_text(run.previous, style));
  text += fmt::format("{} new, {} still open, {} recovered", grouped(run.count(Change::fresh)),
                      grouped(run.count(Change::still_open)), grouped(run.count(Change::ended)));
  if (!run.gone.empty()) text += fmt::format(", {} no longer found", grouped(run.gone.size()));
  page.paragraph(Line(text), 0);
}

void write_run_section(const RunReport& run, const TextStyle& style, Page& page) {
  if (!run.gone.empty()) {
    page.heading("No longer found");
    for (const RunReport::Gone& gone : run.gone) {
      Line line(gone.title);
      if (!gone.computer.empty()) line.add(" on ").add(gone.computer);
      line.add(", reported " + moment_text(gone.reported, style) + ": ");
      line.add(gone.ruled_out ? "ruled out by what was read since" : "its events are older than what is remembered");
      page.item("* ", line, 1);
    }
  }
  if (!run.logs.empty()) {
    page.heading("Logs that need a look");
    for (const RunReport::LogNote& note : run.logs) page.item("* ", log_note_line(note, style), 1);
  }
  if (run.history.ticks != 0) {
    page.blank();
    page.paragraph(Line("Findings before " + moment_text(run.history, style) + " are forgotten.", Ink::muted), 0);
  }
}

}  // namespace doctor
