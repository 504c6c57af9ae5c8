#include "knowledge/query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::size_t kLongestQuery = 64 * 1024;  // several pasted events
constexpr std::size_t kMostTokens = 4000;
constexpr std::size_t kMostNumbers = 64;
constexpr std::size_t kLongestToken = 256;

/// What separates tokens: white space, and the punctuation of assignments, lists, XML and prose.
bool separates(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u <= ' ' || u == 0x7f || std::string_view(",;()[]{}\"'`<>=:|#").find(c) != std::string_view::npos;
}

std::string bounded(std::string_view text) {
  std::string out(trim(text.substr(0, kLongestQuery)));
  for (char& c : out) {
    const auto u = static_cast<unsigned char>(c);
    if ((u < ' ' && c != '\n') || u == 0x7f) c = ' ';
  }
  return out;
}

std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t i = 0;
  while (i < text.size() && out.size() < kMostTokens) {
    if (separates(text[i])) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    while (i < text.size() && !separates(text[i])) ++i;
    std::string_view token = text.substr(begin, i - begin);
    while (!token.empty() && (token.back() == '.' || token.back() == '?' || token.back() == '!'))
      token.remove_suffix(1);
    if (!token.empty() && token.size() <= kLongestToken) out.push_back(token);
  }
  return out;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// One to eight hex digits, with or without 0x.
std::optional<std::uint64_t> bare_hex(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) text.remove_prefix(2);
  if (text.empty() || text.size() > 8) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Eight hex digits that look like an error code, as CAPI2 and many tools print it without 0x.
std::optional<std::uint64_t> bare_hex_status(std::string_view text) {
  if (text.size() != 8 || !is_one_of(text.substr(0, 1), {"8", "c", "C"})) return std::nullopt;
  return bare_hex(text);
}

std::optional<QueryNumber> number_of(std::string_view token) {
  while (token.starts_with('%')) token.remove_prefix(1);  // %%-2146885613 of the Service Control Manager
  QueryNumber n;
  n.text = std::string(token);
  bool negative = false;
  const auto value = parse_integer(token, &negative);
  n.hex = token.size() > 2 && token[0] == '0' && (token[1] == 'x' || token[1] == 'X');
  if (value && negative) {
    const auto signed_value = static_cast<std::int64_t>(*value);
    if (signed_value >= INT32_MIN) n.status = *value & 0xffffffffu;
  } else if (value) {
    n.plain = value;
    if (*value <= UINT32_MAX && (n.hex || *value > INT32_MAX)) n.status = value;
  }
  if (!n.hex) {
    if (const auto bare = bare_hex_status(token)) n.status = bare;
  }
  if (!n.plain && !n.status) return std::nullopt;
  return n;
}

std::optional<std::uint64_t> plain_number(std::string_view token) {
  const auto n = number_of(token);
  return n && n->plain ? n->plain : std::nullopt;
}

/// What a number behind a word is.
enum class Key : std::uint8_t { none, event, alert, state };

Key key_of(std::string_view word) {
  if (is_one_of(word, {"event", "eventid", "event_id", "eventcode", "id", "ereignis", "ereignis-id", "evenement",
                       "evento"})) {
    return Key::event;
  }
  if (is_one_of(word, {"alert", "alertdesc", "alerts", "tlsalert", "fatal"})) return Key::alert;
  if (is_one_of(word, {"state", "errorstate", "errorstatus", "tlsstate", "states"})) return Key::state;
  return Key::none;
}

/// Words that may stand between a key and its number: "Event ID: 36888", "fatal alert code is 40", "EventID Qualifiers=33777 30061".
bool may_stand_between(Key key, std::string_view word) {
  if (is_one_of(word, {"is", "code", "number", "no", "nr", "id", "was", "of", "value"})) return true;
  if (key == Key::alert) {
    return is_one_of(word, {"alert", "error", "generated", "received", "sent", "description", "protocol", "defined"});
  }
  return key == Key::state && word == "error";
}

class Parser {
 public:
  explicit Parser(std::string_view text) { query_.text = bounded(text); }

  Query parse() {
    std::string_view rest = query_.text;
    take_provider_and_id(rest);
    tokens_ = tokens_of(rest);
    for (const std::string_view t : tokens_) query_.words.push_back(fold(t));
    used_.assign(tokens_.size(), false);
    for (std::size_t i = 0; i < tokens_.size(); ++i) read_token(i);
    collect_numbers();
    return std::move(query_);
  }

 private:
  /// "LS User Services/32174 ...": the only place where blanks belong to a name, so it is looked for before there are tokens.
  void take_provider_and_id(std::string_view& rest) {
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash > 100) return;
    std::string_view name = trim(rest.substr(0, slash));
    if (name.starts_with('"') || name.starts_with('\'')) name.remove_prefix(1);
    const bool is_number = name.find_first_not_of("0123456789") == std::string_view::npos;
    if (name.empty() || is_number || name.find_first_of("<>=:\n") != std::string_view::npos) return;
    std::size_t end = slash + 1;
    while (end < rest.size() && rest[end] == ' ') ++end;
    const std::size_t begin = end;
    while (end < rest.size() && rest[end] >= '0' && rest[end] <= '9') ++end;
    const auto id = plain_number(rest.substr(begin, end - begin));
    if (!id || *id > UINT32_MAX || (end < rest.size() && !separates(rest[end]))) return;
    query_.provider = std::string(name);
    query_.event_id = static_cast<std::uint32_t>(*id);
    rest.remove_prefix(end);
  }

  void read_token(std::size_t i) {
    const std::string& word = query_.words[i];
    if (is_one_of(word, {"sent", "generated", "send", "sends"})) query_.says_sent = true;
    if (is_one_of(word, {"suite", "cipher", "ciphersuite"})) query_.says_suite = true;
    if (is_one_of(word, {"info", "infostatus"})) query_.says_info = true;
    if (is_one_of(word, {"received", "receive", "receives", "got"})) query_.says_received = true;
    if (used_[i]) return;
    if (read_trust(i) || (query_.is_short() && read_pair(i))) return;
    const Key key = key_of(word);
    if (key == Key::none || (word == "id" && i > 0)) return;  // "process id 520" is no event

    std::size_t at = i + 1;
    for (std::size_t steps = 0; at < tokens_.size() && steps < 6; ++at, ++steps) {
      if (key == Key::event && query_.words[at] == "qualifiers") {
        ++at;  // its value, then the id
        if (at < used_.size()) used_[at] = true;
        continue;
      }
      if (const auto n = plain_number(tokens_[at])) {
        take(key, *n, at);
        return;
      }
      if (!may_stand_between(key, query_.words[at])) break;
    }
    if (word == "alert" && at == i + 1) take_alert_name(at);
  }

  /// The flags of a chain as CAPI2 has them. Schannel's ErrorStatus, a state, is never an attribute named value.
  bool read_trust(std::size_t i) {
    const std::string& word = query_.words[i];
    if (word != "infostatus" && word != "errorstatus") return false;
    const bool as_attribute = i + 2 < tokens_.size() && query_.words[i + 1] == "value";
    if (!as_attribute && (word == "errorstatus" || i + 1 >= tokens_.size())) return false;
    const std::size_t at = as_attribute ? i + 2 : i + 1;
    const auto flags = bare_hex(tokens_[at]);
    if (!flags) return false;
    used_[at] = true;
    if (*flags != 0 && !query_.trust) query_.trust = flags;
    return true;
  }

  /// "40/1205": how administrators write alert and state.
  bool read_pair(std::size_t i) {
    const std::string_view token = tokens_[i];
    const std::size_t slash = token.find('/');
    if (slash == std::string_view::npos) return false;
    const auto first = plain_number(token.substr(0, slash));
    const auto second = plain_number(token.substr(slash + 1));
    if (!first || !second || *first > 255) return false;
    query_.alert = first;
    query_.state = second;
    used_[i] = true;
    return true;
  }

  void take(Key key, std::uint64_t n, std::size_t at) {
    if (key == Key::event && !query_.event_id && n <= UINT32_MAX) query_.event_id = static_cast<std::uint32_t>(n);
    if (key == Key::alert && !query_.alert && n <= 255) query_.alert = n;
    if (key == Key::state && !query_.state) query_.state = n;
    used_[at] = true;
  }

  void take_alert_name(std::size_t at) {
    for (std::size_t i = at; i < query_.words.size() && i < at + 4; ++i) {
      if (key_of(query_.words[i]) != Key::none || number_of(tokens_[i])) break;
      if (!query_.alert_name.empty()) query_.alert_name += '_';
      query_.alert_name += query_.words[i];
    }
  }

  void collect_numbers() {
    for (std::size_t i = 0; i < tokens_.size() && query_.numbers.size() < kMostNumbers; ++i) {
      if (used_[i]) continue;
      if (auto n = number_of(tokens_[i])) query_.numbers.push_back(std::move(*n));
    }
  }

  Query query_;
  std::vector<std::string_view> tokens_;
  std::vector<bool> used_;
};

}  // namespace

Query parse_query(std::string_view text) {
  return Parser(text).parse();
}

}  // namespace doctor
