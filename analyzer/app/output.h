#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "app/exit_code.h"
#include "app/options.h"
#include "platform/file_writer.h"
#include "report/report.h"

namespace doctor {

/// Where the result of a command goes, piece by piece: standard output, or a file that appears when it is whole. What fails is said on
/// standard error; a closed pipe is no failure, but there is no use in writing on.
/// Threads: one at a time.
class ResultStream {
 public:
  /// `output`: as Options::output.
  explicit ResultStream(const std::string& output);

  /// False if there is no use in going on. Never more than one call to the system for a piece, if it takes it whole.
  bool write(std::string_view bytes);
  /// Whether write() still makes sense.
  bool open() const { return open_; }
  /// Whether the reader has gone.
  bool closed() const { return closed_; }
  /// Ends the result; without it a file does not appear. ExitCode::input if anything went wrong.
  ExitCode finish();

 private:
  void fail(std::string_view what);

  std::optional<FileWriter> file_;
  bool open_ = true, failed_ = false, closed_ = false;
};

/// Writes the whole result at once.
ExitCode put_result(const Options& options, std::string_view text);

/// "schannel-doctor: <text>" on standard error; control characters are made visible.
void put_error(std::string_view text);
/// The same for help texts of our own that have several lines.
void put_error_text(std::string_view text);

/// Whether the result may have colours.
bool wants_colours(const Options& options);

/// How a text for people looks.
TextStyle text_style(const Options& options);

}  // namespace doctor
