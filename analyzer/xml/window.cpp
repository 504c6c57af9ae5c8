#include "xml/window.h"

#include <algorithm>

#include "xml/limits.h"

namespace doctor::xml {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;
constexpr std::size_t kFirst = std::size_t{64} << 10;  // nearly always holds an event

}  // namespace

Result<Done> Window::refill(std::size_t used) {
  text_.erase(0, used);
  const std::size_t at_once = first_ ? kFirst : kBlock;
  const std::size_t enough = first_ ? kFirst : kLookahead + kBlock;
  first_ = false;
  const std::uint64_t left = input_.size() - std::min(offset_, input_.size());
  block_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(at_once, left)));
  while (text_.size() < enough && !at_end()) {
    const auto got = input_.read_at(offset_, block_);
    if (!got) return got.error();
    if (*got == 0) {  // the file has shrunk since it was opened
      offset_ = input_.size();
      break;
    }
    const bool last = offset_ + *got >= input_.size();
    const std::size_t taken = decode(encoding_, ByteView(block_).first(*got), last, text_);
    offset_ = last || taken == 0 ? input_.size() : offset_ + taken;  // taken == 0: half a character, then nothing
  }
  return Done{};
}

}  // namespace doctor::xml
