#include "evtx/reading.h"

#include <stdexcept>

namespace doctor::test {

Reading::Reading(std::string_view chunk, const Prefilter& wanted, const EvtxOptions& options) : bytes(chunk) {
  evtx::read_chunk(as_bytes(bytes.data(), bytes.size()), 4096, wanted, batch, options);
  check_accounts(batch, bytes.size());
}

std::string Reading::ids() const {
  return test::ids(batch);
}
std::string Reading::fields(std::size_t event) const {
  return test::fields(batch.events()[event]);
}
std::string Reading::damage() const {
  return test::damage(batch.damage);
}

std::string ids(const EventBatch& batch) {
  std::string out;
  for (const Event& e : batch.events()) out += (out.empty() ? "" : " ") + std::to_string(e.event_id);
  return out;
}

std::string fields(const Event& event) {
  std::string out;
  for (const Field& f : event.data) {
    if (!out.empty()) out += '\n';
    out.append(f.path) += '=';
    f.value.append_text(out);
  }
  return out;
}

std::string damage(const Diagnostics& damage) {
  std::string out;
  for (const Diagnostic& d : damage.kept()) out.append(out.empty() ? "" : " ").append(d.code);
  return out;
}

void check_accounts(const EventBatch& batch, std::uint64_t size) {
  if (batch.coverage.total() != size) {
    throw std::logic_error("coverage adds up to " + std::to_string(batch.coverage.total()) + " of " +
                           std::to_string(size));
  }
  if (batch.coverage.damaged != batch.damage.bytes_lost()) throw std::logic_error("damage and coverage disagree");
  if (batch.events().size() > batch.extents.events()) throw std::logic_error("an event was delivered but not counted");
}

}  // namespace doctor::test
