#include "platform/file.h"

#include "platform/file_writer.h"

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
