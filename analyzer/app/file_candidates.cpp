#include "app/file_candidates.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "platform/file.h"
#include "platform/folder.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kDeepest = 100;  // folders in folders

struct OpenFolder {
  fs::path path;
  std::string shown;
  std::size_t depth = 0;
};

void walk(const fs::path& top, const std::string& shown, std::vector<FileCandidate>& out, const FolderFailure& failed) {
  std::vector<OpenFolder> open = {{top, shown, 0}};
  while (!open.empty()) {
    const OpenFolder folder = std::move(open.back());
    open.pop_back();
    std::vector<FolderEntry> entries;
    const auto listed = list_folder(folder.path, entries);
    for (const FolderEntry& entry : entries) {
      fs::path path = folder.path / entry.name;
      std::string name = text_below(folder.shown, entry.name);
      if (!entry.is_folder) {
        out.push_back({std::move(path), std::move(name), false});
      } else if (!entry.is_link && folder.depth < kDeepest) {
        open.push_back({std::move(path), std::move(name), folder.depth + 1});
      }
    }
    if (!listed) failed(folder.shown, listed.error().what);
  }
}

}  // namespace

void add_candidates(const std::string& shown, std::vector<FileCandidate>& out, const FolderFailure& failed) {
  const fs::path path = path_from_text(shown);
  if (is_folder(path)) {
    walk(path, shown, out, failed);
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
