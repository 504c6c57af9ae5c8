#pragma once
#include "facts/fact_list.h"
#include "facts/tree.h"

namespace doctor::facts {

/// Event 90: the certificates and CRLs that an operation touched, with their dates.
void add_object_facts(FactList& out, const Tree& tree);

}  // namespace doctor::facts
