#include "report/csv.h"

#include <fmt/format.h>

#include <array>
#include <string>

#include "base/print.h"
#include "base/text.h"

namespace doctor {

namespace {

std::string_view level_word(std::uint8_t level) {
  constexpr std::array<std::string_view, 6> kWords = {"information", "critical",    "error",
                                                      "warning",     "information", "verbose"};
  return level < kWords.size() ? kWords[level] : "";
}

void number_cell(std::uint64_t n, TextBuffer& out) {
  char* to = out.reserve(21);
  to = put_decimal(to, n);
  *to++ = ',';
  out.finish(to);
}

void text_cell(std::string_view text, TextBuffer& out) {
  csv_cell(text, out);
  out += ',';
}

std::string data_text(const Event& event) {
  std::string all;
  for (const Field& field : event.data) {
    if (!all.empty()) all += "; ";
    all += field.path;
    all += '=';
    field.value.append_text(all);
  }
  return all;
}

}  // namespace

std::string_view csv_header() {
  return "time,record_id,level,event_id,provider,channel,computer,user,process_id,thread_id,task,opcode,keywords,data,"
         "path\n";
}

void csv_cell(std::string_view text, TextBuffer& out) {
  const std::string shown = printable(text);
  const bool formula = !shown.empty() && std::string_view("=+-@").find(shown.front()) != std::string_view::npos;
  if (!formula && shown.find_first_of(",\"\r\n\t") == std::string::npos) {
    out += shown;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (std::size_t at = 0; at < shown.size();) {
    const std::size_t quote = std::min(shown.find('"', at), shown.size());
    out += std::string_view(shown).substr(at, quote - at);
    if (quote < shown.size()) out += "\"\"";
    at = quote + 1;
  }
  out += '"';
}

void csv_row(const Event& event, std::string_view path, TextBuffer& out) {
  text_cell(to_iso8601(event.time), out);
  number_cell(event.record_id, out);
  text_cell(event.carved ? std::string(level_word(event.level)) + " (carved)" : std::string(level_word(event.level)),
            out);
  number_cell(event.event_id, out);
  text_cell(event.provider, out);
  text_cell(event.channel, out);
  text_cell(event.computer, out);
  text_cell(event.user_sid, out);
  number_cell(event.process_id, out);
  number_cell(event.thread_id, out);
  number_cell(event.task, out);
  number_cell(event.opcode, out);
  text_cell(fmt::format("0x{:x}", event.keywords), out);
  text_cell(data_text(event), out);
  csv_cell(path, out);
  out += '\n';
}

}  // namespace doctor
