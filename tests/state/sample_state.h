#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "state/run_state.h"

namespace doctor::test {

/// With something in every list and another value in every field: two logs, findings in both, notices of both kinds.
RunState sample_state();

/// A sound state out of random values: the same for the same seed.
RunState random_state(std::uint64_t seed);

/// `findings` of them in eight logs of 300 chunks, a second apart, as a sick server writes them.
RunState long_history(std::size_t findings);

/// What stands between header and checksum.
std::string payload_of(std::string_view bytes);
/// Puts header and checksum around it, as docs/state.md says.
std::string sealed(std::string_view payload, std::uint32_t version = 2);

}  // namespace doctor::test
