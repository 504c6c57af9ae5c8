// Registry exports and certutil's texts over bytes in memory, whatever they are: every byte must be accounted for, every event counted, and
// a second read must give the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifact/artifact_source.h"

namespace {

void read_as(doctor::ArtifactKind kind, const std::string& bytes) {
  auto source = doctor::open_artifact_bytes(bytes, "fuzz", kind);
  if (!source) std::abort();
  doctor::EventBatch batch;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, doctor::Prefilter(), batch);
    const std::size_t events = batch.events().size();
    if (batch.coverage.total() != bytes.size()) std::abort();
    if (batch.damage.bytes_lost() > bytes.size()) std::abort();
    if (batch.extents.events() != events) std::abort();
    for (const doctor::Event& event : batch.events()) {
      for (const doctor::Field& field : event.data) (void)field.value.to_text();
    }
    (*source)->read(i, doctor::Prefilter(), batch);
    if (batch.events().size() != events) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)doctor::artifact_kind(doctor::as_bytes(data, size));
  read_as(doctor::ArtifactKind::registry, bytes);
  read_as(doctor::ArtifactKind::certutil, bytes);
  return 0;
}
