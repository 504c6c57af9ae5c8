#include "app/cert_inputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <utility>

#include "app/file_candidates.h"
#include "base/text.h"
#include "platform/file.h"

namespace doctor {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHead = 8 * 1024;
constexpr std::array<std::string_view, 8> kEndings = {".cer", ".crt", ".der", ".pem", ".crl", ".p7b", ".p7c", ".p7s"};

bool is_called_like_one(const std::string& path) {
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return ends_with_ignore_case(path, ending); });
}

/// A folder on the way to the file is called Root. Directly below the top of a Unix file system that is somebody's home.
bool is_below_root_folder(const fs::path& path) {
  const fs::path folder = path.relative_path().parent_path();
  bool at_top = path.has_root_directory();
  for (const fs::path& part : folder) {
    const std::string name = path_text(part);
    if (equals_ignore_case(name, "Root") && !(at_top && name == "root")) return true;
    at_top = false;
  }
  return false;
}

Result<std::vector<std::byte>> read(const File& file, std::uint64_t most) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(std::min(file.size(), most)));
  const auto n = file.read_at(0, bytes);
  if (!n) return n.error();
  bytes.resize(*n);
  return bytes;
}

class CertReader {
 public:
  explicit CertReader(bool root_store) : root_store_(root_store) {}

  void add(const std::string& shown) {
    add_candidates(shown, candidates_,
                   [this](std::string folder, std::string why) { fail(folder, std::move(why)); });
  }

  std::vector<CertFile> read_all(const std::function<bool()>& go_on) {
    sort_candidates(candidates_);
    for (const FileCandidate& c : candidates_) {
      if (go_on && !go_on()) break;
      open(c);
    }
    std::sort(files_.begin(), files_.end(), [](const CertFile& a, const CertFile& b) { return a.path < b.path; });
    return std::move(files_);
  }

 private:
  void fail(const std::string& shown, std::string why) {
    CertFile file;
    file.path = shown;
    file.error = std::move(why);
    files_.push_back(std::move(file));
  }

  /// What cannot be read is a failure if somebody expects it to be one of ours.
  void fail(const FileCandidate& c, std::string why) {
    if (c.named || is_called_like_one(c.shown)) fail(c.shown, std::move(why));
  }

  void open(const FileCandidate& c) {
    const auto opened = File::open(c.path);
    if (!opened) return fail(c, opened.error().what);
    if (!seen_.insert(opened->identity()).second) return;
    const auto head = read(*opened, kHead);
    if (!head) return fail(c, head.error().what);
    if (head->empty()) return fail(c, "the file is empty");
    // What was named is read whatever it is: a certificate may stand behind a long text.
    if (!c.named && !looks_like_certificates(*head)) return fail(c, "not a certificate and not a CRL");
    if (opened->size() > kLargestCertFile) return fail(c, fmt::format("larger than {} MiB", kLargestCertFile >> 20));
    const auto bytes = read(*opened, kLargestCertFile);
    if (!bytes) return fail(c, bytes.error().what);
    keep(c, read_bundle(*bytes));
  }

  void keep(const FileCandidate& c, CertBundle bundle) {
    // Keys and requests lie beside certificates: only what was named must be one.
    const bool passed_over = !c.named && !bundle.others.empty() && bundle.damage.kept().empty();
    if (bundle.certificates.empty() && bundle.crls.empty() && !passed_over) {
      std::string why = "holds no certificate and no CRL";
      if (!bundle.others.empty()) why += fmt::format(": {}", fmt::join(bundle.others, ", "));
      if (!bundle.damage.kept().empty()) why += ": " + bundle.damage.kept().front().message;
      return fail(c, std::move(why));
    }
    const bool root_store = root_store_ || is_below_root_folder(c.path);
    files_.push_back({c.shown, {}, std::move(bundle), root_store});
  }

  bool root_store_;
  std::vector<FileCandidate> candidates_;
  std::set<std::string> seen_;
  std::vector<CertFile> files_;
};

}  // namespace

std::vector<CertFile> read_cert_files(const std::vector<std::string>& paths, bool root_store,
                                      const std::function<bool()>& go_on) {
  CertReader reader(root_store);
  for (const std::string& path : paths) reader.add(path);
  return reader.read_all(go_on);
}

}  // namespace doctor
