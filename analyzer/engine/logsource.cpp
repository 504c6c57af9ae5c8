#include "engine/logsource.h"

#include <algorithm>
#include <limits>

#include "base/text.h"

namespace doctor {

namespace {

EventScope read_scope(const Yaml& entry, std::uint32_t source, Diagnostics& problems, bool& ok) {
  YamlReader reader(entry, source, problems);
  EventScope scope;
  for (const std::string& name : reader.texts("channels")) {
    if (scope.channel_as_written.empty()) scope.channel_as_written = name;
    scope.channels.push_back(fold(name));
  }
  for (const std::string& name : reader.texts("providers")) {
    if (scope.provider_as_written.empty()) scope.provider_as_written = name;
    scope.providers.push_back(fold(name));
  }
  for (const std::string& text : reader.texts("event_ids")) {
    const auto id = parse_integer(text);
    if (!id || *id > std::numeric_limits<std::uint16_t>::max()) {
      reader.error(entry, "logsource-event-id", "'" + printable(text) + "' is no event id");
    } else {
      scope.event_ids.push_back(static_cast<std::uint32_t>(*id));
    }
  }
  reader.finish();
  if (reader.ok() && scope.channels.empty() && scope.providers.empty()) {
    reader.error(entry, "logsource-empty", "neither channels nor providers");
  }
  std::sort(scope.event_ids.begin(), scope.event_ids.end());
  ok = reader.ok();
  return scope;
}

// Both must hold. False if nothing can satisfy both.
template <class T>
bool narrow(std::vector<T>& list, const std::vector<T>& other) {
  if (other.empty()) return true;
  if (list.empty()) {
    list = other;
    return true;
  }
  std::erase_if(list, [&](const T& item) { return std::find(other.begin(), other.end(), item) == other.end(); });
  return !list.empty();
}

}  // namespace

void LogSources::read_table(const Yaml* map, std::uint32_t source, Table& table, Diagnostics& problems) {
  if (map == nullptr) return;
  const YamlReader type_check(*map, source, problems);
  for (const auto& [name, entry] : map->members) {
    bool ok = false;
    EventScope scope = read_scope(entry, source, problems, ok);
    if (ok) table.insert_or_assign(name, std::move(scope));
  }
}

LogSources LogSources::load(const DataStore& data, Diagnostics& problems) {
  LogSources out;
  const auto& documents = data.documents();
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    if (document_kind(documents[i]) != DocumentKind::logsources) continue;
    for (const Yaml& root : read_yaml(documents[i], i, problems)) {
      YamlReader reader(root, i, problems);
      read_table(reader.node("services"), i, out.services_, problems);
      read_table(reader.node("categories"), i, out.categories_, problems);
      reader.finish();
    }
  }
  return out;
}

std::variant<EventScope, LogSources::Refusal> LogSources::resolve(
    const std::vector<std::pair<std::string, std::string>>& logsource) const {
  EventScope scope;
  bool product = false, narrowed = false;
  for (const auto& [key, value] : logsource) {
    if (key == "product") {
      product = true;
      if (to_lower_ascii(value) != "windows") {
        return Refusal{key, "product '" + printable(value) + "' does not write Windows event logs", {}};
      }
      continue;
    }
    if (key != "service" && key != "category") continue;  // "definition" and the like: words for people
    const Table& table = key == "service" ? services_ : categories_;
    const auto entry = table.find(to_lower_ascii(value));
    if (entry == table.end()) {
      std::vector<std::string_view> names;
      for (const auto& [name, unused] : table) names.push_back(name);
      std::string help = did_you_mean(value, names);
      if (help.empty()) help = "a logsources.yml beside the rules can name its channels";
      return Refusal{key, "unknown " + key + " '" + printable(value) + "'", std::move(help)};
    }
    const EventScope& other = entry->second;
    if (!narrow(scope.channels, other.channels) || !narrow(scope.providers, other.providers) ||
        !narrow(scope.event_ids, other.event_ids)) {
      return Refusal{{}, "no event is of this category and this service", {}};
    }
    if (scope.channel_as_written.empty()) scope.channel_as_written = other.channel_as_written;
    if (scope.provider_as_written.empty()) scope.provider_as_written = other.provider_as_written;
    narrowed = true;
  }
  if (!product && !narrowed) return Refusal{{}, "names neither product, category nor service", {}};
  return scope;
}

}  // namespace doctor
