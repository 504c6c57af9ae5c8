#pragma once
#include "report/log_info.h"

namespace doctor::test {

/// A System log of one computer, whole and with Schannel events.
LogInfo sound_log();

/// The same with everything that can be wrong: gaps, a repeated id, steps back in time, a wrap, damage, blindness.
LogInfo sick_log();

}  // namespace doctor::test
