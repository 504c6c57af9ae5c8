#pragma once
#include <cstdint>
#include <string_view>

namespace doctor::redact {

/// What the name of a field promises of its text.
enum class FieldKind : std::uint8_t {
  text,      ///< nothing
  host,      ///< a computer
  user,      ///< an account, perhaps with its domain
  domain,    ///< a domain
  subject,   ///< words that name somebody: of a certificate, of an authority
  dn_label,  ///< one label of a domain, as DC of a distinguished name
  number,    ///< identifies a certificate: serial number, thumbprint, key identifier
  bytes,     ///< bytes in hexadecimal, as an export prints them
  version    ///< four numbers with dots are none of a computer
};

/// `name`: as TextEditor has it. Case does not matter; "_1" behind it neither (repeated names of JSON).
FieldKind field_kind(std::string_view name);

}  // namespace doctor::redact
