#include "redact/looks.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "redact/characters.h"
#include "redact/well_known.h"

namespace doctor::redact {

namespace {

constexpr std::size_t kNetBios = 15;  ///< the longest name of a computer or domain that older Windows knows


/// Capitals, digits and dashes, a letter among them, as long as NetBIOS has it.
bool is_netbios(std::string_view name) {
  if (name.size() < 2 || name.size() > kNetBios || name.front() == '-' || name.front() == '_') return false;
  return std::any_of(name.begin(), name.end(), is_upper) && std::all_of(name.begin(), name.end(), [](char c) {
           return is_upper(c) || is_digit(c) || c == '-' || c == '_';
         });
}

/// Behind some: there are four where a path with two is quoted twice.
std::size_t behind_backslashes(std::string_view text, std::size_t place) {
  constexpr std::size_t kMost = 5;
  std::size_t at = place;
  while (at < text.size() && at - place < kMost && text[at] == '\\') ++at;
  return at;
}

/// Behind "\UNC\" and "\Device\Mup\", which begin at `place` and have their last word at `word`: Windows hands on what follows to servers.
std::size_t behind_redirector(std::string_view text, std::size_t place, std::size_t word) {
  constexpr std::array<std::string_view, 6> kRedirectors = {
      "UNC", "Mup", "LanmanRedirector", "WebDavRedirector", "DfsClient", "DavRDR"};
  for (const std::string_view redirector : kRedirectors) {
    std::size_t at = word + redirector.size();
    if (at >= text.size() || text[at] != '\\' ||
        !starts_with_ignore_case(text.substr(word, redirector.size()), redirector))
      continue;
    const std::string_view front = text.substr(0, place);
    if (redirector == "UNC"
            ? !front.ends_with('?') && !front.ends_with('.')
            : !ends_with_ignore_case(front.substr(front.size() - std::min<std::size_t>(front.size(), 6)), "Device"))
      continue;
    at = behind_backslashes(text, at);
    for (int i = 0; i < 2 && at < text.size() && text[at] == ';';
         ++i) {  // ";Z:00000000000193bd\": a drive and a session
      const std::size_t end = text.substr(at, 80).find('\\');
      if (end == std::string_view::npos) break;
      at = behind_backslashes(text, at + end);
    }
    return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::size_t unc_host_at(std::string_view text, std::size_t place) {
  const auto before = [&](std::size_t n) { return place >= n ? text[place - n] : '\0'; };
  if (before(1) == '\\') return std::string_view::npos;
  const std::size_t word = behind_backslashes(text, place);
  if (const std::size_t at = behind_redirector(text, place, word); at != std::string_view::npos) return at;
  if (word - place < 2 || word - place > 4) return std::string_view::npos;
  if (is_name_letter(before(1)) || before(1) == '%' || before(1) == '}' || before(1) == ')')
    return std::string_view::npos;
  const bool drive = before(1) == ':' && is_name_letter(before(2)) && !is_name_letter(before(3));
  return drive ? std::string_view::npos : word;
}

bool is_group_before(std::string_view text, std::size_t colon) {
  std::size_t digits = 0;
  while (digits < 5 && digits < colon && is_hex(text[colon - 1 - digits])) ++digits;
  const char front = digits < colon ? text[colon - 1 - digits] : '\0';
  if (digits == 0) return front == ':';
  return digits < 5 && !is_name_letter(front);
}

bool are_pairs(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((i % 3 == 2) == is_hex(text[i])) return false;
  }
  return text.size() % 3 == 2;
}

bool is_assembly_tail(std::string_view text) {
  constexpr std::string_view kTails[] = {"__", "_none", "_neutral", "_x-ww", "_x64__", "_x86__", "_arm"};
  return std::any_of(std::begin(kTails), std::end(kTails), [&](std::string_view t) { return text.starts_with(t); });
}

bool is_machine_account(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view name = text.substr(begin, end - begin);
  if (name.size() < 3 || !is_netbios(name) || end >= text.size() || text[end] != '$') return false;
  const char front = begin > 0 ? text[begin - 1] : '\0', behind = end + 1 < text.size() ? text[end + 1] : '\0';
  if (front == '\\' || front == '/' || front == '$' || front == '%' || front == '{' || front == ':') return false;
  if (is_name_letter(behind) || behind == '$' || behind == '{' || behind == '(' || behind == '_' || behind == '\\')
    return false;
  const std::string folded = fold(name);
  return !is_common_word(folded) && !is_path_word(folded);
}

bool is_account_of_domain(std::string_view text, std::size_t begin, std::size_t slash, std::size_t end) {
  const std::string_view domain = text.substr(begin, slash - begin), user = text.substr(slash + 1, end - slash - 1);
  const char front = begin > 0 ? text[begin - 1] : '\0', behind = end < text.size() ? text[end] : '\0';
  if (!is_netbios(domain) || user.size() < 2 || user.size() > 64) return false;
  if (std::string_view("\\/:%{}.&#~$").find(front) != std::string_view::npos) return false;
  if (std::string_view("\\/:&#~{%=*(").find(behind) != std::string_view::npos) return false;
  const std::string folded = fold(domain);
  if (folded.starts_with("hkey_") || is_common_word(folded) || is_path_word(folded) || is_kept_principal(folded))
    return false;
  if (behind == '$' && (is_common_word(fold(user)) || is_path_word(fold(user)))) return false;  // ADMIN$: a share
  // "DONE\nNext": a line end as programmers write it.
  if (user.size() > 1 && (user[0] == 'n' || user[0] == 'r' || user[0] == 't') && is_upper(user[1])) return false;
  const std::size_t dot = user.rfind('.');
  if (dot != std::string_view::npos && is_file_ending(fold(user.substr(dot + 1)))) return false;
  return std::any_of(user.begin(), user.end(), is_any_letter);
}

}  // namespace doctor::redact
