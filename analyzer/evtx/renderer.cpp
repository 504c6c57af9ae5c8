#include "evtx/renderer.h"

#include <algorithm>

namespace doctor::evtx {

Trouble Renderer::event(Ops ops, const Instance& instance, std::size_t beside, std::size_t beside_end,
                        RenderFormat format, TextBuffer& out) {
  out_ = &out;
  format_ = format;
  trouble_ = {};
  depth_ = 0;
  names_.clear();
  first_name_ = 0;
  const std::size_t begin = out.size();
  if (format == RenderFormat::json) out += '{';
  fragment_root(ops, instance, Place::other);
  if (beside < beside_end) fragments_inside(ops[0].text, begin, beside, beside_end);
  if (format == RenderFormat::json) out += '}';
  (void)budget_.text(out.size() - begin);
  return trouble_;
}

/// Prints fragments into the event that stands in the output from `begin` on, before its end.
void Renderer::fragments_inside(std::string_view root, std::size_t begin, std::size_t from, std::size_t to) {
  const bool json = format_ == RenderFormat::json;
  const std::string tail = json ? "}" : "</" + std::string(root) + ">";
  const std::string_view written = out_->view().substr(begin);
  if (!written.ends_with(tail)) return;  // <Event/> or a text: no place for them
  out_->shorten(out_->size() - tail.size());
  fragments(from, to, Place::event);
  *out_ += tail;
}

bool Renderer::descend() {
  if (depth_ == kMaxDepth) {
    fail(0, "elements are nested too deep");
    return false;
  }
  ++depth_;
  return true;
}

const RenderPlan* Renderer::plan_of(Definition& definition, RenderFormat format) {
  const RenderPlan*& plan = definition.render[static_cast<std::size_t>(format)];
  if (plan == nullptr) plan = library_.keep(RenderPlan::make(definition.ops, format));
  return plan;
}

/// A plan expects elements only where the template leaves room for them.
bool Renderer::plan_fits(const RenderPlan& plan, const Instance& instance) const {
  if (!plan.usable() || plan.values_needed() > instance.values.size()) return false;
  if (format_ == RenderFormat::xml) return true;
  if (plan.members() == RenderPlan::kNone) return instance.binary_xml == 0;
  if (plan.members() >= 63) return false;  // too many values to tell them apart
  const StoredValue& members = instance.values[plan.members()];
  return (instance.binary_xml & ~(std::uint64_t{1} << plan.members())) == 0 &&
         (members.is_null() || members.is_binary_xml());
}

/// The short way for what nearly all events hold: one instance of a template that has a plan which fits, and nothing behind it. False if
/// there is anything else; then nothing has happened.
bool Renderer::quick_fragment(std::size_t begin, std::size_t end) {
  constexpr std::uint64_t kStart = 0x0c0001010f, kStartMask = 0xffffffffff;  // fragment header, token of an instance
  if (end - begin < 20 || (load_le<std::uint64_t>(chunk_, begin) & kStartMask) != kStart || depth_ + 1 >= kMaxDepth)
    return false;
  Instance instance = templates_.instance(begin + 4, end, values_);
  if (instance.definition == nullptr || !instance.whole || instance.definition->ops.empty()) return false;
  // Behind it an end token, padding, or nothing; but no other fragment.
  if (instance.end + 1 < end &&
      load_le<std::uint8_t>(chunk_, instance.end + 1) == static_cast<std::uint8_t>(Token::fragment_header)) {
    return false;
  }
  if (instance.end < end && load_le<std::uint8_t>(chunk_, instance.end) != 0) return false;
  const Op& root = instance.definition->ops[0];
  if (root.dependency != kNoDependency || !use_plans_) return false;
  const RenderPlan* plan = plan_of(*instance.definition, format_);
  if (!plan_fits(*plan, instance) || instance.binary_xml != 0) return false;
  if (format_ == RenderFormat::xml) {
    const std::size_t start = out_->size();
    if (run<Form::xml_text>(*plan, instance)) return true;
    out_->shorten(start);
    return false;
  }
  json_root_name(plan, root.local());
  return run<Form::json>(*plan, instance);
}

void Renderer::fragments(std::size_t begin, std::size_t end, Place place) {
  if (quick_fragment(begin, end) || !descend()) return;
  for (std::size_t at = begin; at < end && budget_.steps();) {
    const std::size_t next = one_fragment(at, end, place);
    if (next <= at) break;
    at = next;
  }
  --depth_;
}

/// Returns the offset behind what it read, or 0 to stop. The same cases as DataWalker::one_fragment().
std::size_t Renderer::one_fragment(std::size_t at, std::size_t end, Place place) {
  const auto code = load_le<std::uint8_t>(chunk_, at);
  switch (static_cast<Token>(code & ~kMoreFollows)) {
    case Token::end_of_fragment:
      return at + 1 < end && load_le<std::uint8_t>(chunk_, at + 1) == static_cast<std::uint8_t>(Token::fragment_header)
                 ? at + 1
                 : 0;
    case Token::fragment_header:
      return at + 4;
    case Token::open: {
      const Compiled compiled = compiler_.element(at, end, BinXmlCompiler::Layout::without_dependency, pool_);
      if (!compiled.whole) fail(compiled.end, "binary XML breaks off");
      if (!compiled.ops.empty()) fragment_root(compiled.ops, {}, place);
      return compiled.whole ? compiled.end : 0;
    }
    case Token::template_instance: {
      std::vector<StoredValue> buffer = std::move(values_);  // taken back below; a value inside of it makes its own
      const Instance instance = templates_.instance(at, end, buffer);
      if (instance.definition == nullptr || !instance.whole) {
        fail(at, instance.definition == nullptr ? "the template is not readable" : "the values are cut off");
      }
      if (instance.definition != nullptr) {
        fragment_root(instance.definition->ops, instance, place);
      }
      values_ = std::move(buffer);
      if (instance.definition == nullptr) return instance.end;
      return instance.whole ? instance.end : 0;
    }
    case Token::pi_target:
    case Token::pi_data:
      return compiler_.skip_instruction(at, end);
    default:
      fail(at, "unexpected token in binary XML");
      return 0;
  }
}

/// Prints an element that no other operation of its program surrounds: by its plan, if it has one that fits.
void Renderer::fragment_root(Ops ops, const Instance& instance, Place place) {
  const Filled filled{ops, instance.values, chunk_, pool_};
  if (filled.ops.empty() || left_out(filled, filled.ops[0])) return;
  const bool json = format_ == RenderFormat::json;
  const std::string_view name = filled.ops[0].local();
  const RenderPlan* plan =
      instance.definition != nullptr && use_plans_ ? plan_of(*instance.definition, format_) : nullptr;
  if (json) json_root_name(plan, name);
  const std::size_t outer_names = first_name_;
  first_name_ = names_.size();
  const std::size_t begin = out_->size();
  bool done = false;
  if (plan != nullptr && plan_fits(*plan, instance)) {
    done = json ? run<Form::json>(*plan, instance) : run<Form::xml_text>(*plan, instance);
  }
  if (!done) {
    out_->shorten(begin);
    names_.resize(first_name_);
    if (json) {
      json_value(filled, 0, place);
    } else {
      xml_element(filled, 0);
    }
  }
  names_.resize(first_name_);
  first_name_ = outer_names;
}

/// As json_name(), with what the plan has ready.
void Renderer::json_root_name(const RenderPlan* plan, std::string_view name) {
  const bool met = std::any_of(names_.begin() + static_cast<std::ptrdiff_t>(first_name_), names_.end(),
                               [&](const Name& n) { return n.name == name; });
  if (met || plan == nullptr || plan->root_name().empty()) {
    json_name(name);
    return;
  }
  names_.push_back({name, 1});
  const std::string_view text = plan->root_name();
  const std::size_t skip = out_->back() == '{' ? 1 : 0;
  char* to = out_->reserve(text.size() + RenderPlan::kPadding);
  out_->finish(put_literal(to, text.data() + skip, text.size() - skip));
}

bool Renderer::left_out(const Filled& filled, const Op& element) const {
  return element.dependency < filled.values.size() && filled.values[element.dependency].is_null();
}

bool Renderer::has_elements(const Filled& filled, std::uint32_t begin, std::uint32_t end) const {
  return std::any_of(filled.ops.begin() + begin, filled.ops.begin() + end, [&](const Op& op) {
    return op.kind == Op::Kind::open || (op.kind == Op::Kind::substitution && filled.value(op).is_binary_xml());
  });
}

}  // namespace doctor::evtx
