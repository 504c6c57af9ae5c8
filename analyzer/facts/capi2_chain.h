#pragma once
#include "facts/fact_list.h"
#include "facts/tree.h"

namespace doctor::facts {

/// Event 11: the chain that was built, element by element from the leaf to the root, and what is wrong with it. What goes over the
/// wire in a TLS handshake is everything but a self-signed root; a chain of one self-signed certificate is sent only where the
/// event shows that it was built for a TLS server.
void add_chain_facts(FactList& out, const Tree& tree);

}  // namespace doctor::facts
