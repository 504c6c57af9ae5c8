#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/exit_code.h"
#include "app/inputs.h"
#include "app/options.h"

namespace doctor {

/// The files of a run that must still be there when it is over: its inputs, also those that could not be read; certificates and
/// registry exports that lie beside them; documents of --rules and --placeholders, the key of --redact-key.
class ReadFiles {
 public:
  ReadFiles(const Inputs& inputs, const Options& options);
  explicit ReadFiles(const std::vector<std::string>& paths);

  /// Opens the file. Whether the path leads to one of them, by whatever name or link.
  bool holds(const std::string& path) const;

 private:
  void add(const std::string& path);

  std::set<std::string> identities_;  ///< File::identity()
};

/// Results that the options ask for and that would be written over what is read, or over each other: the first one is named on standard
/// error, and nothing may be written. Nothing is opened where no result is there yet.
std::optional<ExitCode> refuse_overwriting(const Inputs& inputs, const Options& options);

/// The same of --output alone, for a command with inputs of its own kind: the paths that it reads.
std::optional<ExitCode> refuse_overwriting(const std::vector<std::string>& read, const Options& options);

/// The same of --state, which is read before there are inputs: a path that is named as an input, or that leads to a log or a certificate, is no state.
std::optional<ExitCode> refuse_as_state(const Options& options);

}  // namespace doctor
