#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "evtx/carve.h"

using namespace doctor;

/// Carves the input as a file: every byte accounted for, and the same read twice.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string path =
      (std::filesystem::temp_directory_path() / ("doctor-fuzz-carve-" + std::to_string(::getpid()))).string();
  {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  }
  const auto source = open_carved(path, "input");
  std::filesystem::remove(path);
  if (!source) std::abort();
  static EventBatch batch;
  Coverage covered;
  std::size_t delivered = 0, printed = 0;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->read(i, Prefilter{}, batch);
    covered += batch.coverage;
    if (batch.coverage.damaged != batch.damage.bytes_lost()) std::abort();
    delivered += batch.events().size();
    (*source)->render(i, Prefilter{}, RenderOptions{}, batch);
    printed += batch.events_rendered;
  }
  if (covered.total() != size) std::abort();
  if (delivered != printed) std::abort();
  return 0;
}
