#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace doctor::redact {

/// NAME=value of a distinguished name, in whichever way it is written: "CN=a", "CN = a", "CN=\"a, b\"", "CN=a\, b", "OID.2.5.4.17=a".
struct Attribute {
  struct Part {
    std::size_t begin = 0, end = 0;
  };
  bool is_dc = false;       ///< one label of a domain
  bool is_number = false;   ///< numbers and single letters say whose it is: a postal code, initials
  std::vector<Part> parts;  ///< of the value: what commas and slashes inside of it separate
  std::size_t end = 0;      ///< behind the value; the separator stands there
};

/// Whose text it is: of a certificate's name every NAME= counts but C; of any text those that names of certificates usually have, and those
/// that could be anything (T, E, SN) only behind one of them or in front of one (`in_name`: one came before).
/// The attribute whose name begins at `place`; the character before it is not looked at. Time is linear in the value, and bounded where there
/// is none.
std::optional<Attribute> attribute_at(std::string_view text, std::size_t place, bool certificate_name, bool in_name);

}  // namespace doctor::redact
