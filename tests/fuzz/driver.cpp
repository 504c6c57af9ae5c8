// Replays the inputs of a folder on a fuzz target, without libFuzzer: so that what fuzzing once found is tried in every test run, with
// every compiler. Each input is copied to an allocation of exactly its size: then AddressSanitizer sees one byte too many.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  std::size_t inputs = 0;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
      const auto copy = std::make_unique<std::uint8_t[]>(bytes.size());
      if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
      LLVMFuzzerTestOneInput(copy.get(), bytes.size());
      ++inputs;
    }
  }
  std::printf("%zu inputs replayed\n", inputs);
  return inputs > 0 ? 0 : 1;
}
