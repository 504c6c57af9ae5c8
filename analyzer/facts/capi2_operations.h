#pragma once
#include "facts/fact_list.h"
#include "facts/tree.h"

namespace doctor::facts {

void add_policy_facts(FactList& out, const Tree& tree);       ///< event 30
void add_revocation_facts(FactList& out, const Tree& tree);   ///< event 41
void add_rejection_facts(FactList& out, const Tree& tree);    ///< event 42
/// 51: as 53, and what is known of the object in the cache.
void add_cache_facts(FactList& out, const Tree& tree);
void add_retrieval_facts(FactList& out, const Tree& tree);    ///< event 53
void add_private_key_facts(FactList& out, const Tree& tree);  ///< event 70

}  // namespace doctor::facts
