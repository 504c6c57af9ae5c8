#include "knowledge/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>

#include "base/text.h"
#include "data/yaml.h"

namespace doctor {

bool holds_codes(std::string_view text) {
  for (std::size_t line = 0; line < text.size();) {
    if (text.substr(line).starts_with("codes:")) return true;
    if (text.substr(line).starts_with("events:")) return false;
    const std::size_t end = text.find('\n', line);
    line = end == std::string_view::npos ? text.size() : end + 1;
  }
  return false;
}

namespace {

template <class T>
struct Word {
  std::string_view word;
  T value;
};

constexpr std::array<Word<Confidence>, 4> kConfidences = {{{"verified", Confidence::verified},
                                                           {"derived", Confidence::derived},
                                                           {"remembered", Confidence::remembered},
                                                           {"uncertain", Confidence::uncertain}}};
constexpr std::array<Word<CodeSpace>, 6> kSpaces = {{{"status", CodeSpace::status},
                                                     {"tls_alert", CodeSpace::tls_alert},
                                                     {"schannel_state", CodeSpace::schannel_state},
                                                     {"cert_trust", CodeSpace::cert_trust},
                                                     {"cert_trust_info", CodeSpace::cert_trust_info},
                                                     {"cipher_suite", CodeSpace::cipher_suite}}};

/// One of a few words under `key`; absent: `otherwise`, or an error if there is none.
template <class T, std::size_t N>
T one_of(YamlReader& reader, std::string_view key, const std::array<Word<T>, N>& words, std::optional<T> otherwise) {
  const Yaml* node = reader.node(key, !otherwise.has_value());
  if (node == nullptr) return otherwise.value_or(T{});
  std::vector<std::string_view> names;
  for (const auto& w : words) {
    if (node->scalar == w.word) return w.value;
    names.push_back(w.word);
  }
  std::string help = did_you_mean(node->scalar, names);
  if (help.empty()) help = fmt::format("one of: {}", fmt::join(names, ", "));
  reader.error(*node, "knowledge-word", fmt::format("'{}' cannot be '{}'", key, printable(node->scalar)), help);
  return otherwise.value_or(T{});
}

/// A whole number from 0 to `most`.
std::optional<std::uint64_t> number(YamlReader& reader, const Yaml& map, std::string_view key, std::uint64_t most,
                                    bool required = false) {
  const auto value = reader.integer(key, required);
  if (!value) return std::nullopt;
  if (*value < 0 || static_cast<std::uint64_t>(*value) > most) {
    reader.error(*map.find(key), "knowledge-range", fmt::format("'{}' must be between 0 and {}", key, most));
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(*value);
}

std::optional<std::uint32_t> small_number(YamlReader& reader, const Yaml& map, std::string_view key,
                                          std::uint32_t most) {
  const auto value = number(reader, map, key, most);
  return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

/// Where an article stands, to report a second one of the same key.
template <class T>
struct Entry {
  T article;
  std::uint32_t source = 0, line = 0, column = 0;
};

/// What the head of a document says for all its articles.
struct Head {
  Confidence confidence = Confidence::uncertain;
  std::vector<std::string> sources;
};

Head read_head(YamlReader& reader) {
  Head head;
  head.confidence = one_of<Confidence>(reader, "confidence", kConfidences, Confidence::uncertain);
  head.sources = reader.texts("sources");
  return head;
}

/// confidence and sources of one article; what is absent comes from the head.
template <class T>
void read_trust(YamlReader& reader, const Head& head, T& article) {
  article.confidence = one_of<Confidence>(reader, "confidence", kConfidences, head.confidence);
  article.sources = reader.texts("sources");
  if (article.sources.empty()) article.sources = head.sources;
}

std::vector<std::pair<std::string, std::string>> read_fields(YamlReader& reader) {
  std::vector<std::pair<std::string, std::string>> out;
  const Yaml* node = reader.node("fields");
  if (node == nullptr || node->is_null()) return out;
  if (!node->is_map()) reader.error(*node, "yaml-type", "'fields' must be a map of names and texts");
  for (const auto& [name, text] : node->members) {
    if (!text.is_scalar()) reader.error(text, "yaml-type", fmt::format("'{}' must be a text", printable(name)));
    out.emplace_back(name, text.scalar);
  }
  return out;
}

Sentence read_sentence(YamlReader& reader) {
  const Yaml* node = reader.node("sentence");
  if (node == nullptr || node->is_null()) return {};
  Result<Sentence> sentence = node->is_scalar() ? parse_sentence(node->scalar) : Error{Errc::bad_format, "it must be a text"};
  if (sentence) return std::move(*sentence);
  reader.error(*node, "knowledge-sentence", "'sentence' cannot be used: " + sentence.error().what);
  return {};
}

/// The list under `key`, or an empty one.
const std::vector<Yaml>& list_of(YamlReader& reader, std::string_view key) {
  static const std::vector<Yaml> kNone;
  const Yaml* node = reader.node(key, true);
  if (node == nullptr) return kNone;
  if (!node->is_list()) reader.error(*node, "yaml-type", fmt::format("'{}' must be a list", key));
  return node->items;
}

void read_event_document(const Yaml& document, std::uint32_t source, std::vector<Entry<EventArticle>>& out,
                         std::vector<ProviderNames>& providers, Diagnostics& problems) {
  YamlReader top(document, source, problems);
  ProviderNames names;
  names.name = top.text("provider", true);
  const std::string channel = top.text("channel", true);
  names.aliases = top.texts("aliases");
  const Head head = read_head(top);
  const std::vector<Yaml>& items = list_of(top, "events");
  top.finish();
  if (!top.ok()) return;
  providers.push_back(std::move(names));

  for (const Yaml& item : items) {
    YamlReader reader(item, source, problems);
    EventArticle a;
    a.provider = providers.back().name;
    a.channel = channel;
    a.event_id = static_cast<std::uint32_t>(number(reader, item, "id", UINT32_MAX, true).value_or(0));
    a.title = reader.text("title", true);
    a.sentence = read_sentence(reader);
    a.level = reader.text("level");
    a.texts = reader.texts("texts");
    a.meaning = reader.text("meaning", true);
    a.causes = reader.texts("causes");
    a.harmless_when = reader.text("harmless_when");
    a.check_next = reader.texts("check_next");
    a.fields = read_fields(reader);
    a.related = reader.texts("related");
    read_trust(reader, head, a);
    reader.finish();
    if (reader.ok()) out.push_back({std::move(a), source, item.line, item.column});
  }
}

std::uint64_t largest_value(CodeSpace space) {
  return space == CodeSpace::tls_alert ? 255 : space == CodeSpace::cipher_suite ? 0xffff : UINT32_MAX;
}

void read_code_document(const Yaml& document, std::uint32_t source, std::vector<Entry<CodeArticle>>& out,
                        Diagnostics& problems) {
  YamlReader top(document, source, problems);
  const auto space = one_of<CodeSpace>(top, "space", kSpaces, std::nullopt);
  const Head head = read_head(top);
  const std::vector<Yaml>& items = list_of(top, "codes");
  top.finish();
  if (!top.ok()) return;

  for (const Yaml& item : items) {
    YamlReader reader(item, source, problems);
    CodeArticle a;
    a.space = space;
    a.value = number(reader, item, "value", largest_value(space), true).value_or(0);
    a.name = reader.text("name", space != CodeSpace::schannel_state);
    a.meaning = reader.text("meaning", true);
    a.check_next = reader.texts("check_next");
    a.related = reader.texts("related");
    if (space == CodeSpace::schannel_state) {
      a.alert = small_number(reader, item, "alert", 255);
      a.event_id = small_number(reader, item, "event", UINT32_MAX);
    }
    if (space == CodeSpace::tls_alert) {
      a.sent = reader.text("sent");
      a.received = reader.text("received");
    }
    if (space == CodeSpace::tls_alert || space == CodeSpace::cert_trust) {
      a.status = number(reader, item, "status", UINT32_MAX);
    }
    read_trust(reader, head, a);
    reader.finish();
    if (reader.ok()) out.push_back({std::move(a), source, item.line, item.column});
  }
}

std::string call_it(const EventArticle& a) {
  return fmt::format("{}/{}", a.provider, a.event_id);
}
std::string call_it(const CodeArticle& a) {
  std::string out = fmt::format("{} {}", code_space_name(a.space), a.value);
  if (a.event_id) out += fmt::format(" of event {}", *a.event_id);
  if (a.alert) out += fmt::format(" with alert {}", *a.alert);
  return out;
}

/// Sorts by key and lets the later of two equal ones win: with a note if it comes from another document, else with an error.
template <class T, class Less>
std::vector<T> merge(std::vector<Entry<T>> entries, Less less, Diagnostics& problems) {
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const auto& a, const auto& b) { return less(a.article, b.article); });
  std::vector<T> out;
  std::uint32_t last_source = 0;
  for (auto& e : entries) {
    if (!out.empty() && !less(out.back(), e.article)) {
      const std::string name = printable(call_it(e.article));
      const Location here{e.source, 0, e.line, e.column};
      if (e.source == last_source) {
        problems.add({"knowledge-duplicate", Severity::error, here, 0, fmt::format("'{}' stands twice", name), {}});
      } else {
        problems.add({"knowledge-replaced",
                      Severity::note,
                      here,
                      0,
                      fmt::format("'{}' replaces the one read before", name),
                      {}});
      }
      out.pop_back();
    }
    last_source = e.source;
    out.push_back(std::move(e.article));
  }
  return out;
}

bool event_less(const EventArticle& a, const EventArticle& b) {
  if (!equals_ignore_case(a.provider, b.provider)) return less_ignore_case(a.provider, b.provider);
  return a.event_id < b.event_id;
}

bool code_less(const CodeArticle& a, const CodeArticle& b) {
  return std::tie(a.space, a.value, a.event_id, a.alert) < std::tie(b.space, b.value, b.event_id, b.alert);
}

}  // namespace

EventTables read_events(std::span<const KnowledgeDocument> documents, Diagnostics& problems) {
  EventTables tables;
  std::vector<Entry<EventArticle>> entries;
  for (const KnowledgeDocument& d : documents) {
    for (const Yaml& document : read_yaml(d.document, d.source, problems)) {
      read_event_document(document, d.source, entries, tables.providers, problems);
    }
  }
  tables.events = merge(std::move(entries), event_less, problems);

  auto& p = tables.providers;
  std::stable_sort(p.begin(), p.end(), [](const auto& a, const auto& b) { return less_ignore_case(a.name, b.name); });
  for (std::size_t i = 1; i < p.size();) {  // a user's document about a known provider adds its aliases
    if (!equals_ignore_case(p[i - 1].name, p[i].name)) {
      ++i;
      continue;
    }
    p[i - 1].aliases.insert(p[i - 1].aliases.end(), p[i].aliases.begin(), p[i].aliases.end());
    p.erase(p.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return tables;
}

std::vector<CodeArticle> read_codes(std::span<const KnowledgeDocument> documents, Diagnostics& problems) {
  std::vector<Entry<CodeArticle>> entries;
  for (const KnowledgeDocument& d : documents) {
    for (const Yaml& document : read_yaml(d.document, d.source, problems)) {
      read_code_document(document, d.source, entries, problems);
    }
  }
  return merge(std::move(entries), code_less, problems);
}

}  // namespace doctor
