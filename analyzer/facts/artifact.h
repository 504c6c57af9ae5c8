#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// What lies beside the logs (provider "schannel-doctor", docs/artifacts.md): certificates and CRLs, as bytes or as certutil described
/// them. Registry values need no facts.
void add_artifact_facts(FactList& out);

}  // namespace doctor::facts
