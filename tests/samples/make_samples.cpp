// Writes the samples into the folder given (samples/ of the project): what is committed there is exactly this program's output, and a
// test compares the two.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "samples/stories.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_samples FOLDER\n");
    return 2;
  }
  for (const auto& log : doctor::test::sample_logs()) {
    const std::filesystem::path folder = std::filesystem::path(argv[1]) / log.folder;
    std::filesystem::create_directories(folder);
    const std::string bytes = doctor::test::sample_bytes(log);
    std::ofstream out(folder / log.file, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out) {
      std::fprintf(stderr, "make_samples: cannot write %s\n", (folder / log.file).c_str());
      return 1;
    }
  }
  return 0;
}
