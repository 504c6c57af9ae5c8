#include <cstdint>
#include <cstdlib>
#include <string>

#include "evtx/read_chunk.h"

/// Reads the input as one chunk, as production does: first everything, then through a filter. Whatever it holds, every byte must be
/// accounted for, and both readings must agree on what there is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static doctor::EventBatch all, some;
  const doctor::ByteView chunk = doctor::as_bytes(data, size < 65536 ? size : 65536);

  all.clear();
  doctor::evtx::read_chunk(chunk, 4096, doctor::Prefilter{}, all, {.verify_checksums = true});
  if (all.coverage.total() != chunk.size()) std::abort();
  if (all.coverage.damaged != all.damage.bytes_lost()) std::abort();
  if (all.events().size() != all.extents.events()) std::abort();
  std::string text;
  for (const doctor::Event& event : all.events()) {
    for (const doctor::Field& field : event.data) {
      text.clear();
      field.value.append_text(text);
    }
  }

  doctor::Prefilter few;
  few.allow(36888, "Schannel");
  some.clear();
  doctor::evtx::read_chunk(chunk, 4096, few, some);
  if (some.coverage.total() != chunk.size()) std::abort();
  if (some.events().size() > all.events().size()) std::abort();
  return 0;
}
