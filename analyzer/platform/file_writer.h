#pragma once
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
  /// Gives the file its name. Nothing can be written any more.
  Result<Done> commit();

 private:
  FileWriter() = default;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace doctor
