#include "app/output.h"

#include <utility>

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

ResultStream::ResultStream(const std::string& output) {
  if (output.empty()) return;
  auto writer = FileWriter::create(path_from_text(output));
  if (writer) {
    file_.emplace(std::move(*writer));
  } else {
    fail(writer.error().what);
  }
}

void ResultStream::fail(std::string_view what) {
  put_error(what);
  open_ = false;
  failed_ = true;
}

bool ResultStream::write(std::string_view bytes) {
  if (!open_) return false;
  if (file_) {
    if (const auto written = file_->write(bytes); !written) fail(written.error().what);
    return open_;
  }
  if (!write_all(Stream::out, bytes, &closed_)) {
    fail(interrupt_requested() ? "interrupted while the result was waiting for its reader"
                               : "cannot write the result: standard output failed");
  } else if (closed_) {
    open_ = false;
  }
  return open_;
}

ExitCode ResultStream::finish() {
  if (open_ && file_) {
    if (const auto done = file_->commit(); !done) fail(done.error().what);
  }
  open_ = false;
  return failed_ ? ExitCode::input : ExitCode::nothing;
}

ExitCode put_result(const Options& options, std::string_view text) {
  ResultStream result(options.output);
  result.write(text);
  return result.finish();
}

TextStyle text_style(const Options& options) {
  TextStyle style;
  style.width = options.output.empty() ? std::min(terminal_width(Stream::out), 120U) : 100;
  style.colours = wants_colours(options);
  style.blocks = options.output.empty() && shows_blocks(Stream::out);
  style.utc = options.utc;
  style.all = options.all;
  style.local_time = to_local_text;
  return style;
}

}  // namespace doctor
