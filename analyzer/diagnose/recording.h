#pragma once
#include <cstdint>
#include <string_view>

#include "diagnose/evidence.h"

namespace doctor {

/// What a computer itself says of whether something is written to a log: its registry, exported or read where it is. Rules say so by tags:
/// `doctor.records.PROVIDER` and `doctor.silences.PROVIDER` (in small letters): the provider's events are written, or none of them;
/// `doctor.log-on` and `doctor.log-off`: the log is that whose name ends the value of a kept field (a key of the registry).
enum class Recording : std::uint8_t { unknown, on, off };

/// `off` where both were seen: what says that nothing is missing must be beyond doubt.
Recording recording_of_provider(const Scene& scene, std::string_view provider);
Recording recording_of_log(const Scene& scene, std::string_view channel);

}  // namespace doctor
