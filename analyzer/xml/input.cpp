#include "xml/input.h"

#include <algorithm>
#include <cstring>

namespace doctor::xml {

Result<std::size_t> Input::read_at(std::uint64_t offset, std::span<std::byte> buffer) const {
  if (const File* file = std::get_if<File>(&bytes_)) return file->read_at(offset, buffer);
  const std::string& bytes = std::get<std::string>(bytes_);
  if (offset >= bytes.size()) return std::size_t{0};
  const std::size_t n = std::min(buffer.size(), bytes.size() - static_cast<std::size_t>(offset));
  std::memcpy(buffer.data(), bytes.data() + offset, n);
  return n;
}

}  // namespace doctor::xml
