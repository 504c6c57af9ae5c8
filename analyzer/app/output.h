#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "app/exit_code.h"
#include "app/options.h"
#include "platform/file.h"

namespace doctor {

/// Writes the result to standard output, or to --output. A closed pipe is success; anything else that fails is said on standard error and
/// comes back as ExitCode::input.
ExitCode put_result(const Options& options, std::string_view text);

/// Where a result goes that is too long to be kept: standard output, or --output through a temporary file.
/// A closed pipe is no failure; closed() says that writing more is for nothing.
class ResultStream {
 public:
  explicit ResultStream(const Options& options);

  void write(std::string_view bytes);
  bool closed() const { return closed_; }
  bool failed() const { return failed_; }
  /// Once, when all is written. Says what failed on standard error. Without it --output is left as it was.
  ExitCode finish();

 private:
  std::optional<FileWriter> file_;
  std::string problem_;
  bool closed_ = false, failed_ = false;
};

/// "schannel-doctor: <text>" on standard error; control characters are made visible.
void put_error(std::string_view text);
/// The same for help texts of our own that have several lines.
void put_error_text(std::string_view text);

/// Whether the result may have colours.
bool wants_colours(const Options& options);

}  // namespace doctor
