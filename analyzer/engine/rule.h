#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/time.h"
#include "event/source.h"

namespace doctor {

enum class Weight : std::uint8_t { info, low, medium, high, critical };
std::string_view weight_name(Weight weight);  ///< "info", "low", ...: as in reports

class Condition;  // compiled form; see engine/condition.h

/// Where a rule's events come from, resolved from a Sigma logsource: folded; empty means any.
struct EventScope {
  std::vector<std::string> channels;
  std::vector<std::string> providers;
  std::vector<std::uint32_t> event_ids;
  std::string channel_as_written, provider_as_written;  ///< the first of each, as Windows spells it; for examples
};

/// One Sigma rule: about one event at a time.
struct Rule {
  std::string id;    ///< Sigma `name`, else `id`, else the title: unique in a rule set
  std::string uuid;  ///< Sigma `id`; may be empty
  std::string title;
  std::string status;
  std::string description;
  Weight weight = Weight::info;  ///< Sigma `level`
  EventScope scope;              ///< from logsource; its providers and ids are what the source promises
  std::vector<std::pair<std::string, std::string>> logsource;  ///< as written
  std::shared_ptr<const Condition> when;                       ///< never null
  std::vector<std::string> keep;  ///< Sigma `fields`: what a Finding carries along, in this order
  std::vector<std::string> tags, falsepositives, references;
  std::vector<std::pair<std::string, std::string>> custom;  ///< unknown keys, kept and shown
  bool built_in = false;
  Location defined_at;
};

enum class CorrelationType : std::uint8_t {
  event_count,
  value_count,
  value_sum,
  value_avg,
  value_percentile,
  value_median,
  temporal,
  temporal_ordered
};
std::string_view correlation_type_name(CorrelationType type);  ///< as documents write it
inline bool is_temporal(CorrelationType type) {
  return type == CorrelationType::temporal || type == CorrelationType::temporal_ordered;
}

/// One Sigma correlation: about rules' findings (or other correlations' firings) over time.
struct Correlation {
  std::string id, uuid, title, description;
  Weight weight = Weight::info;
  CorrelationType type = CorrelationType::event_count;
  std::vector<std::string>
      rules;  ///< ids of rules and correlations, as in the document (names or uuids resolved to ids)
  std::vector<std::string> group_by;  ///< System fields (Computer, Channel ...) or fields that all the rules keep
  Ticks timespan;
  std::vector<std::string> value_fields;  ///< of value_count: what together is one value; of the other value_*: one
  double percentile = 0;                  ///< of value_percentile: 0 to 100
  /// Sigma `aliases`: a name for group-by and value_fields, and the field that it means in the findings of each rule.
  struct Alias {
    std::string name;
    std::vector<std::pair<std::string, std::string>> fields;  ///< rule, its field
  };
  std::vector<Alias> aliases;
  /// All must hold for the count: event_count: events; value_count: distinct values; other value_*: what the name says; temporal*:
  /// distinct rules (for temporal_ordered in the order of `rules`). Empty for temporal*: all the rules, or see `words`.
  struct Bound {
    enum class Op : std::uint8_t { lt, lte, gt, gte, eq, neq } op;
    double value;
  };
  std::vector<Bound> condition;
  /// Of temporal*: a condition in words over the rules, as written (draft of Sigma 2.2). Empty: none.
  std::string words;
  Location words_at;
  bool generate = false;  ///< Sigma `generate`: whether its rules are findings in their own right
  std::vector<std::string> tags, falsepositives, references;
  bool built_in = false;
  Location defined_at;
};

/// One Sigma filter: what must hold of an event beside a rule's own condition. Not applied to correlations.
struct Filter {
  std::string id, uuid, title, description;
  std::vector<std::pair<std::string, std::string>> logsource;  ///< as written: a rule's must name all of it
  std::vector<std::string> rules;                              ///< names or ids of rules; empty: all of that log source
  Location rules_at;
  std::shared_ptr<const Condition> when;  ///< never null
  bool built_in = false;
  Location defined_at;
};

bool has_tag(const Rule& rule, std::string_view tag);

/// Compiled rules. Immutable, cheap to copy, shared by all threads.
class RuleSet {
 public:
  RuleSet();  ///< empty

  /// Takes what is sound and reports the rest: same ids (the later one wins, with a note), correlations and filters of unknown
  /// rules, cycles.
  static RuleSet compile(std::vector<Rule> rules, std::vector<Correlation> correlations, std::vector<Filter> filters,
                         Diagnostics& problems);

  std::span<const Rule> rules() const;                ///< sorted by id
  std::span<const Correlation> correlations() const;  ///< sorted so that a chain comes after its parts, else by id
  std::span<const Filter> filters() const;            ///< sorted by id
  /// Index of the rule or correlation of that id, if there is one.
  std::optional<std::uint32_t> rule(std::string_view id) const;
  std::optional<std::uint32_t> correlation(std::string_view id) const;

  /// The filters of a rule, ascending.
  std::vector<std::uint32_t> filters_of(std::uint32_t rule) const;

  Prefilter prefilter() const;  ///< what these rules could ever match

  struct Compiled;
  const Compiled& compiled() const { return *compiled_; }  ///< for Matcher

 private:
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace doctor
