#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "redact/spans.h"

namespace doctor::redact {

/// Takes the host name that stands at [begin, end) of `text` apart: "fe01.emea.contoso.com" is a host, a part (sub) and a domain, and behind it
/// the place of the reserved ending; "com" stays. Labels that say what a host is for stay, too, and so do hosts of public domains.
/// `sure`: the place says that it is one; any ending will do then, and the labels are strong. Else it must end as names on the internet or of
/// private networks do. `only_domain`: the first label is no host.
/// False, and nothing is added, if it is no name with dots.
bool host_name(std::string_view text, std::size_t begin, std::size_t end, bool sure, std::vector<Span>& out,
               bool only_domain = false);

/// True if it could be one if its ending were known: no file, no version.
bool may_be_host(std::string_view token);

}  // namespace doctor::redact
