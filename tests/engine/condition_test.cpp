#include "engine/condition.h"

#include <doctest/doctest.h>

#include <array>

#include "support/event_builder.h"

using namespace doctor;
using doctor::test::EventBuilder;

namespace {

using NodeId = ConditionBuilder::NodeId;

NodeId equals(ConditionBuilder& b, const char* field, std::initializer_list<const char*> values) {
  Test test;
  test.field = b.field(field);
  for (const char* v : values) test.patterns.push_back(Pattern::text(v, {}));
  return b.test(std::move(test));
}

std::string shown(const Necessary& n) {
  std::string out = "ids";
  if (!n.event_ids) out += " any";
  if (n.event_ids) {
    for (const std::uint32_t id : *n.event_ids) out += " " + std::to_string(id);
  }
  out += ", providers";
  if (!n.providers) out += " any";
  if (n.providers) {
    for (const std::string& p : *n.providers) out += " " + p;
  }
  return out;
}

/// `ask`: of the condition, the view of the event, and the numbers of the fields.
template <class Ask>
bool asked(const Condition& condition, const EventBuilder& event, Ask ask) {
  FieldTable table;
  std::vector<std::uint32_t> numbers;
  for (const std::string& f : condition.fields()) numbers.push_back(table.add(f));
  EventView view(table);
  EventBatch batch;
  view.reset(event.add_to(batch));
  return ask(view, numbers);
}

bool holds(const Condition& condition, const EventBuilder& event) {
  return asked(condition, event, [&](auto& view, auto& numbers) { return condition.matches(view, numbers); });
}

bool may_hold(const Condition& condition, const EventBuilder& event, const char* unknown) {
  return asked(condition, event, [&](auto& view, auto& numbers) {
    std::vector<bool> is_unknown(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) is_unknown[numbers[i]] = condition.fields()[i] == unknown;
    return condition.may_match(view, numbers, is_unknown);
  });
}

}  // namespace

TEST_CASE("and, or and not by their truth tables") {
  for (int bits = 0; bits < 4; ++bits) {
    const bool a = (bits & 1) != 0, b = (bits & 2) != 0;
    const EventBuilder event = EventBuilder("P", 1).data("A", a ? "1" : "0").data("B", b ? "1" : "0");
    const auto with = [&](auto combine) {
      ConditionBuilder builder;
      const NodeId nodes[] = {equals(builder, "A", {"1"}), equals(builder, "B", {"1"})};
      const NodeId root = combine(builder, nodes);
      return holds(*builder.finish(root), event);
    };
    CHECK(with([](auto& c, auto& n) { return c.all(n); }) == (a && b));
    CHECK(with([](auto& c, auto& n) { return c.any(n); }) == (a || b));
    CHECK(with([](auto& c, auto& n) { return c.negation(n[0]); }) == !a);
    CHECK(with([](auto& c, auto& n) { return c.negation(c.all(n)); }) == !(a && b));
  }
}

TEST_CASE("a condition may match if it does with some value of the unknown field") {
  using Combine = NodeId (*)(ConditionBuilder&, NodeId, NodeId);
  const auto all = [](ConditionBuilder& c, NodeId x, NodeId y) { return c.all(std::array{x, y}); };
  const auto any = [](ConditionBuilder& c, NodeId x, NodeId y) { return c.any(std::array{x, y}); };
  for (const Combine inner : {Combine(all), Combine(any)}) {
    for (int negated = 0; negated < 8; ++negated) {
      for (const bool a : {false, true}) {
        ConditionBuilder builder;
        const auto maybe_not = [&](int bit, NodeId node) { return (negated & bit) != 0 ? builder.negation(node) : node; };
        const NodeId of_a = maybe_not(1, equals(builder, "A", {"1"})), of_b = maybe_not(2, equals(builder, "B", {"1"}));
        const auto condition = builder.finish(maybe_not(4, inner(builder, of_a, of_b)));
        const auto event = [&](const char* b) { return EventBuilder("P", 1).data("A", a ? "1" : "0").data("B", b); };
        const bool possible = holds(*condition, event("0")) || holds(*condition, event("1"));
        CHECK(may_hold(*condition, event("0"), "B") == possible);
        CHECK(may_hold(*condition, event("1"), "B") == possible);
      }
    }
  }
}

TEST_CASE("all of nothing is true, any of nothing is not") {
  ConditionBuilder all, any;
  CHECK(holds(*all.finish(all.all({})), EventBuilder("P", 1)));
  CHECK_FALSE(holds(*any.finish(any.any({})), EventBuilder("P", 1)));
}

TEST_CASE("necessary ids: and narrows, or widens, not says nothing") {
  const auto necessary = [](auto make) {
    ConditionBuilder b;
    const NodeId root = make(b);
    return shown(b.finish(root)->necessary());
  };
  CHECK(necessary([](auto& b) { return equals(b, "EventID", {"2", "1", "2"}); }) == "ids 1 2, providers any");
  CHECK(necessary([](auto& b) { return equals(b, "EventID", {"0x10"}); }) == "ids 16, providers any");
  CHECK(necessary([](auto& b) { return equals(b, "Provider_Name", {"Schannel"}); }) == "ids any, providers schannel");
  CHECK(necessary([](auto& b) {
          const NodeId n[] = {equals(b, "EventID", {"1", "2"}), equals(b, "EventID", {"2", "3"}),
                              equals(b, "Provider_Name", {"P"}), equals(b, "X", {"y"})};
          return b.all(n);
        }) == "ids 2, providers p");
  CHECK(necessary([](auto& b) {
          const NodeId n[] = {equals(b, "EventID", {"1"}), equals(b, "EventID", {"5"})};
          return b.any(n);
        }) == "ids 1 5, providers any");
  CHECK(necessary([](auto& b) {
          const NodeId n[] = {equals(b, "EventID", {"1"}), equals(b, "X", {"y"})};
          return b.any(n);
        }) == "ids any, providers any");
  CHECK(necessary([](auto& b) { return b.negation(equals(b, "EventID", {"1"})); }) == "ids any, providers any");
}

TEST_CASE("a test that other values could pass makes no id necessary") {
  ConditionBuilder b;
  CHECK(shown(b.finish(equals(b, "EventID", {"1", "2*"}))->necessary()) == "ids any, providers any");
  ConditionBuilder c;
  Test greater;
  greater.field = c.field("EventID");
  greater.patterns.push_back(Pattern::compare(Pattern::Compare::greater, *parse_number("5")));
  CHECK(shown(c.finish(c.test(greater))->necessary()) == "ids any, providers any");
  ConditionBuilder d;
  CHECK(shown(d.finish(equals(d, "EventID", {"99999999999"}))->necessary()) == "ids, providers any");
}

TEST_CASE("work is bounded also where nodes are used again and again") {
  ConditionBuilder b;
  std::vector<NodeId> nodes(10, equals(b, "A", {"1"}));
  for (int level = 0; level < 3; ++level) nodes.assign(10, b.all(nodes));
  CHECK_FALSE(b.too_large());
  for (int level = 0; level < 3; ++level) nodes.assign(10, b.all(nodes));
  CHECK(b.too_large());
}
