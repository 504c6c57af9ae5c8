#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "base/result.h"
#include "platform/file.h"

namespace doctor::xml {

/// The bytes of an export, in a file or in memory.
/// Threads: read_at() may be called from many threads at once.
class Input {
 public:
  explicit Input(File file) : size_(file.size()), bytes_(std::move(file)) {}
  explicit Input(std::string bytes) : size_(bytes.size()), bytes_(std::move(bytes)) {}

  std::uint64_t size() const { return size_; }

  /// As File::read_at().
  Result<std::size_t> read_at(std::uint64_t offset, std::span<std::byte> buffer) const;

 private:
  std::uint64_t size_;
  std::variant<File, std::string> bytes_;
};

}  // namespace doctor::xml
