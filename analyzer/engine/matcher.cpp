#include "engine/matcher.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "base/sorting.h"
#include "base/text.h"
#include "engine/compile.h"
#include "engine/condition.h"
#include "engine/event_view.h"
#include "engine/verdicts.h"

namespace doctor {

namespace {

// The number of a name that rarely changes from event to event: folded and looked up only when it does.
class RecentName {
 public:
  explicit RecentName(const NameTable& table) : table_(table) {}

  std::uint32_t number(std::string_view name) {
    if (!known_ || name != name_) {
      name_ = name;
      number_ = table_.find(fold(name));
      known_ = true;
    }
    return number_;
  }

 private:
  const NameTable& table_;
  std::string name_;
  std::uint32_t number_ = 0;
  bool known_ = false;
};

/// What is another in nearly every event: nothing to remember an event by.
bool is_fleeting(SystemField field) {
  switch (field) {
    case SystemField::time_created:
    case SystemField::record_id:
    case SystemField::activity_id:
    case SystemField::related_activity_id:
    case SystemField::process_id:
    case SystemField::thread_id:
      return true;
    default:
      return false;
  }
}

/// So that no two lists of fields and values give the same text.
void append_value(std::uint32_t field, const Value& value, std::string& out) {
  struct Head {
    std::uint64_t number, size;
    std::uint32_t field;
    std::uint16_t type, hex;
  };
  static_assert(std::has_unique_object_representations_v<Head>);
  const Head head{value.number, value.text.size(), field, static_cast<std::uint16_t>(value.type), value.hex};
  out.append(reinterpret_cast<const char*>(&head), sizeof head);
  out.append(value.text);
}

bool admits(const std::vector<std::uint32_t>& allowed, std::uint32_t number) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), number) != allowed.end();
}

}  // namespace

struct Matcher::Scratch {
  explicit Scratch(const RuleSet::Compiled& rules)
      : compiled(rules), view(rules.fields), channel(rules.channels), provider(rules.providers), seen(rules.literals) {
    for (std::uint32_t f = 0; f < rules.fields.size(); ++f) fleeting_fields.push_back(is_fleeting(rules.fields.system(f)));
  }

  const RuleSet::Compiled& compiled;
  EventView view;
  RecentName channel, provider;
  LiteralIndex::Seen seen;
  Verdicts verdicts;
  std::vector<std::uint32_t> candidates, matched;
  std::string asked;
  JoinedValues joined;
  std::vector<bool> fleeting_fields;  // by field number

  // What is known of events of this id, channel and provider; their rules are listed when the first one comes.
  Verdicts::Kind& kind_of(const Event& event) {
    const std::uint32_t channel_number = channel.number(event.channel);
    const std::uint32_t provider_number = provider.number(event.provider);
    auto [kind, is_new] = verdicts.kind({event.event_id, channel_number, provider_number});
    if (is_new) kind.rules = find_candidates(event.event_id, channel_number, provider_number);
    return kind;
  }

  // The rules whose log source and necessary event ids and providers this event satisfies, ascending.
  std::vector<std::uint32_t> find_candidates(std::uint32_t event_id, std::uint32_t channel_number,
                                             std::uint32_t provider_number) const {
    std::vector<std::uint32_t> found;
    const auto add = [&](const std::vector<std::uint32_t>& rules) {
      for (const std::uint32_t r : rules) {
        const auto& plan = compiled.plans[r];
        if (admits(plan.channels, channel_number) && admits(plan.providers, provider_number)) found.push_back(r);
      }
    };
    add(compiled.of_any_event);
    if (const auto it = compiled.by_event_id.find(event_id); it != compiled.by_event_id.end()) add(it->second);
    if (const auto it = compiled.by_channel.find(channel_number); it != compiled.by_channel.end()) add(it->second);
    std::sort(found.begin(), found.end());
    return found;
  }

  // Leaves out the rules that need a text which the event does not hold. For a few questions asking them is cheaper.
  void drop_by_texts() {
    constexpr std::uint64_t kFewQuestions = 40;
    std::uint64_t questions = 0;
    bool keywords = false;
    for (const std::uint32_t r : candidates) {
      questions += compiled.plans[r].questions;
      keywords = keywords || compiled.plans[r].looks_everywhere;
    }
    if (questions <= kFewQuestions) return;
    if (keywords) view.searched_values();  // which are then among its values
    seen.clear();
    for (std::uint32_t v = 0; v < view.size(); ++v) seen.look(view.value(v).folded());
    std::erase_if(candidates, [&](std::uint32_t r) { return compiled.literals.needs_text(r) && !seen.has(r); });
  }

  // Which of these rules the viewed event satisfies: added to `matched`.
  void ask(const std::vector<std::uint32_t>& rules) {
    candidates = rules;
    drop_by_texts();
    for (const std::uint32_t r : candidates) {
      if (holds(r)) matched.push_back(r);
    }
  }

  // The same of all rules of the kind, with what is remembered of events of equal values.
  void find_matches(Verdicts::Kind& kind) {
    matched.clear();
    if (!kind.worth_remembering()) return ask(kind.rules);
    if (!kind.studied) study(kind);
    write_asked(kind);
    if (const auto* known = kind.find(asked)) {
      matched = *known;
    } else {
      ask(kind.steady);
      for (const std::uint32_t r : kind.fleeting) {
        if (may_hold(r)) matched.push_back(r | kOpen);
      }
      verdicts.keep(kind, asked, matched);
    }
    if (!kind.fleeting.empty()) settle();
  }

  // A rule of which is remembered only that the rest decides: the time, or what else is another in every event.
  static constexpr std::uint32_t kOpen = std::uint32_t{1} << 31;

  // Asks the open rules of `matched`.
  void settle() {
    std::size_t kept = 0;
    for (const std::uint32_t r : matched) {
      if ((r & kOpen) == 0 || holds(r & ~kOpen)) matched[kept++] = r & ~kOpen;
    }
    matched.resize(kept);
    sort_unless_sorted(matched);
  }

  // What the rules of a kind ask about.
  void study(Verdicts::Kind& kind) {
    kind.studied = true;
    kind.asks.assign(compiled.fields.size(), false);
    for (const std::uint32_t r : kind.rules) {
      const auto& plan = compiled.plans[r];
      std::vector<std::uint32_t> fields = plan.condition_fields;
      bool keywords = compiled.rules[r].when->has_keywords();
      for (const auto& f : plan.filters) {
        fields.insert(fields.end(), f.fields.begin(), f.fields.end());
        keywords = keywords || compiled.filters[f.filter].when->has_keywords();
      }
      if (std::any_of(fields.begin(), fields.end(), [&](auto f) { return fleeting_fields[f]; })) {
        kind.fleeting.push_back(r);
      } else {
        kind.steady.push_back(r);
      }
      for (const std::uint32_t f : fields) kind.asks[f] = kind.asks[f] || !fleeting_fields[f];
      kind.asks_everywhere = kind.asks_everywhere || keywords;
    }
  }

  // Every value that the kind's rules can ask about but the fleeting ones, so that equal texts mean equal answers.
  void write_asked(const Verdicts::Kind& kind) {
    asked.clear();
    for (const std::uint32_t field : view.present()) {
      if (!kind.asks[field]) continue;
      for (const std::uint32_t v : view.values(field)) append_value(field, view.value(v).value(), asked);
    }
    if (!kind.asks_everywhere) return;
    for (const std::uint32_t v : view.searched_values()) append_value(UINT32_MAX, view.value(v).value(), asked);
  }

  bool holds(std::uint32_t rule) {
    const auto& plan = compiled.plans[rule];
    return compiled.rules[rule].when->matches(view, plan.condition_fields) && passes_filters(plan);
  }

  // False: it does not hold, whatever the fleeting fields say.
  bool may_hold(std::uint32_t rule) {
    const auto& plan = compiled.plans[rule];
    return compiled.rules[rule].when->may_match(view, plan.condition_fields, fleeting_fields);
  }

  bool passes_filters(const RuleSet::Compiled::Plan& plan) {
    return std::all_of(plan.filters.begin(), plan.filters.end(),
                       [&](const auto& f) { return compiled.filters[f.filter].when->matches(view, f.fields); });
  }

  std::uint32_t kept_values(const std::vector<std::uint32_t>& fields, StringPool& strings) {
    joined.clear();
    for (const std::uint32_t field : fields) {
      joined.next_field();
      for (const std::uint32_t v : view.values(field)) joined.add(view.value(v).text());
    }
    return strings.intern(joined.text());
  }
};

Matcher::Matcher(RuleSet rules) : rules_(std::move(rules)), scratch_(std::make_unique<Scratch>(rules_.compiled())) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

bool Matcher::may_match(const Event& event) {
  return !scratch_->kind_of(event).rules.empty();
}

void Matcher::match(const Event& event, StringPool& strings, std::vector<Finding>& out) {
  Scratch& s = *scratch_;
  Verdicts::Kind& kind = s.kind_of(event);
  if (kind.rules.empty()) return;
  s.view.reset(event);
  s.find_matches(kind);
  if (s.matched.empty()) return;
  Finding f;
  f.source = event.origin.source;
  f.offset = event.origin.offset;
  f.record_id = event.record_id;
  f.time = event.time;
  f.event_id = event.event_id;
  f.provider = strings.intern(event.provider);
  f.channel = strings.intern(event.channel);
  f.computer = strings.intern(event.computer);
  for (const std::uint32_t r : s.matched) {
    f.rule = r;
    f.values = s.kept_values(s.compiled.plans[r].keep_fields, strings);
    out.push_back(f);
  }
}

std::optional<std::vector<Condition::Trace>> Matcher::trace(const Event& event, std::uint32_t rule) {
  Scratch& s = *scratch_;
  const auto& rules = s.kind_of(event).rules;
  if (!std::binary_search(rules.begin(), rules.end(), rule)) return std::nullopt;
  s.view.reset(event);
  if (!s.holds(rule)) return std::nullopt;
  return s.compiled.rules[rule].when->trace(s.view, s.compiled.plans[rule].condition_fields);
}

}  // namespace doctor
