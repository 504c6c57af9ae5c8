#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "data/store.h"
#include "data/yaml.h"
#include "engine/rule.h"

namespace doctor {

/// Which Windows channels, providers and event ids Sigma's log source names stand for: the `logsources.yml` documents of a run.
class LogSources {
 public:
  /// Reads all of them; a later document replaces an earlier one's entry of the same name.
  static LogSources load(const DataStore& data, Diagnostics& problems);

  /// Why a logsource cannot be honoured.
  struct Refusal {
    std::string key;  ///< the key in question; empty: the whole
    std::string message, help;
  };
  /// The scope that a rule's `logsource` (its keys and values, as written) names. `category` and `service` together mean both.
  std::variant<EventScope, Refusal> resolve(const std::vector<std::pair<std::string, std::string>>& logsource) const;

 private:
  using Table = std::map<std::string, EventScope, std::less<>>;
  static void read_table(const Yaml* map, std::uint32_t source, Table& table, Diagnostics& problems);

  Table services_, categories_;
};

}  // namespace doctor
