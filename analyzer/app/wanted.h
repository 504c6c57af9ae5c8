#pragma once
#include "app/options.h"
#include "event/prefilter.h"

namespace doctor {

/// The events that the command line asks for.
Prefilter wanted_events(const Options& options);

/// Whether it asks for fewer than all.
bool chooses(const Options& options);

}  // namespace doctor
