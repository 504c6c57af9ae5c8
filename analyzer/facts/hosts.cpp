#include "facts/hosts.h"

#include <algorithm>
#include <string>

#include "base/text.h"

namespace doctor::facts {

namespace {

std::string_view first_label(std::string_view name) {
  return name.substr(0, name.find('.'));
}

std::string_view domain_of(std::string_view name) {
  const std::size_t dot = name.find('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool same_host(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return false;
  if (equals_ignore_case(a, b)) return true;
  const bool a_short = domain_of(a).empty(), b_short = domain_of(b).empty();
  return a_short != b_short && equals_ignore_case(first_label(a), first_label(b));
}

std::string_view subject_scope(std::string_view name, std::string_view computer) {
  if (same_host(name, computer) || (!name.empty() && equals_ignore_case(name, first_label(computer))))
    return "this-host";
  const std::string_view domain = domain_of(computer);
  return !domain.empty() && equals_ignore_case(domain_of(name), domain) ? "same-domain" : "other";
}

std::string_view names_scope(std::span<const std::string> names, std::string_view computer) {
  if (computer.empty()) return "unknown";
  std::string_view best = "other";
  for (const std::string& name : names) {
    const std::string_view scope = subject_scope(name, computer);
    if (scope == "this-host" || (scope == "same-domain" && best == "other")) best = scope;
  }
  return best;
}

bool looks_like_fqdn(std::string_view text) {
  text = trim(text);
  if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (port.empty() || !std::all_of(port.begin(), port.end(), is_digit)) return false;
    text = text.substr(0, colon);
  }
  if (text.size() > 253 || text.find('.') == std::string_view::npos) return false;
  std::string_view last;
  for (const std::string_view label : split(text, '.')) {
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
    if (label.empty() || label.size() > 63 || !std::all_of(label.begin(), label.end(), allowed)) return false;
    last = label;
  }
  const std::string ending = to_lower_ascii(last);
  if (ending == "exe" || ending == "dll" || ending == "config" || ending == "xml" || ending == "log") return false;
  return last.size() >= 2 && std::all_of(last.begin(), last.end(), is_letter);
}

}  // namespace doctor::facts
