#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// A key of the Windows registry in one spelling, whatever tool wrote it.
struct RegKey {
  std::string hive;  ///< "HKLM", "HKCU", "HKU", "HKCR", "HKCC"
  /// Without the hive, in the case of the file: "SYSTEM\CurrentControlSet\Control\Lsa". ControlSet001 and its like are written
  /// CurrentControlSet; WOW6432Node stays.
  std::string path;
  /// The number of the control set: 0 is CurrentControlSet, nothing a key that lies in none.
  std::optional<unsigned> control_set;
  const struct RegInterest* interest = nullptr;  ///< what is kept of it; null: nothing
  bool in_store = false;                         ///< below SystemCertificates or EnterpriseCertificates
};

/// "HKEY_LOCAL_MACHINE\SYSTEM\ControlSet001\...", "HKLM\...": nothing if it does not begin with a hive.
std::optional<RegKey> read_reg_key(std::string_view text);

/// Whether the key's value of this name concerns TLS, certificates, certification authorities or the name of the computer. An export of a
/// whole hive holds a million others. The list is in docs/artifacts.md.
bool is_wanted(const RegKey& key, std::string_view value_name);
/// Whether the key is worth an event though it has no values.
bool is_wanted_without_values(const RegKey& key);

/// A key of HKEY_LOCAL_MACHINE, without the hive, that something is kept of.
struct RegKeyReach {
  std::string path;
  bool below = false;  ///< also of the keys below it
};
/// All of them: what must be read of a computer's own registry, and nothing else.
std::vector<RegKeyReach> wanted_machine_keys();

/// What a key that holds a serialised certificate or list says of its place:
/// "...\SystemCertificates\ROOT\Certificates\<thumbprint>" is {"ROOT", "Certificates"}.
struct RegStoreEntry {
  std::string store;
  enum class Kind : std::uint8_t { none, certificate, crl, ctl } kind = Kind::none;
};
RegStoreEntry store_entry(const RegKey& key);

/// The name of a store in the spelling of the registry ("my" becomes "MY"), or as it is.
std::string store_name(std::string_view name);
/// Whether a store of this name is one that Windows makes.
bool is_known_store(std::string_view name);

}  // namespace doctor
