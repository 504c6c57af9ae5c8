// The command lines of dump and info.
#include <algorithm>
#include <optional>
#include <string_view>

#include "app/options_raw.h"
#include "base/text.h"

namespace doctor {

namespace {

constexpr std::uint32_t kLargestId = 0xffff;

std::string wrong(std::string_view flag, std::string_view text, std::string_view what) {
  return std::string(flag) + ": '" + printable(text) + "' is " + std::string(what);
}

/// A whole number in decimal and nothing else.
std::optional<std::uint64_t> decimal(std::string_view text) {
  const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? parse_integer(text) : std::nullopt;
}

std::string add_ids(const std::string& list, EventChoice& choice) {
  for (const std::string_view part : split(list, ',')) {
    const std::string_view text = trim(part);
    const std::size_t dash = text.find('-');
    const auto from = decimal(trim(text.substr(0, dash)));
    const auto to = dash == std::string_view::npos ? from : decimal(trim(text.substr(dash + 1)));
    if (!from || !to || *from > kLargestId || *to > kLargestId) {
      return wrong("--id", text, "not an event id (0 to 65535) or a range such as 4700-4705");
    }
    if (*from > *to) return wrong("--id", text, "a range that ends before it begins");
    choice.ids.emplace_back(static_cast<std::uint32_t>(*from), static_cast<std::uint32_t>(*to));
  }
  return {};
}

std::string add_levels(const std::string& list, EventChoice& choice) {
  constexpr std::string_view kNames[] = {"critical", "error", "warning", "information", "verbose"};  // 1 to 5
  for (const std::string_view part : split(list, ',')) {
    const std::string text = to_lower_ascii(trim(part));
    const auto* name = std::find(std::begin(kNames), std::end(kNames), text);
    const auto number = decimal(text);
    if (name != std::end(kNames)) {
      choice.levels.push_back(static_cast<std::uint8_t>(name - std::begin(kNames) + 1));
      if (text == "information") choice.levels.push_back(0);
    } else if (number && *number <= 0xff) {
      choice.levels.push_back(static_cast<std::uint8_t>(*number));
    } else {
      return wrong("--level", trim(part), "not critical, error, warning, information, verbose or a number up to 255");
    }
  }
  return {};
}

std::string add_records(const std::string& list, EventChoice& choice) {
  for (const std::string_view part : split(list, ',')) {
    const auto number = decimal(trim(part));
    if (!number) return wrong("--record", trim(part), "not a record id");
    choice.records.push_back(*number);
  }
  return {};
}

}  // namespace

void add_choice_flags(CLI::App& dump, RawOptions& raw, Options& o) {
  const auto list = [&](const char* flags, std::vector<std::string>& into, const char* value, const char* what) {
    dump.add_option(flags, into, what)->type_name(value)->group("Which events")->allow_extra_args(false);
  };
  list("--id", raw.ids, "IDS", "these event ids: 36888, or a list with ranges: 4624,4700-4705");
  list("--provider", o.choice.providers, "NAME", "of this provider");
  list("--channel", o.choice.channels, "NAME", "of this channel");
  list("--computer", o.choice.computers, "NAME", "of this computer");
  list("--level", raw.levels, "LEVELS", "critical, error, warning, information, verbose or numbers; or a list of them");
  list("--record", raw.records, "IDS", "with this record id, or a list of them");
  dump.add_option("--text", o.choice.text, "with this text in a value, or in a name in System; case does not matter")
      ->type_name("TEXT")
      ->group("Which events")
      ->each([&raw](const std::string&) { raw.text_given = true; });
}

void add_dump(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* dump = app.add_subcommand("dump", "print the events themselves");
  add_reading_flags(*dump, raw, o);
  add_choice_flags(*dump, raw, o);
  add_time_flags(*dump, raw);
  dump->add_option("--format", raw.dump_format, "xml, json (one array), jsonl (one object a line), csv or text (sentences)")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"xml", "json", "jsonl", "csv", "text"}))
      ->group("Output");
  dump->add_option("--output,-o", o.output, "write to this file instead of standard output")->type_name("FILE")->group("Output");
  dump->add_option("--color", raw.color, "of text: auto, always or never (NO_COLOR is honoured)")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group("Output");
  dump->add_flag("--utc", o.utc, "of text: times in UTC instead of local time; all other formats have UTC")
      ->group("Output");
  add_redact_flags(*dump, o);
  dump->callback([&o] { o.command = CommandId::dump; });
}

void add_info(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* info = app.add_subcommand("info", "what a log is, whether it is whole, and what it can show");
  add_reading_flags(*info, raw, o);
  add_rule_flags(*info, o);
  add_output_flags(*info, raw, o);
  info->add_flag("--utc", o.utc, "times in UTC instead of local time")->group("Output");
  info->add_flag("--all", o.all, "lists without end")->group("Output");
  add_redact_flags(*info, o);
  info->callback([&o] { o.command = CommandId::info; });
}

std::string finish_dump(const RawOptions& raw, Options& o) {
  const auto each = [&](const std::vector<std::string>& lists, auto add) -> std::string {
    for (const std::string& list : lists) {
      if (std::string problem = add(list, o.choice); !problem.empty()) return problem;
    }
    return {};
  };
  for (std::string problem : {each(raw.ids, add_ids), each(raw.levels, add_levels), each(raw.records, add_records)}) {
    if (!problem.empty()) return problem;
  }
  if (raw.text_given && o.choice.text.empty()) return "--text: there is nothing to look for";
  o.dump_format = raw.dump_format == "text"    ? DumpFormat::text
                  : raw.dump_format == "csv"   ? DumpFormat::csv
                  : raw.dump_format == "json"  ? DumpFormat::json
                  : raw.dump_format == "jsonl" ? DumpFormat::jsonl
                                               : DumpFormat::xml;
  return {};
}

}  // namespace doctor
