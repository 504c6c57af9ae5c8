// Writes the samples into the folder given (samples/ of the project): what is committed there is exactly this program's output, and a
// test compares the two.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "catalogue/case_samples.h"

namespace {

bool write(const std::filesystem::path& top, const std::vector<doctor::test::SampleLog>& logs) {
  for (const auto& log : logs) {
    const std::filesystem::path folder = top / log.folder;
    std::filesystem::create_directories(folder);
    const std::string bytes = doctor::test::sample_bytes(log);
    std::ofstream out(folder / log.file, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) {
      std::fprintf(stderr, "make_samples: cannot write %s\n", (folder / log.file).c_str());
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_samples FOLDER\n");
    return 2;
  }
  return write(argv[1], doctor::test::sample_logs()) && write(argv[1], doctor::test::case_samples()) ? 0 : 1;
}
