#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/reg_key.h"
#include "base/bytes.h"
#include "base/diagnostic.h"
#include "event/source.h"

namespace doctor {

/// The longest value that is kept, in bytes as the registry stores it.
inline constexpr std::size_t kLongestRegValue = 256 * 1024;
/// Most events of one file of evidence.
inline constexpr std::size_t kMostArtifactEvents = 100'000;

/// Kinds of registry values that are more than bytes (winnt.h).
enum class RegType : std::uint32_t {
  none = 0,
  sz = 1,
  expand_sz = 2,
  binary = 3,
  dword = 4,
  dword_big_endian = 5,
  link = 6,
  multi_sz = 7,
  qword = 11
};

/// "REG_DWORD"; "REG_TYPE_0x1234" for a kind that has no name.
std::string reg_type_name(std::uint32_t type);
/// The other way round; nothing if there is no such name.
std::optional<std::uint32_t> reg_type_number(std::string_view name);

/// One value of a key. What it holds is in one of three members, by its kind and by whether its bytes fit that kind.
struct RegValue {
  Location where;
  RegKey key;
  std::string name;  ///< "(Default)" for the unnamed one
  std::uint32_t type = 0;
  bool key_only = false;                ///< stands for a key without values; name, type and data say nothing
  std::optional<std::uint64_t> number;  ///< dword, qword
  std::vector<std::string> texts;       ///< sz, expand_sz, link: one; multi_sz: each
  std::string bytes;                    ///< all others

  RegType kind() const { return static_cast<RegType>(type); }
};

/// Fills in the data from bytes as the registry stores them. `wide`: texts are UTF-16LE; else in an 8-bit code page (REGEDIT4).
void set_reg_data(RegValue& value, std::string_view stored, bool wide);

/// What was read of a file of registry values.
struct RegReading {
  std::vector<RegValue> values;  ///< wanted ones, in file order
  std::uint64_t of_no_interest = 0;
  Coverage coverage;  ///< adds up to the size of the file
  Diagnostics damage;

  /// Keeps the value if it is wanted and there is room.
  void keep(RegValue value);
  /// Keeps the key itself, which has no values.
  void keep(const RegKey& key, const Location& where);
  /// To be called once at the end: an export of a whole SYSTEM hive holds several control sets; those that are not the current one
  /// contradict it and are left out.
  void leave_out_other_control_sets();
  /// To be called once after that: of a value that stands twice the last one counts, as in an import; and of certification authorities only the
  /// active one, where `Active` names it (others are left from before).
  void leave_out_replaced();
  /// The computer the values come from: "FE01.contoso.local", "FE01", or empty.
  std::string computer() const;
};

}  // namespace doctor
