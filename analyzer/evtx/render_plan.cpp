#include "evtx/render_plan.h"

#include <algorithm>
#include <array>

#include "base/ids.h"
#include "base/print.h"
#include "evtx/tokens.h"
#include "evtx/value_printer.h"

namespace doctor::evtx {

using Kind = RenderPlan::Step::Kind;

std::uint32_t content_begin(Ops ops, std::uint32_t element) {
  std::uint32_t i = element + 1;
  while (i < ops[element].end && ops[i].kind == Op::Kind::attribute) i = ops[i].end;
  return i;
}

LiteralText literal_text(Ops ops, std::uint32_t begin, std::uint32_t end) {
  LiteralText result;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (ops[i].kind != Op::Kind::text) return {};
    result.text += ops[i].text;
    result.found = true;
  }
  return result;
}

bool is_system_number(std::string_view element, std::string_view attribute) {
  constexpr std::array<std::string_view, 6> kElements = {"EventID", "Version", "Level",
                                                         "Task",    "Opcode",  "EventRecordID"};
  constexpr std::array<std::string_view, 8> kAttributes = {"Qualifiers", "ProcessID",  "ThreadID", "ProcessorID",
                                                           "SessionID",  "KernelTime", "UserTime", "ProcessorTime"};
  if (attribute.empty()) return std::find(kElements.begin(), kElements.end(), element) != kElements.end();
  return std::find(kAttributes.begin(), kAttributes.end(), attribute) != kAttributes.end();
}

void print_system_text(std::string_view element, std::string_view attribute, std::string_view text, TextBuffer& out) {
  const bool digits = !text.empty() && text.size() < 20 && (text.size() == 1 || text.front() != '0') &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && is_system_number(element, attribute)) {
    out += text;
    return;
  }
  if (attribute == "Guid" || attribute == "ActivityID" || attribute == "RelatedActivityID") {
    if (const auto guid = parse_guid(text)) {
      std::array<char, 40> plain{};
      const char* end = put_guid(plain.data(), as_bytes(guid->data(), guid->size()), true);
      ValuePrinter::print_text({plain.data(), static_cast<std::size_t>(end - plain.data())}, Form::json, out);
      return;
    }
  }
  ValuePrinter::print_text(text, Form::json, out);
}

std::size_t RenderPlan::bytes() const {
  return sizeof *this + steps_.capacity() * sizeof(Step) + attributes_.capacity() * sizeof(Attribute) +
         literals_.capacity();
}

/// Adds up what the steps need.
void RenderPlan::finish() {
  literals_.append(kPadding, '\0');
  std::vector<std::uint16_t> used;
  fixed_room_ = kPadding;
  const auto use = [&](std::uint16_t value) {
    values_needed_ = std::max(values_needed_, value + std::size_t{1});
    fixed_room_ += value_room(0);
    used.push_back(value);
  };
  for (const Step& s : steps_) {
    fixed_room_ += s.size + 16;  // and what a step prints of its own
    if (s.kind == Kind::unless_null) values_needed_ = std::max(values_needed_, s.value + std::size_t{1});
    if (s.kind == Kind::value || s.kind == Kind::attribute || s.kind == Kind::members || s.kind == Kind::object ||
        (s.kind == Kind::attributes && s.has_text)) {
      use(s.value);
    }
  }
  for (const Attribute& a : attributes_) {
    fixed_room_ += std::max(a.first_size, a.next_size);
    if (!a.is_literal) use(a.value);
  }
  std::sort(used.begin(), used.end());
  once_ = std::adjacent_find(used.begin(), used.end()) == used.end();
}

/// Writes steps: literal text collects until a step takes it.
class Planner {
 public:
  void add(std::string_view text) { pending_ += text; }
  void add_escaped(std::string_view text, Form form) {
    TextBuffer escaped;
    ValuePrinter::print_text(text, form, escaped);
    pending_ += escaped.view();
  }
  std::size_t pending() const { return pending_.size(); }

 protected:
  RenderPlan::Step& step(std::vector<RenderPlan::Step>& steps, std::string& literals, Kind kind) {
    RenderPlan::Step& made = steps.emplace_back();
    made.kind = kind;
    made.literal = static_cast<std::uint32_t>(literals.size());
    made.size = static_cast<std::uint32_t>(pending_.size());
    literals += pending_;
    pending_.clear();
    return made;
  }

 private:
  std::string pending_;
};

class XmlPlanner : public Planner {
 public:
  XmlPlanner(Ops ops, RenderPlan& plan) : ops_(ops), plan_(plan) {}

  void run() {
    if (!ops_.empty()) element(0);
    step(Kind::literal);
    plan_.finish();
  }

 private:
  RenderPlan::Step& step(Kind kind) { return Planner::step(plan_.steps_, plan_.literals_, kind); }

  void element(std::uint32_t at) {
    const Op& op = ops_[at];
    std::size_t guard = 0;
    const bool guarded = op.dependency != kNoDependency;
    if (guarded) {
      RenderPlan::Step& s = step(Kind::unless_null);
      s.value = op.dependency;
      guard = plan_.steps_.size() - 1;
    }
    const std::size_t open_begin = pending();
    const std::size_t steps_before = plan_.steps_.size();
    add("<");
    add(op.text);
    const std::uint32_t content = content_begin(ops_, at);
    for (std::uint32_t i = at + 1; i < content; i = ops_[i].end) attribute(i);
    if (op.empty_tag && content == op.end) {
      add("/>");
    } else {
      add(">");
      // The whole start tag lies in one literal only if no attribute is filled in.
      const std::size_t open = plan_.steps_.size() == steps_before ? pending() - open_begin : 0;
      children(content, op.end, open, 3 + op.text.size());
      add("</");
      add(op.text);
      add(">");
    }
    if (guarded) {
      step(Kind::literal);
      plan_.steps_[guard].target = static_cast<std::uint32_t>(plan_.steps_.size());
    }
  }

  void attribute(std::uint32_t at) {
    const Op& op = ops_[at];
    const bool single = op.end == at + 2 && ops_[at + 1].kind == Op::Kind::substitution;
    if (single && ops_[at + 1].optional) step(Kind::literal);  // so that what follows belongs to the attribute alone
    add(" ");
    add(op.text);
    add("='");
    if (single && ops_[at + 1].optional) {
      step(Kind::attribute).value = ops_[at + 1].index;
      return;
    }
    for (std::uint32_t i = at + 1; i < op.end; ++i) {
      if (ops_[i].kind == Op::Kind::text) {
        add_escaped(ops_[i].text, Form::xml_attribute);
      } else {
        RenderPlan::Step& s = step(Kind::value);
        s.value = ops_[i].index;
        s.in_attribute = true;
      }
    }
    add("'");
  }

  void children(std::uint32_t begin, std::uint32_t end, std::size_t open, std::size_t close) {
    const bool alone = end - begin == 1 && ops_[begin].kind == Op::Kind::substitution;
    for (std::uint32_t i = begin; i < end;) {
      const Op& op = ops_[i];
      if (op.kind == Op::Kind::open) {
        element(i);
        i = op.end;
        continue;
      }
      if (op.kind == Op::Kind::text) {
        add_escaped(op.text, Form::xml_text);
      } else {
        RenderPlan::Step& s = step(Kind::value);
        s.value = op.index;
        if (alone) {
          s.open = open > 0 ? static_cast<std::uint32_t>(open) : RenderPlan::kNotPrepared;
          s.close = static_cast<std::uint32_t>(close);
        }
      }
      ++i;
    }
  }

  Ops ops_;
  RenderPlan& plan_;
};

class JsonPlanner : public Planner {
 public:
  JsonPlanner(Ops ops, RenderPlan& plan) : ops_(ops), plan_(plan) {}

  void run() {
    if (ops_.empty() || !element_value(0)) {
      plan_.usable_ = false;
      return;
    }
    TextBuffer name;
    ValuePrinter::print_text(ops_[0].local(), Form::json, name);
    plan_.root_name_ = "," + std::string(name.view()) + ":";
    plan_.root_name_size_ = plan_.root_name_.size();
    plan_.root_name_.append(RenderPlan::kPadding, '\0');
    step(Kind::literal);
    plan_.finish();
  }

 private:
  RenderPlan::Step& step(Kind kind) { return Planner::step(plan_.steps_, plan_.literals_, kind); }

  bool has_elements(std::uint32_t begin, std::uint32_t end) const {
    return std::any_of(ops_.begin() + begin, ops_.begin() + end,
                       [](const Op& op) { return op.kind == Op::Kind::open; });
  }

  /// What stands behind the name; false if it cannot be prepared.
  bool element_value(std::uint32_t at) {
    const Op& op = ops_[at];
    const std::uint32_t content = content_begin(ops_, at);
    const std::string_view name = op.local();
    if (at == 0 && op.end == 1) return scalar(name, content, op.end);
    if (at == 0 || has_elements(content, op.end)) return object(at, content);
    if (op.end == content + 1 && ops_[content].kind == Op::Kind::substitution &&
        ops_[content].type == value_type::binary_xml) {
      return content == at + 1 && elements_in_value(ops_[content].index);  // <UserData>
    }
    if (content == at + 1 || (name == "Data" && in_event_data_)) return scalar(name, content, op.end);
    return with_attributes(name, at, content);
  }

  bool elements_in_value(std::uint16_t value) {
    if (plan_.members_ != RenderPlan::kNone) return false;
    step(Kind::object).value = value;
    plan_.members_ = value;
    return true;
  }

  bool scalar(std::string_view name, std::uint32_t begin, std::uint32_t end) {
    if (begin == end) {
      add("null");
      return true;
    }
    const LiteralText text = literal_text(ops_, begin, end);
    if (text.found) {
      text_of_place(name, {}, text.text);
      return true;
    }
    if (end - begin != 1) return false;
    step(Kind::value).value = ops_[begin].index;
    return true;
  }

  void text_of_place(std::string_view element, std::string_view attribute, std::string_view text) {
    TextBuffer printed;
    if (in_system_) {
      print_system_text(element, attribute, text, printed);
    } else {
      ValuePrinter::print_text(text, Form::json, printed);
    }
    add(printed.view());
  }

  bool with_attributes(std::string_view name, std::uint32_t at, std::uint32_t content) {
    const Op& op = ops_[at];
    std::vector<RenderPlan::Attribute> list;
    for (std::uint32_t i = at + 1; i < content; i = ops_[i].end) {
      RenderPlan::Attribute a;
      if (!attribute(name, i, a)) return false;
      list.push_back(a);
    }
    const bool has_text = content < op.end;
    if (has_text && (op.end - content != 1 || ops_[content].kind != Op::Kind::substitution)) return false;
    RenderPlan::Step& s = step(Kind::attributes);
    s.target = static_cast<std::uint32_t>(plan_.attributes_.size());
    s.count = static_cast<std::uint32_t>(list.size());
    s.has_text = has_text;
    if (has_text) s.value = ops_[content].index;
    plan_.attributes_.insert(plan_.attributes_.end(), list.begin(), list.end());
    return true;
  }

  std::uint32_t keep(std::string_view text) {
    plan_.literals_ += text;
    return static_cast<std::uint32_t>(plan_.literals_.size() - text.size());
  }

  bool attribute(std::string_view element, std::uint32_t at, RenderPlan::Attribute& out) {
    const Op& op = ops_[at];
    TextBuffer printed;
    ValuePrinter::print_text(op.local(), Form::json, printed);
    printed += ':';
    const LiteralText text = literal_text(ops_, at + 1, op.end);
    out.is_literal = text.found || op.end == at + 1;
    if (out.is_literal && in_system_) {
      print_system_text(element, op.local(), text.text, printed);
    } else if (out.is_literal) {
      ValuePrinter::print_text(text.text, Form::json, printed);
    } else if (op.end == at + 2) {
      out.value = ops_[at + 1].index;
      out.optional = ops_[at + 1].optional;
    } else {
      return false;
    }
    const std::string name(printed.view());
    out.first = keep("{\"#attributes\":{" + name);
    out.first_size = static_cast<std::uint32_t>(plan_.literals_.size() - out.first);
    out.next = keep("," + name);
    out.next_size = static_cast<std::uint32_t>(plan_.literals_.size() - out.next);
    return true;
  }

  bool object(std::uint32_t at, std::uint32_t content) {
    const Op& op = ops_[at];
    add("{");
    bool comma = false;  // whether something stands in the object for sure
    if (content > at + 1) {
      add("\"#attributes\":{");
      for (std::uint32_t i = at + 1; i < content; i = ops_[i].end) {
        const LiteralText text = literal_text(ops_, i + 1, ops_[i].end);
        if (!text.found) return false;  // filled in, or left out: too rare for a plan
        if (i > at + 1) add(",");
        add_escaped(ops_[i].local(), Form::json);
        add(":");
        text_of_place(op.local(), ops_[i].local(), text.text);
      }
      add("}");
      comma = true;
    }
    std::vector<std::string> names;
    for (std::uint32_t i = content; i < op.end;) {
      const Op& child = ops_[i];
      if (child.kind == Op::Kind::open) {
        if (!member(at, i, comma, names)) return false;
        i = child.end;
        continue;
      }
      // Only the root's: there a value is what the template leaves open, <EventData> or <UserData>.
      if (child.kind != Op::Kind::substitution || at != 0 || plan_.members_ != RenderPlan::kNone) return false;
      RenderPlan::Step& s = step(Kind::members);
      s.value = child.index;
      plan_.members_ = child.index;
      comma = false;
      ++i;
    }
    add("}");
    // With nothing in it for sure, it might not be an object at all.
    return plan_.members_ == RenderPlan::kNone || at != 0 || !names.empty();
  }

  bool member(std::uint32_t parent, std::uint32_t at, bool& comma, std::vector<std::string>& names) {
    const Op& op = ops_[at];
    const bool was_data = in_event_data_, was_system = in_system_;
    in_event_data_ = ops_[parent].local() == "EventData";
    in_system_ = in_system_ || (parent == 0 && ops_[parent].local() == "Event" && op.local() == "System");
    std::string name(op.local());
    if (in_event_data_ && name == "Data" && !data_name(at, name)) return false;
    std::size_t guard = 0;
    const bool guarded = op.dependency != kNoDependency;
    if (!number_name(name, guarded, names)) return false;
    if (parent == 0) plan_.member_names_.push_back(op.local());

    if (guarded) {
      step(Kind::unless_null).value = op.dependency;
      guard = plan_.steps_.size() - 1;
    }
    if (comma) {
      add(",");
    } else if (pending() == 0 || guarded) {
      // Something before this may or may not have been printed.
      step(Kind::comma);
    }
    add_escaped(name, Form::json);
    add(":");
    if (!element_value(at)) return false;
    if (guarded) {
      step(Kind::literal);
      plan_.steps_[guard].target = static_cast<std::uint32_t>(plan_.steps_.size());
    } else {
      comma = true;
    }
    in_event_data_ = was_data;
    in_system_ = was_system;
    return true;
  }

  /// The name with its number if it stands there for the second time and more. False if which it is depends on the values, or if
  /// it is that of unnamed <Data>, which make a list.
  static bool number_name(std::string& name, bool guarded, std::vector<std::string>& names) {
    std::size_t before = 0;
    for (const std::string& n : names) {
      const bool same = n == name || n == name + "?";
      if (same && (guarded || n != name || name == "Data")) return false;
      before += same ? 1 : 0;
    }
    names.push_back(guarded ? name + "?" : name);
    if (before > 0) name += "_" + std::to_string(before);
    return true;
  }

  /// The Name of a <Data>; false if it is filled in.
  bool data_name(std::uint32_t at, std::string& name) const {
    const std::uint32_t content = content_begin(ops_, at);
    for (std::uint32_t i = at + 1; i < content; i = ops_[i].end) {
      if (ops_[i].local() != "Name") continue;
      const LiteralText text = literal_text(ops_, i + 1, ops_[i].end);
      if (!text.found) return false;
      name = text.text;
    }
    return true;
  }

  Ops ops_;
  RenderPlan& plan_;
  bool in_event_data_ = false, in_system_ = false;
};

std::unique_ptr<RenderPlan> RenderPlan::make(Ops ops, RenderFormat format) {
  auto plan = std::make_unique<RenderPlan>();
  plan->is_event_ = !ops.empty() && ops[0].local() == "Event";
  if (format == RenderFormat::xml) {
    XmlPlanner(ops, *plan).run();
  } else {
    JsonPlanner(ops, *plan).run();
  }
  return plan;
}

}  // namespace doctor::evtx
