// Gives a fuzz target what a fuzzer finds late: every truncation of real inputs, and many random changes of them.
//   soak_evtx_chunk cut LOG...                 each log's first chunk is cut at every length
//   soak_evtx_chunk change MUTATIONS LOG...    that many changed chunks of all of them
// The same numbers every time. A failure aborts, and leaves what was being tried in the file soak-failed.bin of the current folder.
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kHeader = 4096, kChunk = 65536;

const std::string* tried = nullptr;

extern "C" void keep_tried(int) {
  if (std::FILE* file = std::fopen("soak-failed.bin", "wb")) {
    std::fwrite(tried->data(), 1, tried->size(), file);
    std::fclose(file);
  }
}

/// From an allocation of exactly its size, so that a sanitizer sees one byte too many.
void try_it(const std::string& bytes) {
  tried = &bytes;
  const auto copy = std::make_unique<std::uint8_t[]>(bytes.size());
  if (!bytes.empty()) std::memcpy(copy.get(), bytes.data(), bytes.size());
  LLVMFuzzerTestOneInput(copy.get(), bytes.size());
}

std::vector<std::string> chunks_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  const std::string log((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  std::vector<std::string> chunks;
  for (std::size_t at = kHeader; at < log.size(); at += kChunk) chunks.push_back(log.substr(at, kChunk));
  return chunks;
}

void change(std::string& bytes, std::mt19937_64& random) {
  const std::uint64_t nasty[] = {0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0xfffffff0, 0xffffffff};
  for (auto n = random() % 6 + 1; n > 0; --n) {
    const std::size_t at = random() % (bytes.size() - 16);
    switch (random() % 4) {
      case 0:
        bytes[at] = static_cast<char>(random());
        break;
      case 1:
        std::memcpy(&bytes[at], &nasty[random() % std::size(nasty)], std::size_t{1} << (random() % 3));
        break;
      case 2: {
        const std::size_t length = random() % 300, from = random() % (bytes.size() - 300);
        bytes.replace(at, std::min(length, bytes.size() - at), bytes.substr(from, std::min(length, bytes.size() - at)));
        break;
      }
      default:
        std::memset(&bytes[at], static_cast<int>(random() % 2 * 0xff), random() % 16);
    }
  }
}

// The first chunk of each log, cut at every length.
void cut(char** logs, int count) {
  for (int i = 0; i < count; ++i) {
    const std::vector<std::string> chunks = chunks_of(logs[i]);
    if (chunks.empty()) continue;
    for (std::size_t length = 0; length <= chunks[0].size(); ++length) try_it(chunks[0].substr(0, length));
    std::fprintf(stderr, "%s: cut at every length up to %zu\n", logs[i], chunks[0].size());
  }
}

bool change_many(long mutations, char** logs, int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) {
    for (std::string& chunk : chunks_of(logs[i])) all.push_back(std::move(chunk));
  }
  std::erase_if(all, [](const std::string& c) { return c.size() < 1024; });
  if (all.empty()) return false;
  std::mt19937_64 random(20261125);
  for (long i = 0; i < mutations; ++i) {
    std::string bytes = all[random() % all.size()];
    change(bytes, random);
    try_it(bytes);
    if ((i + 1) % 10'000 == 0) std::fprintf(stderr, "%ld changed chunks\n", i + 1);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGABRT, keep_tried);
  if (argc >= 3 && std::strcmp(argv[1], "cut") == 0) {
    cut(argv + 2, argc - 2);
    return 0;
  }
  if (argc >= 4 && std::strcmp(argv[1], "change") == 0) {
    return change_many(std::strtol(argv[2], nullptr, 10), argv + 3, argc - 3) ? 0 : 3;
  }
  std::fprintf(stderr, "usage: %s cut LOG...\n       %s change MUTATIONS LOG...\n", argv[0], argv[0]);
  return 2;
}
