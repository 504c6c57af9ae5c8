#include "evtx/renderer.h"

#include <algorithm>

namespace doctor::evtx {

using Kind = RenderPlan::Step::Kind;

namespace {

/// Literals are short, and may be read beyond their end: whole blocks cost less than asking how long they are.
void append_literal(TextBuffer& out, const char* text, std::size_t size) {
  constexpr std::size_t kBlock = RenderPlan::kPadding;
  char* to = out.reserve(size + kBlock);
  char* const end = to + size;
  for (; to < end; to += kBlock, text += kBlock) std::memcpy(to, text, kBlock);
  out.finish(end);
}

/// What one large value costs of the chunk's budget. Small ones are paid for with the event.
constexpr std::size_t kLarge = 1024;

}  // namespace

Trouble Renderer::event(const Filled& event, Definition* definition, std::size_t beside, std::size_t beside_end,
                        RenderFormat format, TextBuffer& out) {
  out_ = &out;
  format_ = format;
  trouble_ = {};
  depth_ = 0;
  names_.clear();
  first_name_ = 0;
  const std::size_t begin = out.size();
  if (format == RenderFormat::json) out += '{';
  fragment_root(event, definition, Place::other);
  if (beside < beside_end && out.size() > begin + 1) {
    // Into the event, before its end.
    const std::string_view name = event.ops[0].text;
    const std::size_t tail = format == RenderFormat::json ? 1 : name.size() + 3;
    const std::string_view written = out.view().substr(begin);
    const bool open = format == RenderFormat::json ? written.ends_with('}') : written.ends_with(">") && written.size() > tail &&
                                                                              written[written.size() - tail] == '<';
    if (open) {
      const std::string kept(written.substr(written.size() - tail));
      out.shorten(out.size() - tail);
      fragments(beside, beside_end, Place::event);
      out += kept;
    }
  }
  if (format == RenderFormat::json) out += '}';
  (void)budget_.text(out.size() - begin);
  return trouble_;
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
bool Renderer::plan_fits(const RenderPlan& plan, const Filled& filled) const {
  if (!plan.usable()) return false;
  if (format_ == RenderFormat::xml) return true;
  for (std::size_t i = 0; i < filled.values.size(); ++i) {
    const StoredValue& v = filled.values[i];
    if (v.is_binary_xml() ? i != plan.members() : i == plan.members() && !v.is_null()) return false;
  }
  return true;
}

bool Renderer::run(const RenderPlan& plan, const Filled& filled, Place place) {
  const std::vector<RenderPlan::Step>& steps = plan.steps();
  TextBuffer& out = *out_;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const RenderPlan::Step& step = steps[i];
    const StoredValue value = step.value < filled.values.size() ? filled.values[step.value] : StoredValue{};
    if (step.kind == Kind::attribute && value.is_null()) continue;
    if (step.comma) comma();
    append_literal(out, plan.literal(step.literal), step.size);
    switch (step.kind) {
      case Kind::literal:
        break;
      case Kind::attribute:
        printer_.print(value, chunk_, Form::xml_attribute, out);
        out += '\'';
        break;
      case Kind::unless_null:
        if (step.value < filled.values.size() && value.is_null()) i = step.target - std::size_t{1};
        break;
      case Kind::value:
        if (value.size >= kLarge && !budget_.text(value.size)) return true;
        if (!print_value(plan, i, filled)) return false;
        break;
      case Kind::members:
        if (value.is_binary_xml()) {
          for (const std::string_view name : plan.member_names()) names_.push_back({name, 1});
          fragments(value.offset, value.offset + std::size_t{value.size}, place);
        }
        break;
      case Kind::attributes:
        (void)run_attributes(plan, step, filled);
        break;
    }
  }
  return true;
}

/// False if the element has to be walked instead.
bool Renderer::print_value(const RenderPlan& plan, std::size_t number, const Filled& filled) {
  const RenderPlan::Step& step = plan.steps()[number];
  const StoredValue value = step.value < filled.values.size() ? filled.values[step.value] : StoredValue{};
  if (format_ == RenderFormat::json) {
    printer_.print(value, chunk_, Form::json, *out_);
    return true;
  }
  const Form form = step.in_attribute ? Form::xml_attribute : Form::xml_text;
  if (value.is_binary_xml()) {
    if (!step.in_attribute) fragments(value.offset, value.offset + std::size_t{value.size}, Place::other);
    return true;
  }
  if (!value.is_array() || step.open == 0) {
    printer_.print(value, chunk_, form, *out_);
    return true;
  }
  if (step.open == RenderPlan::kNotPrepared) return false;
  ArrayItems items(value.type, value.bytes(chunk_));
  ByteView item;
  for (bool first = true; items.next(item) && pool_.spend(); first = false) {
    if (!first) {
      append_literal(*out_, plan.literal(plan.steps()[number + 1].literal), step.close);
      append_literal(*out_, plan.literal(step.literal + step.size - step.open), step.open);
    }
    printer_.print(items.item_type(), item, chunk_, form, *out_);
  }
  return true;
}

/// Returns how many attributes there were.
std::size_t Renderer::run_attributes(const RenderPlan& plan, const RenderPlan::Step& step, const Filled& filled) {
  TextBuffer& out = *out_;
  std::size_t printed = 0;
  for (std::uint32_t i = 0; i < step.count; ++i) {
    const RenderPlan::Attribute& a = plan.attributes()[step.target + i];
    const StoredValue value = a.value < filled.values.size() ? filled.values[a.value] : StoredValue{};
    if (!a.is_literal && a.optional && value.is_null()) continue;
    out += printed++ == 0 ? "{\"#attributes\":{" : ",";
    append_literal(out, plan.literal(a.name), a.size);
    if (a.is_literal) {
      append_literal(out, plan.literal(a.text), a.text_size);
    } else {
      printer_.print(value, chunk_, Form::json, out);
    }
  }
  const StoredValue text = step.has_text && step.value < filled.values.size() ? filled.values[step.value] : StoredValue{};
  if (printed == 0) {
    printer_.print(text, chunk_, Form::json, out);
    return 0;
  }
  out += '}';
  if (!text.is_null()) {
    out += ",\"#text\":";
    printer_.print(text, chunk_, Form::json, out);
  }
  out += '}';
  return printed;
}

void Renderer::fragments(std::size_t begin, std::size_t end, Place place) {
  if (!descend()) return;
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
      if (!compiled.ops.empty()) fragment_root({compiled.ops, {}, chunk_, pool_}, nullptr, place);
      return compiled.whole ? compiled.end : 0;
    }
    case Token::template_instance: {
      std::vector<StoredValue> buffer = std::move(values_);  // taken back below; a value inside of it makes its own
      const Instance instance = templates_.instance(at, end, buffer);
      if (instance.definition == nullptr || !instance.whole) {
        fail(at, instance.definition == nullptr ? "the template is not readable" : "the values are cut off");
      }
      if (instance.definition != nullptr) {
        fragment_root({instance.definition->ops, instance.values, chunk_, pool_}, instance.definition, place);
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
void Renderer::fragment_root(const Filled& filled, Definition* definition, Place place) {
  if (filled.ops.empty() || left_out(filled, filled.ops[0])) return;
  const std::string_view name = filled.ops[0].local();
  const bool is_event = name == "Event";
  const bool json = format_ == RenderFormat::json;
  if (json) json_name(name);
  const std::size_t outer_names = first_name_;
  first_name_ = names_.size();
  const std::size_t begin = out_->size();
  bool done = false;
  if (definition != nullptr) {
    const RenderPlan* plan = plan_of(*definition, format_);
    done = plan_fits(*plan, filled) && run(*plan, filled, is_event ? Place::event : Place::other);
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

bool Renderer::left_out(const Filled& filled, const Op& element) const {
  return element.dependency < filled.values.size() && filled.values[element.dependency].is_null();
}

bool Renderer::has_elements(const Filled& filled, std::uint32_t begin, std::uint32_t end) const {
  return std::any_of(filled.ops.begin() + begin, filled.ops.begin() + end, [&](const Op& op) {
    return op.kind == Op::Kind::open || (op.kind == Op::Kind::substitution && filled.value(op).is_binary_xml());
  });
}

}  // namespace doctor::evtx
