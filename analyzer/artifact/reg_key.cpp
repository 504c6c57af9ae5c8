#include "artifact/reg_key.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/text.h"

namespace doctor {

/// A part of the registry that is kept.
struct RegInterest {
  enum class Area : std::uint8_t {
    control_set,
    other
  };  ///< below CurrentControlSet; below SOFTWARE and other first parts
  enum class Reach : std::uint8_t { exactly, below };
  Area area;
  Reach reach;
  std::string_view path;    ///< as Windows spells it; compared without case
  std::string_view values;  ///< names of the values, lower case, "|" between; empty: all
};

namespace {

using Area = RegInterest::Area;
using Reach = RegInterest::Reach;

constexpr RegInterest kInterests[] = {
    {Area::control_set, Reach::below, "Control\\SecurityProviders\\SCHANNEL", ""},
    {Area::control_set, Reach::below, "Services\\CertSvc\\Configuration", ""},
    {Area::control_set, Reach::below, "Control\\Cryptography\\Configuration\\Local\\SSL\\00010002", ""},
    {Area::control_set, Reach::below, "Control\\Lsa\\FipsAlgorithmPolicy", ""},
    {Area::control_set, Reach::exactly, "Control\\Lsa", "fipsalgorithmpolicy"},  // where Windows 2003 has it
    {Area::control_set, Reach::exactly, "Control\\ComputerName\\ActiveComputerName", "computername"},
    {Area::control_set, Reach::exactly, "Control\\ComputerName\\ComputerName", "computername"},
    {Area::control_set, Reach::exactly, "Services\\Tcpip\\Parameters", "hostname|nv hostname|domain|nv domain"},
    {Area::other, Reach::exactly, "Select", "current"},  // HKLM\SYSTEM\Select: which control set is the current one
    {Area::other, Reach::below, "Microsoft\\.NETFramework", "schusestrongcrypto|systemdefaulttlsversions"},
    {Area::other, Reach::below, "Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp", ""},
    {Area::other, Reach::below, "Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002", ""},
    {Area::other, Reach::below, "Policies\\Microsoft\\SystemCertificates", ""},
    {Area::other, Reach::below, "Microsoft\\SystemCertificates", ""},
    {Area::other, Reach::below, "Microsoft\\EnterpriseCertificates", ""},
    {Area::other, Reach::below,
     "Microsoft\\Cryptography\\OID\\EncodingType 0\\CertDllCreateCertificateChainEngine\\Config", ""},
    {Area::other, Reach::exactly, "Microsoft\\Windows NT\\CurrentVersion",
     "productname|currentbuild|currentbuildnumber|currentversion|ubr|csdversion"},
    // Whether Windows writes the logs that are off, or not there, unless somebody wants them. A log of another name is of no concern.
    {Area::other, Reach::exactly,
     "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-CAPI2/Operational", "enabled"},
    {Area::other, Reach::exactly,
     "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\"
     "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational",
     "enabled"},
    {Area::other, Reach::exactly,
     "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\"
     "Microsoft-Windows-CertificateServicesClient-Lifecycle-User/Operational",
     "enabled"},
    {Area::other, Reach::exactly,
     "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-WindowsFabric/Admin", "enabled"},
    {Area::other, Reach::exactly,
     "Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels\\Microsoft-Windows-WindowsFabric/Operational", "enabled"},
};

constexpr std::string_view kWow64Below = "WOW6432Node\\";  // settings of 32-bit programs

constexpr std::pair<std::string_view, std::string_view> kHives[] = {
    {"HKEY_LOCAL_MACHINE", "HKLM"}, {"HKEY_CURRENT_USER", "HKCU"},   {"HKEY_USERS", "HKU"},
    {"HKEY_CLASSES_ROOT", "HKCR"},  {"HKEY_CURRENT_CONFIG", "HKCC"},
};

constexpr std::string_view kStores[] = {"MY",
                                        "ROOT",
                                        "CA",
                                        "AuthRoot",
                                        "Disallowed",
                                        "Trust",
                                        "TrustedPeople",
                                        "TrustedPublisher",
                                        "TrustedDevices",
                                        "SmartCardRoot",
                                        "NTAuth",
                                        "REQUEST",
                                        "Remote Desktop",
                                        "WebHosting",
                                        "Windows Live ID Token Issuer",
                                        "ClientAuthIssuer",
                                        "UserDS",
                                        "AddressBook"};

/// The part before the first backslash; the rest loses both.
std::string_view take_part(std::string_view& path) {
  const std::size_t at = path.find('\\');
  const std::string_view part = path.substr(0, at);
  path = at == std::string_view::npos ? std::string_view() : path.substr(at + 1);
  return part;
}

/// The number of "ControlSet001" or 0 of "CurrentControlSet".
std::optional<unsigned> control_set_number(std::string_view part) {
  if (equals_ignore_case(part, "CurrentControlSet")) return 0;
  constexpr std::string_view name = "ControlSet";
  if (part.size() != name.size() + 3 || !starts_with_ignore_case(part, name)) return std::nullopt;
  unsigned number = 0;
  for (const char c : part.substr(name.size())) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + static_cast<unsigned>(c - '0');
  }
  return number;
}

/// The second part of the path is what matters: a hive of a dead machine is loaded under a first part that somebody made up.
void name_control_set(RegKey& key) {
  std::string_view rest = key.path;
  const std::string_view first = take_part(rest);
  const std::string_view set = take_part(rest);
  key.control_set = control_set_number(set);
  if (!key.control_set || *key.control_set == 0) return;
  std::string path(first);
  path += "\\CurrentControlSet";
  if (!rest.empty()) (path += '\\') += rest;
  key.path = std::move(path);
}

const RegInterest* find_interest(const RegKey& key) {
  std::string_view path = key.path;
  if (key.hive == "HKU") take_part(path);  // the user's SID
  take_part(path);                         // SOFTWARE, SYSTEM, or where a hive was loaded
  const Area area = key.control_set ? Area::control_set : Area::other;
  if (area == Area::control_set || starts_with_ignore_case(path, kWow64Below)) take_part(path);
  for (const RegInterest& i : kInterests) {
    if (i.area != area || !starts_with_ignore_case(path, i.path)) continue;
    if (path.size() == i.path.size() || (i.reach == Reach::below && path[i.path.size()] == '\\')) return &i;
  }
  return nullptr;
}

}  // namespace

std::optional<RegKey> read_reg_key(std::string_view text) {
  text = trim(text);
  while (text.ends_with('\\')) text.remove_suffix(1);
  std::string_view rest = text;
  const std::string_view hive = take_part(rest);
  for (const auto& [full, brief] : kHives) {
    if (!equals_ignore_case(hive, full) && !equals_ignore_case(hive, brief)) continue;
    RegKey key;
    key.hive = brief;
    key.path = rest;
    name_control_set(key);
    key.interest = find_interest(key);
    key.in_store = key.interest != nullptr && key.interest->path.ends_with("Certificates");
    return key;
  }
  return std::nullopt;
}

bool is_wanted(const RegKey& key, std::string_view value_name) {
  if (key.interest == nullptr) return false;
  if (key.interest->values.empty()) return true;
  const std::string folded = to_lower_ascii(value_name);
  const auto names = split(key.interest->values, '|');
  return std::find(names.begin(), names.end(), folded) != names.end();
}

bool is_wanted_without_values(const RegKey& key) {
  return key.interest != nullptr && key.interest->values.empty() && !key.in_store;
}

std::vector<RegKeyReach> wanted_machine_keys() {
  std::vector<RegKeyReach> out;
  for (const RegInterest& i : kInterests) {
    const bool below = i.reach == Reach::below;
    if (i.area == Area::control_set) {
      out.push_back({"SYSTEM\\CurrentControlSet\\" + std::string(i.path), below});
    } else if (i.path != "Select") {  // says which control set is the current one: here that has its own name
      out.push_back({"SOFTWARE\\" + std::string(i.path), below});
      out.push_back({"SOFTWARE\\" + std::string(kWow64Below) + std::string(i.path), below});
    }
  }
  return out;
}

RegStoreEntry store_entry(const RegKey& key) {
  if (!key.in_store) return {};
  const auto parts = split(key.path, '\\');
  if (parts.size() < 4) return {};
  const std::string_view folder = parts[parts.size() - 2];
  RegStoreEntry entry{store_name(parts[parts.size() - 3]), RegStoreEntry::Kind::none};
  if (equals_ignore_case(folder, "Certificates")) entry.kind = RegStoreEntry::Kind::certificate;
  if (equals_ignore_case(folder, "CRLs")) entry.kind = RegStoreEntry::Kind::crl;
  if (equals_ignore_case(folder, "CTLs")) entry.kind = RegStoreEntry::Kind::ctl;
  return entry;
}

std::string store_name(std::string_view name) {
  for (const std::string_view known : kStores) {
    if (equals_ignore_case(name, known)) return std::string(known);
  }
  return std::string(name);
}

bool is_known_store(std::string_view name) {
  return std::any_of(std::begin(kStores), std::end(kStores),
                     [&](std::string_view known) { return equals_ignore_case(name, known); });
}

}  // namespace doctor
