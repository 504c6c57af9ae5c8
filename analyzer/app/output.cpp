#include "app/output.h"

#include "base/text.h"
#include "platform/console.h"
#include "platform/file.h"

namespace doctor {

void put_error_text(std::string_view text) {
  bool closed = false;
  (void)write_all(Stream::err, text, &closed);  // there is no further place to complain
}

void put_error(std::string_view text) {
  put_error_text("schannel-doctor: " + printable(text) + "\n");
}

bool wants_colours(const Options& options) {
  switch (options.color) {
    case ColorMode::always:
      return true;
    case ColorMode::never:
      return false;
    case ColorMode::automatic:
      break;
  }
  return options.output.empty() && is_terminal(Stream::out) && !no_color_wanted();
}

ExitCode put_result(const Options& options, std::string_view text) {
  if (!options.output.empty()) {
    const auto done = write_file(path_from_text(options.output), text);
    if (done) return ExitCode::nothing;
    put_error(done.error().what);
    return ExitCode::input;
  }
  bool closed = false;
  if (write_all(Stream::out, text, &closed)) return ExitCode::nothing;
  put_error("cannot write the result: standard output failed");
  return ExitCode::input;
}

ResultStream::ResultStream(const Options& options) {
  if (options.output.empty()) return;
  auto file = FileWriter::create(path_from_text(options.output));
  if (file) {
    file_.emplace(std::move(*file));
  } else {
    failed_ = true;
    problem_ = file.error().what;
  }
}

void ResultStream::write(std::string_view bytes) {
  if (failed_ || closed_) return;
  if (file_) {
    const auto written = file_->write(bytes);
    failed_ = !written;
    if (failed_) problem_ = written.error().what;
    return;
  }
  if (!write_all(Stream::out, bytes, &closed_)) {
    failed_ = true;
    problem_ = "cannot write the result: standard output failed";
  }
}

ExitCode ResultStream::finish() {
  if (!failed_ && file_) {
    const auto done = file_->commit();
    failed_ = !done;
    if (failed_) problem_ = done.error().what;
  }
  if (!failed_) return ExitCode::nothing;
  put_error(problem_);
  return ExitCode::input;
}

}  // namespace doctor
