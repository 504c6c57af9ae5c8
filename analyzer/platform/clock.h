#pragma once
#include "base/time.h"

namespace doctor {

/// The time now, as the system has it. Only for what the user leaves open: a result must not depend on it otherwise.
FileTime system_time();

}  // namespace doctor
