// rules export: what is compiled in, as files.
#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "app/commands.h"
#include "app/output.h"
#include "base/text.h"
#include "data/store.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace doctor {

namespace {

namespace fs = std::filesystem;

/// Writes a document below the folder. A file that is there and says something else stays, and is an error.
Result<Done> write_document(const Document& document, const std::string& folder) {
  const std::string shown = text_below(folder, path_from_text(document.path));
  const fs::path path = path_from_text(shown);
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error))) {
    const auto there = read_text_file(path);
    if (there && *there == document.text) return Done{};
    return Error{Errc::bad_argument, "'" + shown + "' is there and differs; it stays as it is"};
  }
  fs::create_directories(path.parent_path(), error);
  if (error) return Error{Errc::io, "cannot make '" + path_text(path.parent_path()) + "': " + error.message()};
  return write_file(path, document.text);
}

}  // namespace

ExitCode run_rules_export(const Options& options) {
  const DataStore store = DataStore::built_in();
  std::uint64_t written = 0, failed = 0;
  for (const Document& document : store.documents()) {
    const auto done = write_document(document, options.folder);
    if (done) {
      ++written;
      continue;
    }
    if (++failed <= 20) put_error(done.error().what);
    if (done.error().code == Errc::io) break;  // a full or a read-only disk says the same of every file
  }
  const ExitCode code = failed > 0 ? ExitCode::input : ExitCode::nothing;
  return worse(code, put_result(options, fmt::format("{} documents in {}\n", written, printable(options.folder))));
}

}  // namespace doctor
