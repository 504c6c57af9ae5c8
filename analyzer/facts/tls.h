#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// Facts of provider Schannel: alert, state, protocol, role, target, caller, status. Works on EventData and on the older
/// UserData/EventXML alike, and on what classic.h made of unnamed data.
void add_tls_facts(FactList& out);

}  // namespace doctor::facts
