#pragma once
#include <string>

#include "state/run_state.h"

namespace doctor {

/// What is wrong in a state of whatever origin, as one clause: an index that names nothing, a list that is not in its order, a notice whose
/// number was never given out. Empty if it is sound.
std::string unsound_in(const RunState& state);

}  // namespace doctor
