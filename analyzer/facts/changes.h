#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// What changed on a computer, and what it runs; of the System log.
///   Kernel-General 1: TimeChangeSeconds; Kernel-General 12, EventLog 6009: OsBuild; WindowsUpdateClient 19: UpdateKb.
/// Source: real System logs.
void add_change_facts(FactList& out);

}  // namespace doctor::facts
