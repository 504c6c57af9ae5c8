#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// Facts of provider Microsoft-Windows-CAPI2, log Operational: what all operations have in common, then those of the operation.
/// Numbers are hexadecimal without 0x there, texts are localised: read are only attributes.
void add_capi2_facts(FactList& out);

}  // namespace doctor::facts
