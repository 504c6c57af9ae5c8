#include "data/store.h"

#include <algorithm>
#include <system_error>

#include "base/checksum.h"
#include "base/text.h"
#include "data/embedded.h"
#include "platform/file.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargest = 1u << 20;  // a rule document is a few KiB; the largest table below 100
constexpr std::size_t kMostFiles = 20'000;    // far above any rule collection; ends a walk that went astray

bool is_yaml(const fs::path& path) {
  const std::string extension = to_lower_ascii(path_text(path.extension()));
  return extension == ".yml" || extension == ".yaml";
}

Diagnostic unreadable(const fs::path& path, const std::string& why) {
  return {"document-unreadable", Severity::error, {}, 0, "cannot read '" + path_text(path) + "': " + why, {}};
}

std::vector<fs::path> yaml_files(const fs::path& folder, Diagnostics& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator it(folder, fs::directory_options::none, error), end;
  for (; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (!it->is_regular_file(ignored) || !is_yaml(it->path())) continue;
    if (files.size() == kMostFiles) {
      problems.add(unreadable(folder, "more than " + std::to_string(kMostFiles) + " documents"));
      break;
    }
    files.push_back(it->path());
  }
  if (error) problems.add(unreadable(folder, error.message()));
  return files;
}

}  // namespace

DataStore DataStore::built_in() {
  DataStore store;
  for (std::size_t i = 0; i < kEmbeddedCount; ++i) {
    const EmbeddedFile& f = kEmbedded[i];
    store.documents_.push_back(
        {f.path, std::string("rules/") + f.path, std::string(reinterpret_cast<const char*>(f.bytes), f.size), true});
  }
  return store;
}

Result<Done> DataStore::add_folder(const fs::path& folder, Diagnostics& problems) {
  std::error_code ignored;
  const bool one_file = fs::is_regular_file(folder, ignored);
  if (!one_file && !fs::is_directory(folder, ignored)) {
    return Error{Errc::not_found, "cannot open rules '" + path_text(folder) + "': no such file or folder"};
  }
  const std::vector<fs::path> files = one_file ? std::vector{folder} : yaml_files(folder, problems);
  std::vector<Document> found;
  for (const fs::path& file : files) {
    auto text = read_text_file(file, kLargest);
    if (!text) {
      problems.add(unreadable(file, text.error().what));
      continue;
    }
    const fs::path relative = one_file ? file.filename() : file.lexically_relative(folder);
    found.push_back({path_text(relative.generic_u8string()), path_text(file), std::move(*text), false});
  }
  std::sort(found.begin(), found.end(), [](const Document& a, const Document& b) { return a.path < b.path; });
  std::move(found.begin(), found.end(), std::back_inserter(documents_));
  return Done{};
}

std::uint32_t DataStore::add(std::string path, std::string text) {
  documents_.push_back({path, path, std::move(text), false});
  return static_cast<std::uint32_t>(documents_.size() - 1);
}

std::uint64_t DataStore::fingerprint() const {
  Fingerprint f;
  for (const Document& d : documents_) {
    f.add_field(d.path);
    f.add_field(d.text);
  }
  return f.value();
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
  if (has_top_level_key(text, "events") || has_top_level_key(text, "codes")) return DocumentKind::knowledge;
  return DocumentKind::unknown;
}

}  // namespace doctor
