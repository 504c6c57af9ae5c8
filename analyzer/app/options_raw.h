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
};

/// Groups of flags that several commands have.
void add_reading_flags(CLI::App& command, RawOptions& raw, Options& o);  ///< PATH, --strict, --carve, --verify, -j
void add_now_flag(CLI::App& command, RawOptions& raw, const std::string& otherwise);  ///< `otherwise`: what counts without the flag
void add_time_flags(CLI::App& command, RawOptions& raw);
void add_output_flags(CLI::App& command, RawOptions& raw, Options& o);
void add_rule_flags(CLI::App& command, Options& o);
void add_placeholder_flag(CLI::App& command, Options& o);

/// The commands that show logs as they are.
void add_dump(CLI::App& app, RawOptions& raw, Options& o);
void add_info(CLI::App& app, RawOptions& raw, Options& o);
/// The command that judges certificates, in options_cert.cpp.
void add_cert(CLI::App& app, RawOptions& raw, Options& o);
/// What is wrong with the flags of cert, or nothing.
std::string finish_cert(const RawOptions& raw, Options& o);
/// What is wrong with the flags of dump, or nothing.
std::string finish_dump(const RawOptions& raw, Options& o);

}  // namespace doctor
