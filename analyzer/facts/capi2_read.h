#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "facts/fact_list.h"
#include "facts/tree.h"

namespace doctor::facts {

/// The value at a path below the root as text without blanks around it; empty if there is none.
std::string_view text_at(FactList& out, const Tree& tree, std::string_view path);

/// The same as a number in CAPI2's hexadecimal.
std::optional<std::uint32_t> hex_at(const Tree& tree, std::string_view path);

/// "AA11..." of "AA11....cer": a fileRef without its extension is the SHA-1 thumbprint.
std::string_view thumbprint(std::string_view file_ref);

/// ChainSubject, ChainThumbprint, ChainSubjectScope of the certificate an operation is about; what is absent is left out.
void add_subject(FactList& out, const Tree& tree);

/// Whole days from the event to `end`, rounded down, so negative once it is over; an empty text where the end cannot be read, to keep
/// parallel facts parallel. `name` is a literal.
void add_days_left(FactList& out, std::string_view name, std::string_view end);

/// The same from `begin` to the event.
void add_days_old(FactList& out, std::string_view name, std::string_view begin);

/// CrlLongDaysLeft: the same for a CRL that lives kLongCrlDays or longer, as those of offline CAs do; an empty text for others. A CRL of a
/// week is renewed by a machine and always about to end.
inline constexpr std::int64_t kLongCrlDays = 60;
void add_long_days_left(FactList& out, std::string_view begin, std::string_view end);

}  // namespace doctor::facts
