#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "state/run_state.h"

namespace doctor {

/// Much more than any state needs: findings are limited to some hundred thousand, which are a few megabytes with their texts.
inline constexpr std::uint64_t kMostStateBytes = 256u << 20;

/// The state as bytes: a magic text, the version of the format, the length, everything in RunState, and a checksum over all of it. The same
/// state gives the same bytes on every platform. Requires a sound state (state/check_state.h).
std::string encode_state(const RunState& state);

/// Why a state cannot be used.
enum class StateTrouble : std::uint8_t { none, damaged, newer };

struct DecodedState {
  StateTrouble trouble = StateTrouble::none;
  std::string why;  ///< one clause: "the checksum is wrong", "written by a newer version (format 3, this program knows 1)"
  RunState state;   ///< empty if there is trouble
};

/// Takes any bytes: hostile ones end in StateTrouble::damaged, with memory bounded by their length. What is accepted is sound
/// (state/check_state.h), and encode_state() makes the same bytes of it.
DecodedState decode_state(std::string_view bytes);

/// Reads the state file; none is an empty optional. Errors, with the whole sentence: io, limit (larger than kMostStateBytes).
Result<std::optional<DecodedState>> read_state(const std::filesystem::path& path);

/// Writes it through a temporary file that is flushed to the disk before it is renamed, and flushes the folder: after a power cut there is
/// the old state or the new one, whole. Removes what an interrupted run left (PATH.tmp0 ...): the caller holds the lock of this state.
/// Errors, with the whole sentence: io; bad_argument and limit for a state that read_state() would not accept. The old state is as it was,
/// but after "cannot flush the folder": then the new one is in its place, and the old one may be back after a power cut.
Result<Done> write_state(const std::filesystem::path& path, const RunState& state);

/// Renames a state that cannot be used to the first free of FILE.damaged-1, -2 ... and returns that name, so that nothing is lost and the
/// next run can begin anew. The caller holds the lock. Errors: io, with the whole sentence.
Result<std::filesystem::path> put_aside(const std::filesystem::path& path);

}  // namespace doctor
