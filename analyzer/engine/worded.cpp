#include "engine/worded.h"

#include <algorithm>

#include "base/text.h"
#include "engine/counters.h"
#include "engine/expression.h"

namespace doctor {

class WordedCondition::Maker {
 public:
  Maker(std::span<const std::string> rules, const std::function<std::optional<std::uint32_t>(const std::string&)>& find)
      : rules_(rules), find_(find) {
    out.wanted_.resize(rules.size());
    out.unwanted_.resize(rules.size());
  }

  std::uint32_t add(const Expression& e, bool negated) {
    switch (e.kind) {
      case Expression::Kind::identifier:
        return name(e.name, negated);
      case Expression::Kind::any_of:
      case Expression::Kind::all_of:
        return pattern(e, negated);
      case Expression::Kind::negation:
        return node({Node::Kind::negation, 0, {add(e.items[0], !negated)}});
      case Expression::Kind::all:
      case Expression::Kind::any:
        break;
    }
    Node n{e.kind == Expression::Kind::all ? Node::Kind::all : Node::Kind::any, 0, {}};
    for (const Expression& item : e.items) n.children.push_back(add(item, negated));
    return node(std::move(n));
  }

  WordedCondition out;
  std::string error;

 private:
  std::uint32_t node(Node n) {
    out.nodes_.push_back(std::move(n));
    return static_cast<std::uint32_t>(out.nodes_.size() - 1);
  }
  std::uint32_t slot(std::uint32_t number, bool negated) {
    (negated ? out.unwanted_ : out.wanted_)[number] = true;
    return node({Node::Kind::slot, number, {}});
  }
  std::uint32_t name(const std::string& text, bool negated) {
    const auto number = find_(text);
    if (number) return slot(*number, negated);
    error = "'" + printable(text) + "' is none of its rules";
    return 0;
  }
  std::uint32_t pattern(const Expression& e, bool negated) {
    Node n{e.kind == Expression::Kind::all_of ? Node::Kind::all : Node::Kind::any, 0, {}};
    for (std::uint32_t i = 0; i < rules_.size(); ++i) {
      if (selects(e.name, rules_[i])) n.children.push_back(slot(i, negated));
    }
    if (n.children.empty()) error = "none of its rules matches '" + printable(e.name) + "'";
    return node(std::move(n));
  }

  std::span<const std::string> rules_;
  const std::function<std::optional<std::uint32_t>(const std::string&)>& find_;
};

namespace {

bool is_name(const Expression& e) {
  return e.kind == Expression::Kind::identifier ||
         (e.kind == Expression::Kind::negation && e.items[0].kind == Expression::Kind::identifier);
}

}  // namespace

Result<WordedCondition> WordedCondition::make(
    std::string_view words, std::span<const std::string> rules,
    const std::function<std::optional<std::uint32_t>(const std::string&)>& find) {
  const auto expression = parse_expression(words);
  if (!expression) return expression.error();
  Maker maker(rules, find);
  maker.out.root_ = maker.add(*expression, false);
  if (!maker.error.empty()) return Error{Errc::bad_format, maker.error};
  WordedCondition& out = maker.out;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!out.wanted_[i] && !out.unwanted_[i]) {
      return Error{Errc::bad_format, "it does not mention '" + printable(rules[i]) + "'"};
    }
  }
  if (out.holds(std::vector<std::uint32_t>(rules.size(), 0))) {
    return Error{Errc::bad_format, "it holds where nothing happens at all"};
  }
  out.plain_list_ = is_name(*expression) || (expression->kind == Expression::Kind::all &&
                                             std::all_of(expression->items.begin(), expression->items.end(), is_name));
  return std::move(out);
}

bool WordedCondition::holds(std::span<const std::uint32_t> counts) const {
  return holds(root_, counts);
}

bool WordedCondition::holds(std::uint32_t id, std::span<const std::uint32_t> counts) const {
  const Node& n = nodes_[id];
  const auto child = [&](std::uint32_t c) { return holds(c, counts); };
  switch (n.kind) {
    case Node::Kind::slot:
      return counts[n.slot] > 0;
    case Node::Kind::negation:
      return !child(n.children[0]);
    case Node::Kind::all:
      return std::all_of(n.children.begin(), n.children.end(), child);
    case Node::Kind::any:
      return std::any_of(n.children.begin(), n.children.end(), child);
  }
  return false;
}

namespace {

class WordedFinder {
 public:
  WordedFinder(std::span<const TimedItem> items, const WordedCondition& words, Ticks length, std::size_t slots,
               bool ordered, FileTime known_until)
      : items_(items),
        words_(words),
        length_(length),
        known_until_(known_until),
        counts_(slots),
        order_(ordered ? slots : 0),
        ordered_(ordered) {
    for (std::uint32_t i = 0; i < slots; ++i) wanted_ += words.is_wanted(i) ? 1 : 0;
  }

  std::vector<Episode> find() {
    for (std::size_t begin = 0, end = 0; begin < items_.size();) {
      const FileTime time = items_[begin].time;
      bool anchor = false;  // everything of one time begins together
      std::size_t next = begin;
      for (; next < items_.size() && items_[next].time == time; ++next) {
        anchor = anchor || words_.is_wanted(items_[next].slot);
      }
      while (end < items_.size() && items_[end].time.ticks - time.ticks <= length_.count) add(items_[end++]);
      if (anchor && holds(time)) hold(begin, end, time);
      for (; begin < next; ++begin) --counts_[items_[begin].slot];
    }
    return std::move(episodes_);
  }

 private:
  void add(const TimedItem& item) {
    ++counts_[item.slot];
    if (ordered_ && words_.is_wanted(item.slot)) order_.add(item);
  }
  bool holds(FileTime begin) const {
    if (!words_.holds(counts_)) return false;
    return !ordered_ || *order_.measure(begin) == static_cast<double>(wanted_);
  }
  /// Though all that is unwanted happened.
  bool holds_whatever_comes() const {
    auto counts = counts_;
    for (std::uint32_t i = 0; i < counts.size(); ++i) counts[i] += words_.is_unwanted(i) ? 1 : 0;
    return words_.holds(counts);
  }
  void hold(std::size_t begin, std::size_t end, FileTime time) {
    const bool undecided =
        known_until_.ticks - std::min(known_until_, time).ticks < length_.count && !holds_whatever_comes();
    if (episodes_.empty() || episodes_.back().end <= begin) episodes_.push_back({begin, end, 0, true, {}});
    Episode& e = episodes_.back();
    e.end = end;
    e.undecided = e.undecided && undecided;
    double happened = 0;
    for (std::uint32_t i = 0; i < counts_.size(); ++i) happened += words_.is_wanted(i) && counts_[i] > 0 ? 1 : 0;
    e.count = std::max(e.count, happened);
    const FileTime last = items_[end - 1].time;
    if (!undecided && (e.moments.empty() || e.moments.back() != last)) e.moments.push_back(last);
  }

  std::span<const TimedItem> items_;
  const WordedCondition& words_;
  Ticks length_;
  FileTime known_until_;
  std::vector<std::uint32_t> counts_;
  OrderCounter order_;
  bool ordered_;
  std::size_t wanted_ = 0;
  std::vector<Episode> episodes_;
};

}  // namespace

std::vector<Episode> find_worded_episodes(std::span<const TimedItem> items, const WordedCondition& words, Ticks length,
                                          std::size_t slots, bool ordered, FileTime known_until) {
  return WordedFinder(items, words, length, slots, ordered, known_until).find();
}

}  // namespace doctor
