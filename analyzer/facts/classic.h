#pragma once
#include <span>
#include <string_view>

#include "facts/fact_list.h"

namespace doctor::facts {

/// Events whose <Data> have no names (classic sources, old collectors) get the names that the manifests of later Windows give
/// them, from their position. Does nothing unless the number and the kind of the strings fit exactly one known layout.
/// Sources: the Schannel manifests of Windows 7 to Server 2022; Service Control Manager events of real logs.
void name_schannel_data(FactList& out);
void name_service_data(FactList& out);

/// Every name these two can give, for fact_names().
std::span<const std::string_view> positional_names();

/// The unnamed <Data> of the event, in order; at most `limit`.
std::vector<const Value*> unnamed_data(const Event& event, std::size_t limit);

}  // namespace doctor::facts
