#include "data/document_files.h"

#include <system_error>

#include "base/text.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostFiles = 20'000;  // far above any rule collection; ends a walk that went astray

bool is_yaml(const fs::path& path) {
  const std::string extension = to_lower_ascii(path_text(path.extension()));
  return extension == ".yml" || extension == ".yaml";
}

}  // namespace

std::string document_name(const fs::path& folder, const fs::path& below) {
  return text_below(path_text(folder), below.lexically_relative(folder));
}

Diagnostic document_unreadable(const std::string& path, const std::string& why) {
  return {"document-unreadable", Severity::error, {}, 0, "cannot read '" + path + "': " + why, {}};
}

std::vector<fs::path> document_files(const fs::path& path, Diagnostics& problems) {
  std::vector<fs::path> files;
  std::error_code error;
  if (fs::is_regular_file(path, error)) return {path};
  error.clear();
  fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
  for (; !error && it != end; it.increment(error)) {
    std::error_code ignored;
    if (it->is_directory(ignored) && !it->is_symlink(ignored)) {
      std::error_code denied;
      const fs::directory_iterator probe(it->path(), denied);
      if (denied) problems.add(document_unreadable(document_name(path, it->path()), denied.message()));
    }
    if (!it->is_regular_file(ignored) || !is_yaml(it->path())) continue;
    if (files.size() == kMostFiles) {
      problems.add(document_unreadable(path_text(path), "more than " + std::to_string(kMostFiles) + " documents"));
      break;
    }
    files.push_back(it->path());
  }
  if (error) problems.add(document_unreadable(path_text(path), error.message()));
  return files;
}

}  // namespace doctor
