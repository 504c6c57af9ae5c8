#include "evtx/render_plan.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "evtx/tokens.h"

using namespace doctor;
using namespace doctor::evtx;

namespace {

/// Writes operations by hand.
class Element {
 public:
  explicit Element(std::string_view name, std::uint16_t dependency = kNoDependency) {
    Op op;
    op.kind = Op::Kind::open;
    op.text = name;
    op.dependency = dependency;
    ops_.push_back(op);
  }
  Element& attribute(std::string_view name, std::string_view literal) {
    add_attribute(name);
    return text(literal);
  }
  Element& attribute(std::string_view name, std::uint16_t index, bool optional) {
    add_attribute(name);
    return value(index, 0, optional);
  }
  Element& text(std::string_view literal) {
    Op op;
    op.text = literal;
    return push(op);
  }
  Element& value(std::uint16_t index, std::uint8_t type = 0, bool optional = false) {
    Op op;
    op.kind = Op::Kind::substitution;
    op.index = index;
    op.type = type;
    op.optional = optional;
    return push(op);
  }
  Element& child(const Element& other) {
    const auto base = static_cast<std::uint32_t>(ops_.size());
    for (Op op : other.ops()) {
      if (op.kind == Op::Kind::open || op.kind == Op::Kind::attribute) op.end += base;
      ops_.push_back(op);
    }
    return *this;
  }
  std::vector<Op> ops() const {
    std::vector<Op> closed = ops_;
    closed[0].end = static_cast<std::uint32_t>(closed.size());
    return closed;
  }

 private:
  void add_attribute(std::string_view name) {
    Op op;
    op.kind = Op::Kind::attribute;
    op.text = name;
    op.end = static_cast<std::uint32_t>(ops_.size() + 2);
    ops_.push_back(op);
  }
  Element& push(const Op& op) {
    ops_.push_back(op);
    return *this;
  }
  std::vector<Op> ops_;
};

/// The steps as text: literals as they are, a word for each of the others.
std::string told(const Element& element, RenderFormat format) {
  const std::vector<Op> ops = element.ops();
  const auto plan = RenderPlan::make(ops, format);
  if (!plan->usable()) return "not usable";
  std::string out;
  for (const RenderPlan::Step& s : plan->steps()) {
    out += std::string(plan->literal(s.literal), s.size);
    using Kind = RenderPlan::Step::Kind;
    const std::string n = std::to_string(s.value);
    switch (s.kind) {
      case Kind::literal:
        break;
      case Kind::value:
        out += "%" + n;
        break;
      case Kind::attribute:
        out += "?" + n + "'";
        break;
      case Kind::comma:
        out += "[,]";
        break;
      case Kind::unless_null:
        out += "[if " + n + "]";
        break;
      case Kind::attributes:
        out += "[attributes " + std::to_string(s.count) + (s.has_text ? " text " + n : "") + "]";
        break;
      case Kind::members:
        out += "[members " + n + "]";
        break;
      case Kind::object:
        out += "[object " + n + "]";
        break;
    }
  }
  return out;
}
std::string xml(const Element& e) {
  return told(e, RenderFormat::xml);
}
std::string json(const Element& e) {
  return told(e, RenderFormat::json);
}

Element data(std::string_view name, std::uint16_t value, std::uint16_t dependency = kNoDependency) {
  return Element("Data", dependency).attribute("Name", name).value(value);
}

}  // namespace

TEST_CASE("literal text is collected between the values") {
  const Element e = Element("EventData").child(data("a<", 0)).child(data("b", 1));
  CHECK(xml(e) == "<EventData><Data Name='a&lt;'>%0</Data><Data Name='b'>%1</Data></EventData>");
  CHECK(json(e) == "{\"a<\":%0,\"b\":%1}");
}

TEST_CASE("what may be left out is guarded, and commas find their place") {
  const Element e = Element("EventData").child(data("a", 0, 5)).child(data("b", 1));
  CHECK(xml(e) == "<EventData>[if 5]<Data Name='a'>%0</Data><Data Name='b'>%1</Data></EventData>");
  CHECK(json(e) == "{[if 5][,]\"a\":%0[,]\"b\":%1}");
  CHECK(json(Element("EventData").child(data("a", 0)).child(data("b", 1, 5))) == "{\"a\":%0[if 5],\"b\":%1}");
}

TEST_CASE("attributes that may be left out") {
  const Element e = Element("Event").child(Element("System")
                                               .child(Element("EventID").attribute("Qualifiers", 4, true).value(3))
                                               .child(Element("Security").attribute("UserID", 12, true)));
  CHECK(xml(e) ==
        "<Event><System><EventID Qualifiers='?4'>%3</EventID><Security UserID='?12'></Security></System></Event>");
  CHECK(json(e) == "{\"System\":{\"EventID\":[attributes 1 text 3],\"Security\":[attributes 1]}}");
}

TEST_CASE("the place of the event's data is known from the template") {
  CHECK(json(Element("Event")
                 .child(Element("System").child(Element("Level").value(0)))
                 .value(17, value_type::binary_xml)) == "{\"System\":{\"Level\":%0}[members 17]}");
  CHECK(json(Element("Event").child(Element("System")).child(Element("UserData").value(17, value_type::binary_xml))) ==
        "{\"System\":null,\"UserData\":[object 17]}");
}

TEST_CASE("numbers and GUIDs that are written in a template's System are what they would be as values") {
  const Element e = Element("Event").child(
      Element("System")
          .child(
              Element("Provider").attribute("Name", "007").attribute("Guid", "{1f678132-5938-4686-9fdc-c8ff68f15c85}"))
          .child(Element("Version").text("0"))
          .child(Element("Task").text("01"))
          .child(Element("Channel").text("12")));
  const auto plan = RenderPlan::make(e.ops(), RenderFormat::json);
  REQUIRE(plan->usable());
  REQUIRE(plan->attributes().size() == 2);
  const auto& guid = plan->attributes()[1];
  CHECK(std::string(plan->literal(guid.next), guid.next_size) == ",\"Guid\":\"1F678132-5938-4686-9FDC-C8FF68F15C85\"");
  CHECK(json(e) == "{\"System\":{\"Provider\":[attributes 2],\"Version\":0,\"Task\":\"01\",\"Channel\":\"12\"}}");
}

TEST_CASE("names that repeat are numbered, if it is known which are there") {
  CHECK(json(Element("EventData").child(data("a", 0)).child(data("a", 1))) == "{\"a\":%0,\"a_1\":%1}");
  CHECK(json(Element("EventData").child(data("a", 0, 5)).child(data("a", 1))) == "not usable");
  CHECK(json(Element("EventData").child(Element("Data").value(0)).child(Element("Data").value(1))) == "not usable");
  CHECK(json(Element("EventData").child(Element("Data").value(0))) == "{\"Data\":%0}");
}

TEST_CASE("what a plan cannot say is left to walking") {
  CHECK(json(Element("EventData").child(Element("Data").attribute("Name", 1, false).value(0))) == "not usable");
  CHECK(json(Element("EventData").child(Element("Data").attribute("Name", "a").text("x").value(0))) == "not usable");
  CHECK(json(Element("EventData").value(0)) == "not usable");
  CHECK(json(Element("EventData")) == "null");
}

TEST_CASE("the room a plan asks for is told, unless a value is printed twice") {
  const auto once = RenderPlan::make(Element("EventData").child(data("a", 0)).ops(), RenderFormat::xml);
  CHECK(once->room(100) > 300);
  CHECK(once->values_needed() == 1);
  const auto twice =
      RenderPlan::make(Element("EventData").child(data("a", 0)).child(data("b", 0)).ops(), RenderFormat::xml);
  CHECK(twice->room(100) == 0);
}
