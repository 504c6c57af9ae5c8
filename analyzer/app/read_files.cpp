#include "app/read_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <span>
#include <system_error>

#include "app/output.h"
#include "app/scan_format.h"
#include "artifact/artifact_source.h"
#include "base/text.h"
#include "data/document_files.h"
#include "platform/file.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kIsRead = "is one of the files that are read";

std::string identity_of(const std::string& path) {
  const auto file = File::open(path_from_text(path));
  return file ? file->identity() : std::string();
}

std::string head_of(const std::string& path) {
  const auto file = File::open(path_from_text(path));
  if (!file) return {};
  std::string head(64 * 1024, '\0');
  const auto n = file->read_at(0, std::as_writable_bytes(std::span(head)));
  head.resize(n ? *n : 0);
  return head;
}

/// Texts that no state begins with, and logs and what belongs to them.
bool is_no_state(std::string_view head) {
  return head.starts_with("ElfFile") || head.starts_with("ElfChnk") || trim(head).starts_with("<") || head.starts_with("\xFF\xFE") ||
         artifact_kind(as_bytes(head.data(), head.size())) != ArtifactKind::none;
}

/// The results of known names. Dated reports (--report-dir) have names that no input has.
std::vector<std::string> results_of(const Options& options) {
  std::vector<std::string> out;
  for (const std::string& path : {options.output, options.metrics, options.state}) {
    if (!path.empty()) out.push_back(path);
  }
  if (options.command == CommandId::scan && !options.out_dir.empty()) {
    const fs::path folder = path_from_text(options.out_dir);
    for (const ScanFormat& format : scan_formats()) out.push_back(path_text(folder / path_from_text(std::string(format.file))));
  }
  return out;
}

/// Two names of one file, also of one that is not there yet.
bool same_place(const std::string& a, const std::string& b) {
  std::error_code failed;
  const fs::path first = fs::weakly_canonical(path_from_text(a), failed);
  const fs::path second = fs::weakly_canonical(path_from_text(b), failed);
  return !failed && first == second && (!fs::exists(first, failed) || fs::is_regular_file(first, failed));
}

ExitCode refuse(const std::string& path, std::string_view why) {
  put_error(fmt::format("'{}' {}: it is not overwritten", path, why));
  return ExitCode::usage;
}

}  // namespace

ReadFiles::ReadFiles(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) add(path);
}

ReadFiles::ReadFiles(const Inputs& inputs, const Options& options) : identities_(inputs.identities) {
  add(options.placeholders);
  add(options.redact_key);
  Diagnostics told_before;
  for (const std::string& path : options.rules) {
    for (const fs::path& file : document_files(path_from_text(path), told_before)) add(path_text(file));
  }
}

void ReadFiles::add(const std::string& path) {
  if (path.empty()) return;
  if (std::string identity = identity_of(path); !identity.empty()) identities_.insert(std::move(identity));
}

bool ReadFiles::holds(const std::string& path) const {
  const std::string identity = identity_of(path);
  return !identity.empty() && identities_.count(identity) != 0;
}

std::optional<ExitCode> refuse_overwriting(const Inputs& inputs, const Options& options) {
  const std::vector<std::string> results = results_of(options);
  std::optional<ReadFiles> read;
  for (std::size_t i = 0; i < results.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (same_place(results[i], results[k])) return refuse(results[i], "would hold two results");
    }
    if (identity_of(results[i]).empty()) continue;
    if (!read) read.emplace(inputs, options);
    if (read->holds(results[i])) return refuse(results[i], kIsRead);
  }
  return std::nullopt;
}

std::optional<ExitCode> refuse_overwriting(const std::vector<std::string>& read, const Options& options) {
  if (options.output.empty() || !ReadFiles(read).holds(options.output)) return std::nullopt;
  return refuse(options.output, kIsRead);
}

std::optional<ExitCode> refuse_as_state(const Options& options) {
  if (ReadFiles(options.paths).holds(options.state)) return refuse(options.state, "is one of the inputs");
  if (is_no_state(head_of(options.state))) return refuse(options.state, "is no state, but a log or a text");
  return std::nullopt;
}

}  // namespace doctor
