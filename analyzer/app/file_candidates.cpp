#include "app/file_candidates.h"

#include <algorithm>
#include <system_error>
#include <tuple>
#include <utility>

#include "platform/file.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDeepest = 100;  // folders in folders

void walk(const fs::path& top, std::vector<FileCandidate>& out, const FolderFailure& failed) {
  std::vector<std::pair<fs::path, std::size_t>> open = {{top, 0}};
  while (!open.empty()) {
    const auto [folder, depth] = open.back();
    open.pop_back();
    std::error_code error;
    fs::directory_iterator it(folder, error), end;
    for (; !error && it != end; it.increment(error)) {
      std::error_code ignored;
      if (!it->is_directory(ignored)) {
        out.push_back({it->path(), path_text(it->path()), false});
      } else if (!it->is_symlink(ignored) && depth < kDeepest) {
        open.emplace_back(it->path(), depth + 1);
      }
    }
    if (error) failed(path_text(folder), error == std::errc::permission_denied ? "access denied" : error.message());
  }
}

}  // namespace

void add_candidates(const std::string& shown, std::vector<FileCandidate>& out, const FolderFailure& failed) {
  const fs::path path = path_from_text(shown);
  std::error_code error;
  if (fs::status(path, error).type() == fs::file_type::directory) {
    walk(path, out, failed);
  } else {
    out.push_back({path, shown, true});
  }
}

void sort_candidates(std::vector<FileCandidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const FileCandidate& a, const FileCandidate& b) {
    return std::tie(a.shown, b.named) < std::tie(b.shown, a.named);
  });
}

}  // namespace doctor
