#include "platform/file.h"

#include <atomic>
#include <fstream>
#include <system_error>

namespace doctor {

namespace fs = std::filesystem;

Result<std::string> read_text_file(const fs::path& path, std::uint64_t limit) {
  auto file = File::open(path);
  if (!file) return file.error();
  if (file->size() > limit) return Error{Errc::limit, "larger than " + std::to_string(limit) + " bytes"};
  std::string text(static_cast<std::size_t>(file->size()), '\0');
  auto n = file->read_at(0, std::as_writable_bytes(std::span(text)));
  if (!n) return n.error();
  text.resize(*n);
  return text;
}

struct FileWriter::State {
  fs::path path, temporary;
  std::ofstream out;
};

FileWriter::FileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileWriter::FileWriter(FileWriter&& other) noexcept = default;

FileWriter::~FileWriter() {
  if (state_ == nullptr) return;
  state_->out.close();
  std::error_code ignored;
  fs::remove(state_->temporary, ignored);
}

Result<FileWriter> FileWriter::create(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  auto state = std::make_unique<State>();
  state->path = path;
  state->temporary = path;
  state->temporary += ".tmp" + std::to_string(counter.fetch_add(1));
  state->out.open(state->temporary, std::ios::binary | std::ios::trunc);
  if (!state->out) {
    return Error{Errc::io, "cannot write '" + path_text(path) + "': no such folder, or no right to write there"};
  }
  return FileWriter(std::move(state));
}

Error FileWriter::failed(const char* what) {
  const Error error{Errc::io, std::string(what) + " '" + path_text(state_->path) + "'"};
  FileWriter discarded(std::move(state_));
  return error;
}

Result<Done> FileWriter::write(std::string_view bytes) {
  if (state_ == nullptr) return Error{Errc::io, "cannot write to a file that failed before"};
  state_->out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!state_->out) return failed("cannot write");
  return Done{};
}

Result<Done> FileWriter::commit() {
  if (state_ == nullptr) return Error{Errc::io, "cannot write to a file that failed before"};
  state_->out.flush();
  if (!state_->out) return failed("cannot write");
  state_->out.close();
  std::error_code error;
  fs::rename(state_->temporary, state_->path, error);
  if (error) return failed("cannot rename to");
  state_.reset();
  return Done{};
}

Result<Done> write_file(const fs::path& path, std::string_view content) {
  auto writer = FileWriter::create(path);
  if (!writer) return writer.error();
  if (const auto written = writer->write(content); !written) return written.error();
  return writer->commit();
}

std::string path_text(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

fs::path path_from_text(std::string_view utf8) {
  return fs::path(std::u8string(reinterpret_cast<const char8_t*>(utf8.data()), utf8.size()));
}

}  // namespace doctor
