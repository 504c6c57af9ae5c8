#include "engine/matcher.h"

#include <algorithm>

#include "base/text.h"
#include "engine/compile.h"
#include "engine/condition.h"
#include "engine/event_view.h"

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

bool admits(const std::vector<std::uint32_t>& allowed, std::uint32_t number) {
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), number) != allowed.end();
}

}  // namespace

struct Matcher::Scratch {
  explicit Scratch(const RuleSet::Compiled& rules)
      : compiled(rules), view(rules.fields), channel(rules.channels), provider(rules.providers), seen(rules.literals) {}

  const RuleSet::Compiled& compiled;
  EventView view;
  RecentName channel, provider;
  LiteralIndex::Seen seen;
  std::vector<std::uint32_t> candidates;
  JoinedValues joined;

  // The rules whose log source and necessary event ids and providers this event satisfies, ascending.
  void find_candidates(const Event& event) {
    candidates.clear();
    const std::uint32_t channel_number = channel.number(event.channel);
    const std::uint32_t provider_number = provider.number(event.provider);
    const auto add = [&](const std::vector<std::uint32_t>& rules) {
      for (const std::uint32_t r : rules) {
        const auto& plan = compiled.plans[r];
        if (admits(plan.channels, channel_number) && admits(plan.providers, provider_number)) candidates.push_back(r);
      }
    };
    add(compiled.of_any_event);
    if (const auto it = compiled.by_event_id.find(event.event_id); it != compiled.by_event_id.end()) add(it->second);
    if (const auto it = compiled.by_channel.find(channel_number); it != compiled.by_channel.end()) add(it->second);
    std::sort(candidates.begin(), candidates.end());
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
  scratch_->find_candidates(event);
  return !scratch_->candidates.empty();
}

void Matcher::match(const Event& event, StringPool& strings, std::vector<Finding>& out) {
  Scratch& s = *scratch_;
  s.find_candidates(event);
  if (s.candidates.empty()) return;
  s.view.reset(event);
  s.drop_by_texts();
  for (const std::uint32_t r : s.candidates) {
    const auto& plan = s.compiled.plans[r];
    if (!s.compiled.rules[r].when->matches(s.view, plan.condition_fields) || !s.passes_filters(plan)) continue;
    Finding f;
    f.rule = r;
    f.source = event.origin.source;
    f.offset = event.origin.offset;
    f.record_id = event.record_id;
    f.time = event.time;
    f.event_id = event.event_id;
    f.provider = strings.intern(event.provider);
    f.channel = strings.intern(event.channel);
    f.computer = strings.intern(event.computer);
    f.values = s.kept_values(plan.keep_fields, strings);
    out.push_back(f);
  }
}

std::optional<std::vector<Condition::Trace>> Matcher::trace(const Event& event, std::uint32_t rule) {
  Scratch& s = *scratch_;
  s.find_candidates(event);
  if (!std::binary_search(s.candidates.begin(), s.candidates.end(), rule)) return std::nullopt;
  s.view.reset(event);
  const auto& plan = s.compiled.plans[rule];
  const Condition& condition = *s.compiled.rules[rule].when;
  if (!condition.matches(s.view, plan.condition_fields) || !s.passes_filters(plan)) return std::nullopt;
  return condition.trace(s.view, plan.condition_fields);
}

}  // namespace doctor
