#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/fields.h"
#include "engine/literal_index.h"
#include "engine/rule.h"
#include "engine/worded.h"

namespace doctor {

/// Names (of channels, of providers) compared without case, numbered from 1; 0 is every name that no rule mentions.
class NameTable {
 public:
  std::uint32_t add(std::string_view folded);
  std::uint32_t find(std::string_view folded) const;

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// Where a correlation finds one value of one of its inputs.
struct ValueSource {
  enum class Kind : std::uint8_t { computer, channel, provider, event_id, kept, grouped };
  Kind kind = Kind::kept;
  std::uint32_t index = 0;  ///< kept: into Rule::keep; grouped: into Correlation::group_by of the input
  /// Names of computers, channels and providers; and whatever is compared with one.
  bool ignores_case = false;
};

/// One of the `rules` of a correlation, resolved.
struct CorrelationInput {
  bool is_correlation = false;
  std::uint32_t index = 0;            ///< into rules() or correlations()
  std::vector<ValueSource> group_by;  ///< parallel to Correlation::group_by
  std::vector<ValueSource> values;    ///< parallel to Correlation::value_fields
};

/// What RuleSet::compile makes of the rules; read by Matcher and correlate().
struct RuleSet::Compiled {
  /// What an event must be before a rule's condition is asked, and the numbers of the rule's fields.
  struct Plan {
    std::vector<std::uint32_t> channels;   ///< NameTable numbers, any of them; empty means any
    std::vector<std::uint32_t> providers;  ///< the same
    std::vector<std::uint32_t> condition_fields;
    std::vector<std::uint32_t> keep_fields;
    struct Filtered {
      std::uint32_t filter;  ///< into filters
      std::vector<std::uint32_t> fields;
    };
    std::vector<Filtered> filters;  ///< all of these must hold, too
    /// Of a rule that needs a text (see LiteralIndex): about how many comparisons an event costs without knowing whether it has one, and
    /// whether keywords are among them. 0 of the others.
    std::uint64_t questions = 0;
    bool looks_everywhere = false;
  };
  using RuleList = std::vector<std::uint32_t>;  // ascending

  std::vector<Rule> rules;
  std::vector<Correlation> correlations;
  std::vector<Filter> filters;
  std::unordered_map<std::string_view, std::uint32_t> rule_numbers, correlation_numbers;
  std::unordered_map<std::string, std::uint32_t> rules_by_uuid;  ///< in small letters; the first of several
  /// By its id or, as correlations and filters may refer to it, its uuid in any case.
  std::optional<std::uint32_t> find_rule(const std::string& name) const;
  std::vector<Plan> plans;                            ///< per rule
  std::vector<std::vector<CorrelationInput>> inputs;  ///< per correlation, parallel to its rules
  std::vector<WordedCondition> words;                 ///< per correlation; empty where it has none

  FieldTable fields;
  NameTable channels, providers;
  std::unordered_map<std::uint32_t, RuleList> by_event_id;
  std::unordered_map<std::uint32_t, RuleList> by_channel;  ///< rules of these channels, of any event id
  RuleList of_any_event;                                   ///< of any channel and any event id
  LiteralIndex literals;                                   ///< of all rules
  Prefilter prefilter;
};

}  // namespace doctor
