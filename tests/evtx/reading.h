#pragma once
#include <string>
#include <string_view>

#include "event/source.h"
#include "evtx/read_chunk.h"

namespace doctor::test {

/// A chunk and what was read from it.
struct Reading {
  explicit Reading(std::string_view chunk, const Prefilter& wanted = {}, const EvtxOptions& options = {});

  std::string bytes;
  EventBatch batch;

  std::size_t events() const { return batch.events().size(); }
  /// "36888 4625": the ids of all events.
  std::string ids() const;
  /// "path=text" of every field of one event, one to a line.
  std::string fields(std::size_t event = 0) const;
  /// "code code": of all damage, in order.
  std::string damage() const;
};

/// The same of any batch.
std::string ids(const EventBatch& batch);
std::string fields(const Event& event);
std::string damage(const Diagnostics& damage);

/// Throws if the bytes do not add up or damage and coverage disagree: what holds for any input whatever.
void check_accounts(const EventBatch& batch, std::uint64_t size);

}  // namespace doctor::test
