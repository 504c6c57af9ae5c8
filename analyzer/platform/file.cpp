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

Result<Done> write_file(const fs::path& path, std::string_view content) {
  static std::atomic<unsigned> counter{0};
  fs::path temporary = path;
  temporary += ".tmp" + std::to_string(counter.fetch_add(1));
  const auto failed = [&](const char* what) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    return Error{Errc::io, std::string(what) + " '" + path_text(path) + "'"};
  };
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    if (!out)
      return Error{Errc::io, "cannot write '" + path_text(path) + "': no such folder, or no right to write there"};
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) return failed("cannot write");
  }
  std::error_code error;
  fs::rename(temporary, path, error);
  if (error) return failed("cannot rename to");
  return Done{};
}

std::string path_text(const fs::path& path) {
  const std::u8string text = path.u8string();
  return {reinterpret_cast<const char*>(text.data()), text.size()};
}

fs::path path_from_text(std::string_view utf8) {
  return fs::path(std::u8string(reinterpret_cast<const char8_t*>(utf8.data()), utf8.size()));
}

}  // namespace doctor
