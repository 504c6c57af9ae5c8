#pragma once
#include <span>
#include <string>
#include <string_view>

namespace doctor::facts {

/// Do both names mean one machine? Equal without regard to case, or equal up to the first dot when one of them has no dot.
bool same_host(std::string_view a, std::string_view b);

/// "this-host", "same-domain" (everything behind the first dot is equal) or "other". `name`: a certificate's subject, perhaps a
/// wildcard; `computer`: the event's.
std::string_view subject_scope(std::string_view name, std::string_view computer);

/// The nearest that any of the names comes to the computer, as subject_scope(); "unknown" if there is no computer.
std::string_view names_scope(std::span<const std::string> names, std::string_view computer);

/// A DNS name with at least one dot, possibly with a port, as a server is named in events: not an address, a version or a file.
bool looks_like_fqdn(std::string_view text);

}  // namespace doctor::facts
