#pragma once
#include <cstddef>
#include <string_view>

namespace doctor::redact {

// What a place in any text looks like. Each looks at a few characters around it only.

/// If a network path begins at the backslash at `place`, where the name of its computer begins: \\server\share, also with doubled
/// backslashes; \??\UNC\server\share, \Device\Mup\server\share and the like. Else npos.
std::size_t unc_host_at(std::string_view text, std::size_t place);

/// Whether what stands in front of the colon at `colon` could be the group of an IPv6 address that ends there: then what follows is no
/// address of its own. "src:" is none, "face:" is one.
bool is_group_before(std::string_view text, std::size_t colon);

/// Two hexadecimal digits, a sign, two digits, and so on: bytes.
bool are_pairs(std::string_view text);

/// What stands behind four numbers in names of folders of assemblies and apps: "__31bf3856ad364e35" of "6.0.0.0__31bf3856ad364e35".
bool is_assembly_tail(std::string_view text);

/// WKSTN9$: the word [begin, end), behind which the sign stands, as the account of a computer: capitals and digits, at most 15.
/// Not shares (\\server\Data$) and not what only begins so (MSSQL$RTC).
bool is_machine_account(std::string_view text, std::size_t begin, std::size_t end);

/// X\y as DOMAIN\account, though nobody has heard of the domain: X is in capitals, at most 15 characters and no key, folder or kind of
/// device, and y is no file. `end`: behind y, without a dollar sign.
bool is_account_of_domain(std::string_view text, std::size_t begin, std::size_t slash, std::size_t end);

}  // namespace doctor::redact
