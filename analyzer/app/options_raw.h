#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/options.h"

namespace doctor {

/// What a command line wants: something done, or a text about the program.
enum class AsksFor { action, help, completion, manual };

/// What the flags write into, before it is checked and turned into Options. For options*.cpp only.
struct RawOptions {
  std::vector<std::string> paths, query;
  std::string since, until, topology, fail_on = "likely", format = "text", color = "auto";
  int threads = 0;
  int quiet = 0;  // how often it was said
  std::int64_t expected = -1;  // none
  bool with_builtin = false;

  std::string dump_format = "xml";
  std::string extract_format;
  std::vector<std::string> ids, levels, records;
  bool text_given = false;

  std::string within, now;

  std::string history, keep, quiet_after;

  std::string method, account;  // of schedule
  int every = 15;
  std::vector<std::string> scan_words;

  AsksFor asks_for = AsksFor::action;
  std::vector<std::string> help_about;  // of help: a command
  std::string shell;                    // of completion
};

/// Everything: the one place where commands and options are named and described. `raw` and `o` must live as long as `app`.
void build_command_line(CLI::App& app, RawOptions& raw, Options& o);

/// Groups of flags that several commands have.
CLI::Option* add_reading_flags(CLI::App& command, RawOptions& raw, Options& o);  ///< PATH (returned), --strict, --carve, --verify, -j
void add_now_flag(CLI::App& command, RawOptions& raw, const std::string& otherwise);  ///< `otherwise`: what counts without the flag
void add_time_flags(CLI::App& command, RawOptions& raw);
void add_output_flags(CLI::App& command, RawOptions& raw, Options& o, const std::vector<std::string>& formats = {"text", "json"},
                      const std::string& format_words = "text or json");
void add_rule_flags(CLI::App& command, Options& o);
void add_placeholder_flag(CLI::App& command, Options& o);

void add_redact_flags(CLI::App& command, Options& o);  ///< in options_redact.cpp

/// The main command; schedule asks its parser, too.
void add_scan(CLI::App& app, RawOptions& raw, Options& o);
/// What a scan remembers from run to run, and whom it tells; in options_run.cpp.
void add_run_flags(CLI::App& scan, RawOptions& raw, Options& o);
/// What is wrong with them, or nothing.
std::string finish_run(const RawOptions& raw, Options& o);

/// The commands that show logs as they are.
void add_dump(CLI::App& app, RawOptions& raw, Options& o);
void add_info(CLI::App& app, RawOptions& raw, Options& o);
/// The command that judges certificates, in options_cert.cpp.
void add_cert(CLI::App& app, RawOptions& raw, Options& o);
/// What is wrong with the flags of cert, or nothing.
std::string finish_cert(const RawOptions& raw, Options& o);
/// The command that installs a scan, in options_schedule.cpp.
void add_schedule(CLI::App& app, RawOptions& raw, Options& o);
/// Takes what follows "--" of schedule install into RawOptions, before CLI11 reads the rest.
void cut_scan_words(std::vector<std::string>& arguments, RawOptions& raw);
/// What is wrong with the flags of schedule or with the scan in it, or nothing.
std::string finish_schedule(const RawOptions& raw, Options& o);
/// The command of that name directly below, or null.
const CLI::App* subcommand(const CLI::App& app, const std::string& name);
/// The commands that tell of the program, in options_help.cpp.
void add_help(CLI::App& app, RawOptions& raw);
/// The text that help, completion or man print, or what is wrong.
ParsedCommandLine tell(const RawOptions& raw);
/// "; did you mean '--format'?" for the first word that is not known where it stands, or nothing.
std::string suggestion(const CLI::App& app, const std::vector<std::string>& words);
/// What is wrong if a first word that is no command looks like one and names no file, or nothing.
std::string mistyped_command(const CLI::App& app, const std::string& word);
/// Which events: what dump and extract are asked for; in options_dump.cpp.
void add_choice_flags(CLI::App& command, RawOptions& raw, Options& o);
/// The command that copies events, in options_extract.cpp.
void add_extract(CLI::App& app, RawOptions& raw, Options& o);
/// What is wrong with the flags of extract, or nothing.
std::string finish_extract(const RawOptions& raw, Options& o);
/// What is wrong with the flags of dump, or nothing.
std::string finish_dump(const RawOptions& raw, Options& o);

}  // namespace doctor
