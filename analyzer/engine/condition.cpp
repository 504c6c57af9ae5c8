#include "engine/condition.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace doctor {

// One walk over the tree for one event. As deep as the tree: the loader bounds that.
class Condition::Evaluation {
 public:
  Evaluation(const Condition& condition, EventView& event, std::span<const std::uint32_t> field_numbers)
      : condition_(condition), event_(event), field_numbers_(field_numbers) {}

  bool node(std::uint32_t id) {
    const Node& n = condition_.nodes_[id];
    const auto children = std::span(condition_.children_).subspan(n.kind == Node::Kind::test ? 0 : n.first, n.count);
    switch (n.kind) {
      case Node::Kind::test:
        return test(condition_.tests_[n.first]);
      case Node::Kind::negation:
        return !node(children[0]);
      case Node::Kind::all:
        return std::all_of(children.begin(), children.end(), [&](std::uint32_t c) { return node(c); });
      case Node::Kind::any:
        return std::any_of(children.begin(), children.end(), [&](std::uint32_t c) { return node(c); });
    }
    return false;
  }

  /// Whether the node can come out as `wanted` if nothing is known of some fields. May say yes too often.
  bool can_be(bool wanted, std::uint32_t id, const std::vector<bool>& unknown) {
    const Node& n = condition_.nodes_[id];
    if (n.kind == Node::Kind::test) {
      const Test& t = condition_.tests_[n.first];
      return asks(t, unknown) || test(t) == wanted;
    }
    const auto children = std::span(condition_.children_).subspan(n.first, n.count);
    if (n.kind == Node::Kind::negation) return can_be(!wanted, children[0], unknown);
    const auto child = [&](std::uint32_t c) { return can_be(wanted, c, unknown); };
    const bool needs_all = (n.kind == Node::Kind::all) == wanted;
    return needs_all ? std::all_of(children.begin(), children.end(), child) : std::any_of(children.begin(), children.end(), child);
  }

  /// The values that make the tests below a node hold which must hold for it.
  void collect(std::uint32_t id, std::vector<std::pair<std::string, std::string>>& out) {
    const Node& n = condition_.nodes_[id];
    if (n.kind == Node::Kind::negation || out.size() >= kMostTraced || !node(id)) return;
    if (n.kind != Node::Kind::test) {
      for (std::uint32_t i = 0; i < n.count; ++i) collect(condition_.children_[n.first + i], out);
      return;
    }
    const Test& t = condition_.tests_[n.first];
    const bool keywords = t.kind == Test::Kind::keywords;
    const std::string& field = keywords ? kNoName : condition_.fields_[t.field];
    const auto values = keywords ? event_.searched_values() : event_.values(field_numbers_[t.field]);
    for (const std::uint32_t v : values) {
      if (t.patterns.empty() || any_matches(std::span(&v, 1), t.patterns)) {
        out.emplace_back(field, event_.value(v).text());
        return;
      }
    }
    out.emplace_back(field, std::string());  // its absence
  }

 private:
  static constexpr std::size_t kMostTraced = 100;
  inline static const std::string kNoName;

  bool asks(const Test& t, const std::vector<bool>& fields) const {
    if (t.kind == Test::Kind::keywords) return false;
    return fields[field_numbers_[t.field]] || (t.kind == Test::Kind::reference && fields[field_numbers_[t.other]]);
  }

  bool test(const Test& t) {
    if (t.kind == Test::Kind::keywords) return any_matches(event_.searched_values(), t.patterns);
    const auto values = event_.values(field_numbers_[t.field]);
    switch (t.kind) {
      case Test::Kind::values:
        return any_matches(values, t.patterns);
      case Test::Kind::is_null:
        return values.empty() || std::any_of(values.begin(), values.end(), [&](std::uint32_t v) {
                 return event_.value(v).value().type == Value::Type::none;
               });
      case Test::Kind::exists:
        return !values.empty();
      case Test::Kind::reference:
        return relates(t, values, event_.values(field_numbers_[t.other]));
      case Test::Kind::keywords:
        break;
    }
    return false;
  }

  bool any_matches(std::span<const std::uint32_t> values, const std::vector<Pattern>& patterns) {
    for (const std::uint32_t v : values) {
      for (const Pattern& p : patterns) {
        if (p.matches(event_.value(v))) return true;
      }
    }
    return false;
  }

  bool relates(const Test& t, std::span<const std::uint32_t> values, std::span<const std::uint32_t> others) {
    for (const std::uint32_t v : values) {
      for (const std::uint32_t o : others) {
        if (relates(t, event_.value(v), event_.value(o))) return true;
      }
    }
    return false;
  }
  static bool relates(const Test& t, ViewedValue& value, ViewedValue& other) {
    if (t.position == Glob::Position::whole) {
      const auto a = number_of(value.value()), b = number_of(other.value());
      if (a && b && a->whole && b->whole) return a->compare(*b) == 0;
    }
    const std::string_view text = t.cased ? value.text() : value.folded();
    const std::string_view part = t.cased ? other.text() : other.folded();
    switch (t.position) {
      case Glob::Position::whole:
        return text == part;
      case Glob::Position::start:
        return text.starts_with(part);
      case Glob::Position::end:
        return text.ends_with(part);
      case Glob::Position::anywhere:
        return text.find(part) != std::string_view::npos;
    }
    return false;
  }

  const Condition& condition_;
  EventView& event_;
  std::span<const std::uint32_t> field_numbers_;
};

bool Condition::matches(EventView& event, std::span<const std::uint32_t> field_numbers) const {
  return Evaluation(*this, event, field_numbers).node(root_);
}

bool Condition::may_match(EventView& event, std::span<const std::uint32_t> field_numbers,
                          const std::vector<bool>& unknown) const {
  return Evaluation(*this, event, field_numbers).can_be(true, root_, unknown);
}

std::vector<Condition::Trace> Condition::trace(EventView& event, std::span<const std::uint32_t> field_numbers) const {
  Evaluation evaluation(*this, event, field_numbers);
  std::vector<Trace> out;
  for (const auto& [name, node] : selections_) {
    Trace& t = out.emplace_back(Trace{name, evaluation.node(node), {}});
    if (t.holds) evaluation.collect(node, t.values);
  }
  return out;
}

namespace {

template <class T>
void sort_distinct(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

template <class T>
void intersect(std::optional<std::vector<T>>& into, const std::optional<std::vector<T>>& other) {
  if (!other) return;
  if (!into) {
    into = other;
    return;
  }
  std::vector<T> both;
  std::set_intersection(into->begin(), into->end(), other->begin(), other->end(), std::back_inserter(both));
  into = std::move(both);
}

template <class T>
void unite(std::optional<std::vector<T>>& into, const std::optional<std::vector<T>>& other) {
  if (!into || !other) {
    into.reset();
    return;
  }
  into->insert(into->end(), other->begin(), other->end());  // sorted once all are in
}

/// So many alternatives tell little, and cost memory.
constexpr std::size_t kMostLiterals = 2000;

/// Of two sets of alternatives the one whose shortest text is longer says more; of equal ones the smaller set.
bool tells_more(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return b.empty() && !a.empty();
  const auto shortest = [](const std::vector<std::string>& set) {
    std::size_t least = set[0].size();
    for (const std::string& s : set) least = std::min(least, s.size());
    return std::min<std::size_t>(least, 6);  // beyond that a text is rare enough
  };
  const std::size_t x = shortest(a), y = shortest(b);
  return x != y ? x > y : a.size() < b.size();
}

}  // namespace

std::vector<std::string> Condition::necessary_literals() const {
  auto literals = necessary_literals(root_);
  sort_distinct(literals);
  return literals;
}

std::vector<std::string> Condition::necessary_literals(std::uint32_t id) const {
  const Node& n = nodes_[id];
  std::vector<std::string> out;
  switch (n.kind) {
    case Node::Kind::negation:
      return out;
    case Node::Kind::test: {
      const Test& test = tests_[n.first];
      if (test.kind != Test::Kind::values && test.kind != Test::Kind::keywords) return out;
      for (const Pattern& p : test.patterns) {
        out.push_back(p.necessary_literal());
        if (out.back().empty() || out.size() > kMostLiterals) return {};
      }
      return out;
    }
    case Node::Kind::all:
      for (std::uint32_t i = 0; i < n.count; ++i) {
        auto child = necessary_literals(children_[n.first + i]);
        if (tells_more(child, out)) out = std::move(child);
      }
      return out;
    case Node::Kind::any:
      for (std::uint32_t i = 0; i < n.count; ++i) {
        const auto child = necessary_literals(children_[n.first + i]);
        if (child.empty() || out.size() + child.size() > kMostLiterals) return {};
        out.insert(out.end(), child.begin(), child.end());
      }
      return out;
  }
  return out;
}

Necessary Condition::necessary() const {
  return necessary(root_);
}

Necessary Condition::necessary(std::uint32_t id) const {
  const Node& n = nodes_[id];
  Necessary out;
  switch (n.kind) {
    case Node::Kind::test:
      return necessary_of_test(tests_[n.first]);
    case Node::Kind::negation:
      return out;  // what an event must not be says nothing about what it must be
    case Node::Kind::all:
      for (std::uint32_t i = 0; i < n.count; ++i) {
        const Necessary child = necessary(children_[n.first + i]);
        intersect(out.event_ids, child.event_ids);
        intersect(out.providers, child.providers);
      }
      return out;
    case Node::Kind::any:
      out = {std::vector<std::uint32_t>{}, std::vector<std::string>{}};
      for (std::uint32_t i = 0; i < n.count; ++i) {
        const Necessary child = necessary(children_[n.first + i]);
        unite(out.event_ids, child.event_ids);
        unite(out.providers, child.providers);
      }
      if (out.event_ids) sort_distinct(*out.event_ids);
      if (out.providers) sort_distinct(*out.providers);
      return out;
  }
  return out;
}

Necessary Condition::necessary_of_test(const Test& test) const {
  Necessary out;
  if (test.kind != Test::Kind::values) return out;
  const SystemField field = system_field(fields_[test.field]);
  if (field == SystemField::event_id) {
    std::vector<std::uint32_t> ids;
    for (const Pattern& p : test.patterns) {
      const auto number = p.only_number();
      if (!number || !number->whole) return out;
      if (!number->negative && number->bits <= UINT32_MAX) ids.push_back(static_cast<std::uint32_t>(number->bits));
    }
    sort_distinct(ids);
    out.event_ids = std::move(ids);
  } else if (field == SystemField::provider_name) {
    std::vector<std::string> names;
    for (const Pattern& p : test.patterns) {
      auto name = p.only_text();
      if (!name) return out;
      names.push_back(std::move(*name));
    }
    sort_distinct(names);
    out.providers = std::move(names);
  }
  return out;
}

std::uint32_t ConditionBuilder::field(std::string_view name) {
  const auto [it, is_new] =
      fields_.try_emplace(std::string(name), static_cast<std::uint32_t>(condition_->fields_.size()));
  if (is_new) condition_->fields_.emplace_back(name);
  return it->second;
}

ConditionBuilder::NodeId ConditionBuilder::test(Test test) {
  if (test.patterns.size() > kMostWork) too_large_ = true;
  sizes_.push_back(1 + test.patterns.size());
  condition_->tests_.push_back(std::move(test));
  condition_->nodes_.push_back(
      {Condition::Node::Kind::test, static_cast<std::uint32_t>(condition_->tests_.size() - 1), 0});
  return static_cast<NodeId>(condition_->nodes_.size() - 1);
}

ConditionBuilder::NodeId ConditionBuilder::add(Condition::Node::Kind kind, std::span<const NodeId> nodes) {
  std::uint64_t size = 1;
  for (const NodeId n : nodes) size += sizes_[n];
  if (size > kMostWork || condition_->children_.size() > kMostWork) too_large_ = true;
  sizes_.push_back(std::min(size, kMostWork + 1));
  const auto first = static_cast<std::uint32_t>(condition_->children_.size());
  condition_->children_.insert(condition_->children_.end(), nodes.begin(), nodes.end());
  condition_->nodes_.push_back({kind, first, static_cast<std::uint32_t>(nodes.size())});
  return static_cast<NodeId>(condition_->nodes_.size() - 1);
}

ConditionBuilder::NodeId ConditionBuilder::all(std::span<const NodeId> nodes) {
  return nodes.size() == 1 ? nodes[0] : add(Condition::Node::Kind::all, nodes);
}

ConditionBuilder::NodeId ConditionBuilder::any(std::span<const NodeId> nodes) {
  return nodes.size() == 1 ? nodes[0] : add(Condition::Node::Kind::any, nodes);
}

ConditionBuilder::NodeId ConditionBuilder::negation(NodeId node) {
  return add(Condition::Node::Kind::negation, std::span(&node, 1));
}

std::shared_ptr<const Condition> ConditionBuilder::finish(NodeId root) {
  condition_->root_ = root;
  condition_->work_ = sizes_[root];
  condition_->has_keywords_ = std::any_of(condition_->tests_.begin(), condition_->tests_.end(),
                                          [](const Test& t) { return t.kind == Test::Kind::keywords; });
  return condition_;
}

}  // namespace doctor
