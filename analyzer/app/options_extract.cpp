// The command line of extract.
#include <string>

#include "app/options_raw.h"
#include "base/text.h"

namespace doctor {

namespace {

std::string not_empty(const std::string& text) {
  return text.empty() ? std::string("the name is empty") : std::string();
}

}  // namespace

void add_extract(CLI::App& app, RawOptions& raw, Options& o) {
  CLI::App* extract = app.add_subcommand(
      "extract", "copy the events that matter into a small log. Without filters, those that decide the diagnosis");
  add_reading_flags(*extract, raw, o);
  add_choice_flags(*extract, raw, o);
  add_time_flags(*extract, raw);
  extract->add_flag("--all", o.all, "every event that can be read: a whole log of a damaged one")
      ->group("Which events");
  for (const char* choice : {"--id", "--provider", "--channel", "--computer", "--level", "--record", "--text"}) {
    extract->get_option("--all")->excludes(extract->get_option(choice));
  }
  add_rule_flags(*extract, o);
  add_placeholder_flag(*extract, o);
  CLI::Option* file = extract->add_option("--output,-o", o.output, "write everything to this file");
  file->type_name("FILE")->check(not_empty)->group("Output");
  CLI::Option* folder = extract->add_option("--out-dir", o.out_dir, "write a file for each input into this folder");
  folder->type_name("DIR")->check(not_empty)->excludes(file)->group("Output");
  extract->add_option("--format", raw.extract_format, "evtx or xml; without it, as the name of FILE says, else evtx")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"evtx", "xml"}))
      ->group("Output");
  add_redact_flags(*extract, o);
  extract->callback([&o] { o.command = CommandId::extract; });
}

std::string finish_extract(const RawOptions& raw, Options& o) {
  if (o.command != CommandId::extract) return {};
  const bool named_xml = raw.extract_format.empty() && ends_with_ignore_case(o.output, ".xml");
  o.extract_xml = named_xml || raw.extract_format == "xml";
  if (!o.extract_xml && o.output.empty() && o.out_dir.empty()) {
    return "extract: where to? -o FILE.evtx, or --out-dir DIR for a file of each input";
  }
  return {};
}

}  // namespace doctor
