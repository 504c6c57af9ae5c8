// The XML reader over bytes in memory: every slice is read and printed, and every byte must be accounted for.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "xml/xml_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto source = doctor::open_xml_bytes(std::string(reinterpret_cast<const char*>(data), size), "fuzz");
  if (!source) std::abort();
  doctor::EventBatch batch;
  std::size_t whole = 0;
  std::uint64_t covered = (*source)->opening_coverage().total();
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, doctor::Prefilter(), batch);
    covered += batch.coverage.total();
    const std::size_t events = batch.events().size();
    whole += events;
    if (events != batch.extents.events()) std::abort();
    for (const auto format : {doctor::RenderFormat::xml, doctor::RenderFormat::json}) {
      (*source)->render(i, doctor::Prefilter(), {format, "", "\n"}, batch);
      if (batch.events_rendered != events) std::abort();
    }
  }
  if (covered != size) std::abort();
  // Cut into small slices it is the same.
  auto small = doctor::open_xml_bytes(std::string(reinterpret_cast<const char*>(data), size), "fuzz", 64);
  if (!small) std::abort();
  std::size_t delivered = 0;
  for (std::size_t i = 0; i < (*small)->slices(); ++i) {
    (*small)->read(i, doctor::Prefilter(), batch);
    delivered += batch.events().size();
  }
  if (delivered != whole) std::abort();
  return 0;
}
