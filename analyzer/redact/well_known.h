#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace doctor::redact {

// What is the same in every company, and therefore stays. All texts are folded (fold() of base/text.h) unless said otherwise.

/// Accounts and groups that Windows makes itself, and the words that stand for nobody: "system", "local service", "-".
/// Their names in other languages are not known here; they are replaced as names of people are.
bool is_kept_principal(std::string_view name);

/// Words of everyday and of Windows ("client", "server", "root", "test"): a person or computer of that name is renamed where the place says
/// that it is a name, but not wherever the word occurs.
bool is_common_word(std::string_view word);
/// True if it is a part of such a word: "serv".
bool is_inside_common_word(std::string_view part);

/// Names of products and services of Windows and Lync in which a word may be somebody's: "skype for business", "mssql$rtclocal". They stay
/// wherever they stand, and with them every service that rules know by its name.
/// Where `part` stands in one of them.
struct PhrasePlace {
  std::string_view phrase;
  std::size_t offset = 0;
};
std::vector<PhrasePlace> kept_phrases_with(std::string_view part);

/// What stands in front of a backslash and is no domain: keys of the registry, folders, kinds of devices ("hklm", "system32", "acpi").
bool is_path_word(std::string_view word);

/// An instance of SQL Server or a database as Lync and Windows name them: no account, though it stands behind a server's name ("fe01\rtclocal").
bool is_instance_name(std::string_view name);

/// A label of a DNS name that says what a host is for and not whose it is: "www", "sip", "lyncdiscover", "_ldap".
bool is_kept_label(std::string_view label);

/// Last label of a name on the internet ("com", "de"), and of those that are used inside only ("local", "lan").
bool is_public_ending(std::string_view label);
bool is_private_ending(std::string_view label);
/// Second-level label below which names are given out: "co" of "co.uk".
bool is_second_level(std::string_view label);

/// Domains of vendors and public certification authorities, whose hosts everybody talks to: "microsoft.com"; and what only looks like a domain:
/// "system.net".
bool is_public_domain(std::string_view domain);

/// A certificate name that begins with a vendor's or a public certification authority's name; any case.
bool is_public_subject(std::string_view text);

/// Ending of a file name, not of a host's: "exe".
bool is_file_ending(std::string_view label);

}  // namespace doctor::redact
