#include "artifact/reg_value.h"

#include <fmt/format.h>

#include <map>

#include <algorithm>
#include <utility>

#include "artifact/text_input.h"
#include "base/text.h"

namespace doctor {

namespace {

constexpr std::string_view kTypeNames[] = {"REG_NONE",
                                           "REG_SZ",
                                           "REG_EXPAND_SZ",
                                           "REG_BINARY",
                                           "REG_DWORD",
                                           "REG_DWORD_BIG_ENDIAN",
                                           "REG_LINK",
                                           "REG_MULTI_SZ",
                                           "REG_RESOURCE_LIST",
                                           "REG_FULL_RESOURCE_DESCRIPTOR",
                                           "REG_RESOURCE_REQUIREMENTS_LIST",
                                           "REG_QWORD"};

std::string decoded(std::string_view stored, bool wide) {
  if (wide) return to_utf8(as_bytes(stored.data(), stored.size()));
  return is_utf8(stored) ? std::string(stored) : from_windows_1252(stored);
}

std::uint32_t big_endian(std::uint32_t n) {
  return n << 24 | (n & 0xff00) << 8 | (n >> 8 & 0xff00) | n >> 24;
}

/// Texts are stored with their final zeros.
std::string without_final_zeros(std::string text) {
  while (text.ends_with('\0')) text.pop_back();
  return text;
}

}  // namespace

std::string reg_type_name(std::uint32_t type) {
  if (type < std::size(kTypeNames)) return std::string(kTypeNames[type]);
  return fmt::format("REG_TYPE_{:#x}", type);
}

std::optional<std::uint32_t> reg_type_number(std::string_view name) {
  for (std::uint32_t i = 0; i < std::size(kTypeNames); ++i) {
    if (kTypeNames[i] == name) return i;
  }
  if (name == "REG_DWORD_LITTLE_ENDIAN") return static_cast<std::uint32_t>(RegType::dword);
  return std::nullopt;
}

void set_reg_data(RegValue& value, std::string_view stored, bool wide) {
  const ByteView view = as_bytes(stored.data(), stored.size());
  switch (value.kind()) {
    case RegType::sz:
    case RegType::expand_sz:
    case RegType::link:
      value.texts = {without_final_zeros(decoded(stored, wide))};
      return;
    case RegType::multi_sz: {
      const std::string all = without_final_zeros(decoded(stored, wide));
      for (const std::string_view part : split(all, '\0')) value.texts.emplace_back(part);
      return;
    }
    case RegType::dword:
      if (stored.size() == 4) value.number = load_le<std::uint32_t>(view, 0);
      break;
    case RegType::dword_big_endian:
      if (stored.size() == 4) value.number = big_endian(load_le<std::uint32_t>(view, 0));
      break;
    case RegType::qword:
      if (stored.size() == 8) value.number = load_le<std::uint64_t>(view, 0);
      break;
    default:
      break;
  }
  if (!value.number) value.bytes = stored;
}

void RegReading::keep(RegValue value) {
  const bool wanted = value.key_only ? is_wanted_without_values(value.key) : is_wanted(value.key, value.name);
  if (!wanted) {
    if (!value.key_only) ++of_no_interest;
    return;
  }
  if (values.size() < kMostArtifactEvents) {
    values.push_back(std::move(value));
    return;
  }
  if (damage.count("reg-limit") > 0) return;
  damage.add({"reg-limit", Severity::warning, value.where, 0,
              fmt::format("more than {} values; those from here on are left out", kMostArtifactEvents), ""});
}

void RegReading::keep(const RegKey& key, const Location& where) {
  RegValue value;
  value.where = where;
  value.key = key;
  value.key_only = true;
  keep(std::move(value));
}

void RegReading::leave_out_other_control_sets() {
  std::optional<unsigned> lowest, stated;
  for (const RegValue& v : values) {
    if (v.key.control_set && (!lowest || *v.key.control_set < *lowest)) lowest = v.key.control_set;
    if (equals_ignore_case(v.key.path, "SYSTEM\\Select") && v.number) stated = static_cast<unsigned>(*v.number);
  }
  if (!lowest) return;
  // CurrentControlSet itself, where it was exported, is the current one by its name.
  unsigned current = *lowest;
  const auto is_of = [](unsigned number) {
    return [number](const RegValue& v) { return v.key.control_set == number; };
  };
  if (*lowest != 0 && stated && std::any_of(values.begin(), values.end(), is_of(*stated))) current = *stated;
  of_no_interest +=
      std::erase_if(values, [&](const RegValue& v) { return v.key.control_set && *v.key.control_set != current; });
}

namespace {

constexpr std::string_view kAuthorities = "\\Services\\CertSvc\\Configuration";

/// "Contoso-CA" of "SYSTEM\CurrentControlSet\Services\CertSvc\Configuration\Contoso-CA\CSP"; empty for other keys.
std::string_view authority_of(std::string_view path) {
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (!starts_with_ignore_case(path.substr(at), kAuthorities)) continue;
    path.remove_prefix(at + kAuthorities.size());
    if (!path.starts_with('\\')) return {};
    path.remove_prefix(1);
    return path.substr(0, path.find('\\'));
  }
  return {};
}

}  // namespace

void RegReading::leave_out_replaced() {
  std::map<std::string, std::size_t> last;
  std::string active;
  const auto key_of = [](const RegValue& v) { return v.key.hive + "\\" + fold(v.key.path) + "\n" + fold(v.name); };
  for (std::size_t i = 0; i < values.size(); ++i) {
    const RegValue& v = values[i];
    if (!v.key_only) last[key_of(v)] = i;
    if (ends_with_ignore_case(v.key.path, kAuthorities) && equals_ignore_case(v.name, "Active") && v.texts.size() == 1)
      active = v.texts[0];
  }
  std::size_t index = 0;
  of_no_interest += std::erase_if(values, [&](const RegValue& v) {
    const std::size_t i = index++;
    if (!v.key_only && last[key_of(v)] != i) return true;
    const std::string_view authority = authority_of(v.key.path);
    return !active.empty() && !authority.empty() && !equals_ignore_case(authority, active);
  });
}

std::string RegReading::computer() const {
  std::string active, name, host, domain, authority;
  for (const RegValue& v : values) {
    if (!v.key.control_set || v.texts.size() != 1 || v.texts[0].empty()) continue;
    const auto take = [&](std::string_view path_end, std::string_view value_name, std::string& to) {
      if (to.empty() && equals_ignore_case(v.name, value_name) && ends_with_ignore_case(v.key.path, path_end))
        to = v.texts[0];
    };
    take("\\ActiveComputerName", "ComputerName", active);
    take("\\ComputerName\\ComputerName", "ComputerName", name);
    take("\\Tcpip\\Parameters", "Hostname", host);
    take("\\Tcpip\\Parameters", "Domain", domain);
    const bool of_authority = contains_ignore_case(v.key.path, "\\CertSvc\\Configuration\\");
    if (of_authority && authority.empty() && equals_ignore_case(v.name, "CAServerName")) authority = v.texts[0];
  }
  if (!host.empty() && !domain.empty()) return host + "." + domain;
  if (!active.empty()) return active;
  if (!name.empty()) return name;
  return !host.empty() ? host : authority;
}

}  // namespace doctor
