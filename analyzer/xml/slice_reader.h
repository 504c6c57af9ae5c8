#pragma once
#include <cstdint>
#include <span>
#include <string>

#include "event/source.h"
#include "xml/encoding.h"
#include "xml/input.h"
#include "xml/slices.h"
#include "xml/splitter.h"
#include "xml/to_event.h"

namespace doctor::xml {

/// Reads one slice into a batch.
class SliceReader {
 public:
  SliceReader(const Input& input, Encoding encoding, const Prefilter& wanted, EventBatch& out)
      : input_(input), encoding_(encoding), wanted_(wanted), out_(out) {}

  /// `last`: the file ends with it.
  void read(const Slice& slice, bool last);

 private:
  std::span<char> load(const Slice& slice, std::uint64_t& unread);
  void piece(const Piece& piece, std::span<char> text, std::uint64_t bytes);
  std::string_view event(std::span<char> text);
  std::string_view parse(std::span<char> text);
  std::span<char> cleaned(std::span<char> text);
  std::span<char> in_arena(std::string_view text);
  void damage(Flaw flaw, std::uint64_t bytes, std::string_view problem = {});
  void report(std::string_view code, Severity severity, std::uint64_t bytes_lost, std::string message,
              std::string help = {});

  const Input& input_;
  Encoding encoding_;
  const Prefilter& wanted_;
  EventBatch& out_;
  EventParser parser_;
  Location where_;  ///< of the piece at hand
  Location first_replaced_;
  std::size_t replaced_ = 0;
};

}  // namespace doctor::xml
