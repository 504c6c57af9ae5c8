// What the judging of certificates, chains and CRLs has in common.
#include "cert/remarks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cert/remark_list.h"

namespace doctor {

namespace {

constexpr std::string_view kAnyPurpose = "2.5.29.37.0";

bool names_purpose(const Certificate& c, std::string_view oid) {
  return std::any_of(c.extended_usage.begin(), c.extended_usage.end(),
                     [&](const CertPurpose& p) { return p.oid == oid; });
}

std::string_view without_last_dot(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  return name;
}

}  // namespace

std::string_view remark_level_name(RemarkLevel level) {
  switch (level) {
    case RemarkLevel::error:
      return "error";
    case RemarkLevel::warning:
      return "warning";
    case RemarkLevel::note:
      break;
  }
  return "note";
}

std::string_view cert_role_name(CertRole role) {
  switch (role) {
    case CertRole::leaf:
      return "leaf";
    case CertRole::intermediate:
      return "intermediate";
    case CertRole::root:
      break;
  }
  return "root";
}

CertRole role_of(const Certificate& c, bool issues) {
  const bool self_signed = c.self_signed || c.self_signed_unverified;
  if (issues) return self_signed ? CertRole::root : CertRole::intermediate;
  if (c.is_ca.value_or(false)) {
    // Tools that make a server its own certificate mark it as a CA; no CA names hosts, or serves.
    const bool serves = !c.dns_names.empty() || names_purpose(c, kServerPurpose);
    if (!self_signed) return CertRole::intermediate;
    return serves ? CertRole::leaf : CertRole::root;
  }
  // Roots of the last century say nothing of themselves; a server's own certificate names its hosts or its purpose.
  const bool speaks = c.is_ca || c.has_extended_usage || !c.dns_names.empty();
  return self_signed && !speaks ? CertRole::root : CertRole::leaf;
}

bool good_for(const Certificate& c, std::string_view purpose_oid) {
  if (!c.has_extended_usage) return true;
  return std::any_of(c.extended_usage.begin(), c.extended_usage.end(),
                     [&](const CertPurpose& p) { return p.oid == purpose_oid || p.oid == kAnyPurpose; });
}

bool is_for_no_server(const Certificate& c) {
  if (good_for(c, kServerPurpose) || !c.dns_names.empty() || !c.ip_addresses.empty()) return false;
  const auto other = [](const CertPurpose& p) { return p.oid != kClientPurpose; };
  if (std::any_of(c.extended_usage.begin(), c.extended_usage.end(), other)) return true;
  const bool like_host =
      c.subject_cn.find('.') != std::string::npos && c.subject_cn.find_first_of(" @") == std::string::npos;
  return !like_host && !c.extended_usage.empty();
}

bool name_covers(std::string_view pattern, std::string_view name) {
  pattern = without_last_dot(pattern);
  name = without_last_dot(name);
  if (pattern.empty() || name.empty()) return false;
  if (!pattern.starts_with("*.")) return equals_ignore_case(pattern, name);
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  // "*.com" would stand for everybody: browsers do not take it.
  const std::string_view domain = pattern.substr(2);
  return domain.find('.') != std::string_view::npos && equals_ignore_case(domain, name.substr(dot + 1));
}

std::string day_text(FileTime time) {
  if (time.ticks == 0) return "an unknown day";
  const CivilTime c = to_civil(time);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string days_text(Ticks span) {
  const std::uint64_t days = span.count / kTicksPerDay;
  if (days == 0) return to_words(span);
  return fmt::format("{} {}", days, days == 1 ? "day" : "days");
}

}  // namespace doctor
