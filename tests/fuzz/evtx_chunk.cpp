#include <cstdint>
#include <cstdlib>
#include <string>

#include "evtx/read_chunk.h"

using namespace doctor;

namespace {

void check_accounts(const EventBatch& batch, ByteView chunk) {
  if (batch.coverage.total() != chunk.size()) std::abort();
  if (batch.coverage.damaged != batch.damage.bytes_lost()) std::abort();
}

/// Prints the chunk by plans and by walking: the same, and as many events as are delivered.
void print(ByteView chunk, RenderFormat format, std::size_t events) {
  static EventBatch planned, walked;
  RenderOptions how;
  how.format = format;
  planned.clear();
  evtx::render_chunk(chunk, 4096, Prefilter{}, how, planned);
  check_accounts(planned, chunk);
  walked.clear();
  evtx::render_chunk(chunk, 4096, Prefilter{}, how, walked, {.without_plans = true});
  check_accounts(walked, chunk);
  // Walking costs more steps, so that only a chunk that stays within its budget prints the same both ways.
  const bool spent = planned.damage.count("evtx-budget") + walked.damage.count("evtx-budget") +
                         planned.damage.count("evtx-record-data") + walked.damage.count("evtx-record-data") >
                     0;
  if (!spent && planned.rendered.view() != walked.rendered.view()) std::abort();
  if (!spent && planned.events_rendered != events) std::abort();
}

}  // namespace

/// Reads the input as one chunk, as production does: everything, through a filter, with what was left behind; and prints it. Whatever it
/// holds, every byte must be accounted for, and all readings must agree on what there is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static EventBatch all, some, carved;
  const ByteView chunk = as_bytes(data, size < 65536 ? size : 65536);

  all.clear();
  evtx::read_chunk(chunk, 4096, Prefilter{}, all, {.verify_checksums = true});
  check_accounts(all, chunk);
  if (all.events().size() != all.extents.events()) std::abort();
  std::string text;
  for (const Event& event : all.events()) {
    for (const Field& field : event.data) {
      text.clear();
      field.value.append_text(text);
    }
  }

  Prefilter few;
  few.allow(36888, "Schannel");
  some.clear();
  evtx::read_chunk(chunk, 4096, few, some);
  check_accounts(some, chunk);
  if (some.events().size() > all.events().size()) std::abort();

  carved.clear();
  evtx::read_chunk(chunk, 4096, Prefilter{}, carved, {.carve = true});
  check_accounts(carved, chunk);
  if (carved.events().size() < all.events().size() && carved.damage.count("evtx-budget") == 0) std::abort();

  print(chunk, RenderFormat::xml, all.events().size());
  print(chunk, RenderFormat::json, all.events().size());
  return 0;
}
