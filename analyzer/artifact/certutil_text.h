#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "artifact/reg_value.h"
#include "base/bytes.h"
#include "base/diagnostic.h"
#include "event/source.h"

namespace doctor {

/// A certificate or CRL that certutil described: names and texts of the fields of its event (docs/artifacts.md). Names may repeat.
struct DescribedObject {
  Location where;
  bool is_crl = false;
  std::vector<std::pair<std::string_view, std::string>> fields;

  std::string_view find(std::string_view name) const;      ///< the first of that name; empty if there is none
  void set(std::string_view name, std::string_view text);  ///< the first time counts; an empty text is nothing
  void add(std::string_view name, std::string_view text) { fields.emplace_back(name, text); }
};

/// What was read of a text that certutil printed.
struct CertutilReading {
  std::vector<std::variant<DescribedObject, RegValue>> items;  ///< in file order
  Coverage coverage;                                           ///< adds up to the size of the file
  Diagnostics damage;
};

/// Reads what certutil printed for -store, -store -v, -dump of a certificate or CRL, and -getreg; several one after the other, too. The
/// words are those of English Windows; of other languages only what stands in numbers is understood (object ids).
/// Never fails: what cannot be read is in the damage ("certutil-...").
CertutilReading read_certutil(ByteView file);

}  // namespace doctor
