#include "data/store.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/text.h"
#include "data/document_files.h"
#include "data/packed_yaml.h"
#include "platform/file.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargest = 1u << 20;  // a rule document is a few KiB; the largest table below 100

std::string_view severity_word(Severity s) {
  switch (s) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

}  // namespace

Result<Done> DataStore::add_folder(const fs::path& folder, Diagnostics& problems) {
  std::error_code ignored;
  const bool one_file = fs::is_regular_file(folder, ignored);
  if (!one_file && !fs::is_directory(folder, ignored)) {
    return Error{Errc::not_found, "cannot open rules '" + path_text(folder) + "': no such file or folder"};
  }
  struct Found {
    std::string path, name, text;
  };
  std::vector<Found> found;
  for (const fs::path& file : document_files(folder, problems)) {
    std::string name = one_file ? path_text(file) : document_name(folder, file);
    auto text = read_text_file(file, kLargest);
    if (!text) {
      problems.add(document_unreadable(name, text.error().what));
      continue;
    }
    const fs::path relative = one_file ? file.filename() : file.lexically_relative(folder);
    found.push_back({path_text(relative.generic_u8string()), std::move(name), std::move(*text)});
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.path < b.path; });
  for (Found& f : found) append(std::move(f.path), std::move(f.name), std::move(f.text));
  return Done{};
}

Result<Done> DataStore::add_placeholders(const fs::path& file) {
  auto text = read_text_file(file, kLargest);
  if (!text)
    return Error{text.error().code, "cannot read placeholders '" + path_text(file) + "': " + text.error().what};
  append(path_text(file.filename()), path_text(file), std::move(*text));
  documents_.back().is_placeholders = true;
  return Done{};
}

void DataStore::append(std::string path, std::string name, std::string text) {
  fingerprint_.add_field(path);
  fingerprint_.add_field(text);
  texts_.push_back(std::make_shared<const std::string>(std::move(text)));
  documents_.push_back({std::move(path), std::move(name), *texts_.back()});
}

std::uint32_t DataStore::add(std::string path, std::string text) {
  append(path, path, std::move(text));
  return static_cast<std::uint32_t>(documents_.size() - 1);
}

std::string DataStore::describe(const Diagnostic& problem) const {
  std::string out;
  const Location& at = problem.where;
  if (at.line != 0 && at.source < documents_.size()) {
    out = fmt::format("{}:{}:{}: ", printable(documents_[at.source].name), at.line, at.column);
  }
  out += fmt::format("{}: {} [{}]\n", severity_word(problem.severity), printable(problem.message), problem.code);
  if (!problem.help.empty()) out += fmt::format("  help: {}\n", printable(problem.help));
  return out;
}

std::vector<Yaml> read_yaml(const Document& document, std::uint32_t source, Diagnostics& problems) {
  if (!document.packed.empty()) {
    if (auto trees = unpack_yaml(document.packed)) return std::move(*trees);
  }
  return parse_yaml(document.text, source, problems);
}

namespace {

// True if a line of the text begins with `key` and a colon.
bool has_top_level_key(std::string_view text, std::string_view key) {
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with(key) && line.substr(key.size()).starts_with(':')) return true;
  }
  return false;
}

}  // namespace

DocumentKind document_kind(const Document& document) {
  if (document.is_placeholders) return DocumentKind::placeholders;
  const std::string_view path = document.path;
  if (path.ends_with(".tests.yml") || path.ends_with(".tests.yaml")) return DocumentKind::tests;
  if (path == "logsources.yml" || path.ends_with("/logsources.yml")) return DocumentKind::logsources;
  if (document.built_in) {
    if (path.starts_with("signals/") || path.starts_with("correlations/")) return DocumentKind::sigma;
    if (path.starts_with("diagnoses/")) return DocumentKind::diagnosis;
    if (path.starts_with("false-alarms/")) return DocumentKind::false_alarm;
    if (path.starts_with("knowledge/")) return DocumentKind::knowledge;
    return DocumentKind::unknown;
  }
  const std::string_view text = document.text;
  if (has_top_level_key(text, "diagnosis")) return DocumentKind::diagnosis;
  if (has_top_level_key(text, "false_alarm")) return DocumentKind::false_alarm;
  for (const std::string_view key : {"detection", "correlation", "filter", "action", "logsource", "title"}) {
    if (has_top_level_key(text, key)) return DocumentKind::sigma;
  }
  if (has_top_level_key(text, "placeholders")) return DocumentKind::placeholders;
  if (has_top_level_key(text, "events") || has_top_level_key(text, "codes")) return DocumentKind::knowledge;
  return DocumentKind::unknown;
}

}  // namespace doctor
