// The XML reader over bytes in memory: every slice is read, and every byte must be accounted for.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "xml/xml_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto source = doctor::open_xml_bytes(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
  if (!source) std::abort();
  doctor::EventBatch batch;
  std::uint64_t covered = (*source)->opening_coverage().total();
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, doctor::Prefilter(), batch);
    covered += batch.coverage.total();
    if (batch.events().size() != batch.extents.events()) std::abort();
  }
  if (covered != size) std::abort();
  return 0;
}
