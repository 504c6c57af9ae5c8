#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "event/source.h"
#include "xml/slice_text.h"
#include "xml/tally.h"
#include "xml/to_event.h"

namespace doctor::xml {

/// What a reader keeps in a batch between slices; the events of the batch point into it.
struct SliceMemory : ReaderState {
  SliceText text;
  EventParser parser;
  Tally tally;

  /// That of the batch, made if need be.
  static SliceMemory& of(EventBatch& batch);
};

/// Reads one slice, that has been split, into a batch.
class SliceReader {
 public:
  /// `render`: null to deliver events instead of printing them.
  SliceReader(SliceMemory& memory, const Prefilter& wanted, const RenderOptions* render, EventBatch& out)
      : memory_(memory), wanted_(wanted), render_(render), out_(out) {}

  void read(const Start& start);

 private:
  void piece(const Piece& piece);
  std::string_view event(std::span<char> text);
  std::string_view parse(std::span<char> text);
  bool plain_event(std::string_view text);
  bool deliver(Event& event);
  void print();
  std::span<char> cleaned(std::span<char> text);
  const Location& here();
  void about_to_rewrite(std::span<const char> text);
  void damage(Flaw flaw, std::uint64_t bytes, std::string_view problem = {});
  void report(std::string_view code, Severity severity, std::uint64_t bytes_lost, std::string message,
              std::string help = {});

  SliceMemory& memory_;
  const Prefilter& wanted_;
  const RenderOptions* render_;
  EventBatch& out_;
  Location where_;  ///< of the place `known_` in the text: counting lines is put off until somebody asks
  std::size_t known_ = 0;
  std::size_t at_ = 0;  ///< where the piece at hand begins
  Location behind_;     ///< it, counted before a parser rewrote it
  bool rewritten_ = false;
  bool plain_and_wanted_ = false;  ///< the last event
  Location first_replaced_;
  std::size_t replaced_ = 0;
};

}  // namespace doctor::xml
