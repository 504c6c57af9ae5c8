#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"

namespace doctor {

/// A file that is written piece by piece under another name beside `path`, and gets its own name only when it is whole: never half a
/// file under that name. What exists and is no regular file (a device, a named pipe) is written to as it is.
/// Threads: one at a time.
class FileWriter {
 public:
  /// Errors: io, with the whole sentence in `what`: "cannot write 'x': no such folder, or no right to write there".
  static Result<FileWriter> create(const std::filesystem::path& path);

  FileWriter(FileWriter&&) noexcept;
  FileWriter& operator=(FileWriter&&) noexcept;
  ~FileWriter();  ///< without commit(), nothing is left behind

  /// Appends all of it, with one call to the system if the system takes it.
  Result<Done> write(std::string_view bytes);
  /// Replaces what was written at `offset` and behind, for a header that can be known only at the end. Requires that so much was written.
  /// Errors: io; unsupported if it is no file on a disk.
  Result<Done> overwrite(std::uint64_t offset, std::string_view bytes);
  /// Gives the file its name. Nothing can be written any more.
  Result<Done> commit();
  /// The same, and the content and the name are on the disk when it returns: after a power cut there is the old file or the new one, whole.
  /// After an error there is the old file, but for one case: the folder could not be flushed, then the new one has its name already.
  Result<Done> commit_durably();

 private:
  FileWriter() = default;
  struct State;
  std::unique_ptr<State> state_;
};

/// Removes what writers of `path` left behind because the process or the machine stopped: PATH.tmp0 and so on. Only for who keeps other
/// writers of `path` out by a lock: their file would be taken from them. What cannot be removed stays.
void remove_leftovers(const std::filesystem::path& path);

}  // namespace doctor
