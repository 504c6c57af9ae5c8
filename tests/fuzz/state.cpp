// The state file from bytes in memory: as they are, and as a content with a header and a checksum that fit, which no fuzzer finds by itself.
// What is accepted must be sound, and the one form of what it says: in the current version, for what is of an older one.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/checksum.h"
#include "state/check_state.h"
#include "state/state_file.h"

namespace {

constexpr std::size_t kBeforeLength = 12;  // magic and version

void decode(std::string_view bytes) {
  const doctor::DecodedState decoded = doctor::decode_state(bytes);
  if (decoded.trouble != doctor::StateTrouble::none) {
    if (decoded.why.empty() || !decoded.state.logs.empty()) std::abort();
    return;
  }
  if (!doctor::unsound_in(decoded.state).empty()) std::abort();
  const std::string again = doctor::encode_state(decoded.state);
  if (bytes.substr(0, kBeforeLength) == again.substr(0, kBeforeLength)) {
    if (again != bytes) std::abort();
  } else if (doctor::encode_state(doctor::decode_state(again).state) != again) {
    std::abort();
  }
}

void append(std::string& out, std::uint64_t n, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(n >> (8 * i) & 0xff);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  decode(input);
  for (const std::uint64_t version : {1U, 2U}) {
    std::string sealed = "SCHDSTAT";
    append(sealed, version, 4);
    append(sealed, size, 8);
    sealed += input;
    append(sealed, doctor::hash64(doctor::as_bytes(sealed.data(), sealed.size())), 8);
    decode(sealed);
  }
  return 0;
}
