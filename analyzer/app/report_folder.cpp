#include "app/report_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "base/text.h"
#include "platform/file.h"
#include "platform/file_names.h"
#include "platform/folder.h"

namespace doctor {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBefore = "schannel-doctor-";
constexpr std::string_view kEndings[] = {".json", ".txt"};

/// Orders reports: by time, then by number.
using Moment = std::pair<std::uint64_t, std::uint64_t>;

/// A file of ours in the folder.
struct OldFile {
  fs::path name;
  Moment moment;
  bool whole = true;  ///< else a temporary file that was left behind
};

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  return static_cast<int>(parse_integer(digits).value_or(0));
}

/// "20261129T143000Z"
std::optional<FileTime> parse_moment(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return {};
  if (!all_digits(text.substr(0, 8)) || !all_digits(text.substr(9, 6))) return {};
  CivilTime civil;
  civil.year = number(text.substr(0, 4));
  civil.month = number(text.substr(4, 2));
  civil.day = number(text.substr(6, 2));
  civil.hour = number(text.substr(9, 2));
  civil.minute = number(text.substr(11, 2));
  civil.second = number(text.substr(13, 2));
  return from_civil(civil);
}

/// Nothing unless it is, to the letter, a name that this program gives.
std::optional<OldFile> parse_name(std::string_view name) {
  OldFile file;
  std::string_view rest = name;
  if (const std::size_t at = rest.rfind(".tmp"); at != std::string_view::npos) {
    if (!all_digits(rest.substr(at + 4))) return {};
    rest = rest.substr(0, at);
    file.whole = false;
  }
  const std::string_view whole = rest;
  const auto ending = std::find_if(std::begin(kEndings), std::end(kEndings), [&](auto e) { return rest.ends_with(e); });
  if (!rest.starts_with(kBefore) || ending == std::end(kEndings)) return {};
  rest.remove_prefix(kBefore.size());
  rest.remove_suffix(ending->size());
  if (rest.size() < 18 || rest[16] != '-' || !all_digits(rest.substr(17)) || rest.size() > 17 + 19) return {};
  const auto time = parse_moment(rest.substr(0, 16));
  const auto run = parse_integer(rest.substr(17));
  if (!time || !run || dated_name(*time, *run, *ending) != whole) return {};
  file.moment = {time->ticks, *run};
  return file;
}

Result<std::vector<OldFile>> our_files(const fs::path& folder) {
  std::vector<FolderEntry> entries;
  if (const auto listed = list_folder(folder, entries); !listed) {
    return Error{Errc::io, fmt::format("cannot look into the folder '{}': {}", path_text(folder), listed.error().what)};
  }
  std::vector<OldFile> files;
  for (FolderEntry& entry : entries) {
    if (entry.is_folder || entry.is_link) continue;
    auto file = parse_name(path_text(entry.name));
    if (!file) continue;
    file->name = std::move(entry.name);
    files.push_back(std::move(*file));
  }
  std::sort(files.begin(), files.end(), [](const OldFile& a, const OldFile& b) { return a.name < b.name; });
  return files;
}

std::optional<Moment> newest(const std::vector<OldFile>& files) {
  std::optional<Moment> found;
  for (const OldFile& f : files) {
    if (f.whole) found = std::max(found.value_or(f.moment), f.moment);
  }
  return found;
}

class Cleaner {
 public:
  Cleaner(const fs::path& folder, ReportFolderResult& result) : folder_(folder), result_(result) {}

  void remove(const OldFile& file) {
    const auto removed = remove_file(folder_ / file.name);
    if (!removed) {
      result_.problems.push_back(removed.error().what);
    } else if (*removed) {
      result_.removed.push_back(path_text(file.name));
    }
  }

 private:
  const fs::path& folder_;
  ReportFolderResult& result_;
};

}  // namespace

std::string dated_name(FileTime time, std::uint64_t run, std::string_view ending) {
  const CivilTime c = to_civil(time);
  return fmt::format("{}{:04}{:02}{:02}T{:02}{:02}{:02}Z-{:06}{}", kBefore, c.year, c.month, c.day, c.hour, c.minute,
                     c.second, run, ending);
}

Result<ReportFolderResult> keep_report(const std::string& folder, const DatedReport& report, Ticks keep) {
  const fs::path path = path_from_text(folder);
  std::error_code error;
  fs::create_directories(path, error);  // what is wrong with it, list_folder() says
  auto files = our_files(path);
  if (!files) return files.error();
  ReportFolderResult result;
  Cleaner cleaner(path, result);
  const auto last = newest(*files);
  // Before anything is written: on a full disk it makes the room.
  for (const OldFile& f : *files) {
    const bool old = report.time.ticks > f.moment.first && report.time.ticks - f.moment.first > keep.count;
    if (keep.count != 0 && old && (!f.whole || f.moment != last)) cleaner.remove(f);
  }
  const std::pair<std::string_view, std::string_view> forms[] = {{".json", report.json}, {".txt", report.text}};
  for (const auto& [ending, content] : forms) {
    const std::string name = dated_name(report.time, report.run, ending);
    if (const auto written = write_file(path / path_from_text(name), content); !written) return written.error();
    result.written.push_back(name);
  }
  for (const OldFile& f : *files) {
    const bool repeated = last && f.moment == *last && f.moment.second == report.run;
    const std::string name = path_text(f.name);
    if (repeated && std::find(result.written.begin(), result.written.end(), name) == result.written.end()) cleaner.remove(f);
  }
  return result;
}

}  // namespace doctor
