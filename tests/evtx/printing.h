#pragma once
#include <string>
#include <string_view>

#include "event/source.h"
#include "evtx/read_chunk.h"

namespace doctor::test {

/// A chunk, printed: every event on a line. Checked on the way: that every byte is accounted for, and that plans and walking print
/// the same.
struct Printing {
  explicit Printing(std::string_view chunk, RenderFormat format, const Prefilter& wanted = {},
                    const EvtxOptions& options = {});

  std::string bytes;
  EventBatch batch;

  /// The text, without the last line end.
  std::string text() const;
};

std::string printed_xml(std::string_view chunk);
std::string printed_json(std::string_view chunk);

/// The part of an event that stands between these two texts, both left out; empty if they are not there.
std::string between(const std::string& text, std::string_view from, std::string_view to);

}  // namespace doctor::test
