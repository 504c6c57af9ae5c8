#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "app/options.h"

namespace doctor {

/// What the flags write into, before it is checked and turned into Options. For options*.cpp only.
struct RawOptions {
  std::vector<std::string> paths, query;
  std::string since, until, topology, fail_on = "likely", format = "text", color = "auto";
  int threads = 0;
  std::int64_t expected = -1;  // none
  bool with_builtin = false;

  std::string dump_format = "xml";
  std::vector<std::string> ids, levels, records;
  bool text_given = false;

  std::string within, now;

  std::string history, keep, quiet_after;

  std::string method, account;  // of schedule
  int every = 15;
  std::vector<std::string> scan_words;
};

/// Groups of flags that several commands have.
CLI::Option* add_reading_flags(CLI::App& command, RawOptions& raw, Options& o);  ///< PATH (returned), --strict, --carve, --verify, -j
void add_now_flag(CLI::App& command, RawOptions& raw, const std::string& otherwise);  ///< `otherwise`: what counts without the flag
void add_time_flags(CLI::App& command, RawOptions& raw);
void add_output_flags(CLI::App& command, RawOptions& raw, Options& o);
void add_rule_flags(CLI::App& command, Options& o);
void add_placeholder_flag(CLI::App& command, Options& o);

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
/// What is wrong with the flags of dump, or nothing.
std::string finish_dump(const RawOptions& raw, Options& o);

}  // namespace doctor
