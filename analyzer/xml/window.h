#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "xml/encoding.h"
#include "xml/input.h"

namespace doctor::xml {

/// An input from some place on as UTF-8, a window of a few MiB at a time: for what has to be passed through in one go.
class Window {
 public:
  /// `offset`: where a character begins.
  Window(const Input& input, Encoding encoding, std::uint64_t offset)
      : input_(input), encoding_(encoding), offset_(offset) {}

  std::string_view text() const { return text_; }
  bool at_end() const { return offset_ >= input_.size(); }

  /// Drops the first `used` bytes of the text and reads on until there is more than kLookahead, or the end; the first time only a
  /// little, since that will do nearly always. Error: errc io.
  Result<Done> refill(std::size_t used);

 private:
  const Input& input_;
  Encoding encoding_;
  std::uint64_t offset_;  ///< what was read so far
  std::string text_;
  std::vector<std::byte> block_;
  bool first_ = true;
};

}  // namespace doctor::xml
