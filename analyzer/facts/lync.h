#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// Facts of the "LS ..." sources of Lync and Skype for Business Server, whose data are unnamed strings: peer, certificate, URL,
/// routing group, status. The strings' order is known from few samples only, so most are told by their look.
void add_lync_facts(FactList& out);

}  // namespace doctor::facts
