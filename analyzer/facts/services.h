#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// Facts of provider Service Control Manager: which service, by its key name that is the same in every language, its state and
/// the error it ended with.
void add_service_facts(FactList& out);

}  // namespace doctor::facts
