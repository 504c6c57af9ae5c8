#pragma once
#include <cstdint>
#include <string_view>

namespace doctor {

/// What a run says of a diagnosis compared with the runs before it.
enum class Change : std::uint8_t {
  untracked,   ///< too weak to be followed, and it was never stronger
  fresh,       ///< not reported before, or it had ended and is back
  still_open,  ///< reported before
  ended,       ///< reported as open before; now it is seen to work again
  known        ///< ended, as was reported before
};
std::string_view change_name(Change change);  ///< "", "new", "still_open", "recovered", "known": as in the JSON report

}  // namespace doctor
