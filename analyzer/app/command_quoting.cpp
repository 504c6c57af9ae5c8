#include "app/command_quoting.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_./,:=@+").find(c) != std::string_view::npos;
}

template <class Quote>
std::string joined(std::span<const std::string> words, Quote&& quote) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    out += quote(word);
  }
  return out;
}

std::string systemd_word(std::string_view word, bool has_variables) {
  std::string out;
  for (const char c : word) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '%' || (c == '$' && has_variables)) out += c;
    out += c;
  }
  // A word such as "-" or ";" alone, or one that begins with "#" or "@", says something else there if it is not quoted.
  const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), is_plain) && word != "-" && word[0] != '@';
  return plain ? out : '"' + out + '"';
}

}  // namespace

bool is_quotable(std::string_view word) {
  return is_utf8(word) && std::none_of(word.begin(), word.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string windows_quoted(std::string_view word) {
  if (!word.empty() && word.find_first_of(" \t\"") == std::string_view::npos) return std::string(word);
  std::string out = "\"";
  std::size_t backslashes = 0;
  // Backslashes stand for themselves, but before a quote: there two are one, and an odd one says that the quote is a letter.
  for (const char c : word) {
    if (c == '"') out.append(backslashes + 1, '\\');
    backslashes = c == '\\' ? backslashes + 1 : 0;
    out += c;
  }
  out.append(backslashes, '\\');
  return out + '"';
}

std::string windows_command(std::span<const std::string> words) {
  return joined(words, windows_quoted);
}

std::string shell_quoted(std::string_view word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string(word);
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string shell_command(std::span<const std::string> words) {
  return joined(words, shell_quoted);
}

std::string systemd_quoted(std::string_view word) {
  return systemd_word(word, false);
}

std::string systemd_command(std::span<const std::string> words) {
  if (words.empty()) return {};
  std::string out = systemd_quoted(words.front());
  for (const std::string& word : words.subspan(1)) out += ' ' + systemd_word(word, true);
  return out;
}

std::string cron_command(std::span<const std::string> words) {
  std::string out;
  bool escaped = false;  // as cron reads: a backslash counts for the next letter, and only "\%" is changed
  for (const char c : shell_command(words)) {
    if (c == '%') {
      // "%" stands in single quotes, always: closing and opening them says nothing to sh, and separates the backslashes.
      out += escaped ? "''\\%" : "\\%";
      escaped = false;
      continue;
    }
    escaped = c == '\\' && !escaped;
    out += c;
  }
  return out;
}

std::string xml_quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace doctor
