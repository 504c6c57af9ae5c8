#include "report/event_csv.h"

#include <fmt/format.h>

#include <utility>

#include "base/time.h"
#include "report/csv_cell.h"

namespace doctor {

namespace {

template <class... Args>
void number(TextBuffer& out, fmt::format_string<Args...> form, Args&&... args) {
  constexpr std::size_t kMost = 32;
  char* to = out.reserve(kMost);
  out.finish(fmt::format_to_n(to, kMost, form, std::forward<Args>(args)...).out);
}

}  // namespace

std::string level_word(std::uint8_t level) {
  switch (level) {
    case 1:
      return "critical";
    case 2:
      return "error";
    case 3:
      return "warning";
    case 0:
    case 4:
      return "information";
    case 5:
      return "verbose";
    default:
      return fmt::format("{}", level);
  }
}

std::string_view event_csv_header() {
  return "time,record_id,level,event_id,provider,channel,computer,user,process_id,thread_id,task,opcode,keywords,"
         "data,path\n";
}

/// "Name=value; Name=value": the path where names repeat or nest.
void EventCsv::data(const Event& event) {
  scratch_.clear();
  for (const Field& field : event.data) {
    if (!scratch_.empty()) scratch_ += "; ";
    scratch_ += field.path;
    scratch_ += '=';
    field.value.append_text(scratch_);
  }
}

void EventCsv::add(const Event& event, std::string_view path, TextBuffer& out) {
  if (event.time.ticks != 0) out += to_iso8601(event.time);
  number(out, ",{},", event.record_id);
  out += level_word(event.level);
  if (event.carved) out += " (carved)";
  number(out, ",{},", event.event_id);
  for (const std::string_view cell : {event.provider, event.channel, event.computer, event.user_sid}) {
    append_csv_cell(cell, out);
    out += ',';
  }
  number(out, "{},{},", event.process_id, event.thread_id);
  number(out, "{},{},0x{:016x},", event.task, event.opcode, event.keywords);
  data(event);
  append_csv_cell(scratch_, out);
  out += ',';
  append_csv_cell(path, out);
  out += '\n';
}

}  // namespace doctor
