// The part of Renderer that runs a RenderPlan: where the time of a dump goes, and so written close to the machine.
#include <utility>

#include "evtx/renderer.h"

namespace doctor::evtx {

using Kind = RenderPlan::Step::Kind;

namespace {

/// What one large value costs of the chunk's budget. Small ones are paid for with the event.
constexpr std::size_t kLarge = 1024;

inline char* put_quote(char* to) {
  *to = '\'';
  return to + 1;
}

}  // namespace

/// False if the element has to be walked instead. `form`: of text, json or xml_text. Requires that the plan fits.
template <Form form>
bool Renderer::run(const RenderPlan& plan, const Instance& instance) {
  TextBuffer& out = *out_;
  const StoredValue* const values = instance.values.data();
  const std::size_t bytes =
      instance.values.empty() || !instance.whole ? kChunkSize : instance.end - instance.values.front().offset;
  const std::size_t all = plan.room(bytes);
  const RenderPlan::Step* const steps = plan.steps().data();
  const RenderPlan::Step* const end = steps + plan.steps().size();
  char* to = out.reserve(all);
  for (const RenderPlan::Step* step = steps; step < end; ++step) {
    if (all == 0) {  // some value is printed again and again
      const StoredValue value = step->value < instance.values.size() ? values[step->value] : StoredValue{};
      if (value.size >= kLarge && !budget_.text(value.size)) break;
      out.finish(to);
      to = out.reserve(step->size + 2 * RenderPlan::kPadding + value_room(value.size));
    }
    switch (step->kind) {
      case Kind::value: {
        to = put_literal(to, plan.literal(step->literal), step->size);
        const StoredValue& value = values[step->value];
        char* const behind = form != Form::json && step->in_attribute
                                 ? printer_.put<Form::xml_attribute>(to, value, chunk_)
                                 : printer_.put<form>(to, value, chunk_);
        if (behind != nullptr) {
          to = behind;
          continue;
        }
        out.finish(to);
        if (!odd_value<form>(plan, *step, value)) return false;
        break;
      }
      case Kind::attribute: {
        const StoredValue& value = values[step->value];
        if (value.is_null()) continue;
        to = put_literal(to, plan.literal(step->literal), step->size);
        if (char* const behind = printer_.put<Form::xml_attribute>(to, value, chunk_)) {
          to = put_quote(behind);
          continue;
        }
        out.finish(to);
        if (!value.is_binary_xml()) printer_.print(value, chunk_, Form::xml_attribute, out);  // elements are no text
        out += '\'';
        break;
      }
      case Kind::literal:
        to = put_literal(to, plan.literal(step->literal), step->size);
        continue;
      case Kind::comma:
        to = put_literal(to, plan.literal(step->literal), step->size);
        if (to[-1] != '{') *to++ = ',';
        continue;
      case Kind::unless_null:
        to = put_literal(to, plan.literal(step->literal), step->size);
        if (values[step->value].is_null()) step = steps + step->target - 1;
        continue;
      case Kind::attributes:
        to = put_literal(to, plan.literal(step->literal), step->size);
        if (char* const behind = put_attributes(to, plan, *step, values)) {
          to = behind;
          continue;
        }
        out.finish(to);
        print_attributes(plan, *step, values);
        break;
      case Kind::members: {
        to = put_literal(to, plan.literal(step->literal), step->size);
        const StoredValue& value = values[step->value];
        if (!value.is_binary_xml()) continue;
        out.finish(to);
        for (const std::string_view name : plan.member_names()) names_.push_back({name, 1});
        fragments(value.offset, value.offset + std::size_t{value.size}, root_place(plan));
        break;
      }
      case Kind::object: {
        to = put_literal(to, plan.literal(step->literal), step->size);
        const StoredValue& value = values[step->value];
        if (!value.is_binary_xml()) {
          to = put(to, "null");
          continue;
        }
        *to++ = '{';
        out.finish(to);
        const std::size_t outer_names = std::exchange(first_name_, names_.size());
        fragments(value.offset, value.offset + std::size_t{value.size}, Place::other);
        names_.resize(first_name_);
        first_name_ = outer_names;
        out += '}';
        break;
      }
    }
    to = out.reserve(all);
  }
  out.finish(to);
  return true;
}

template bool Renderer::run<Form::json>(const RenderPlan&, const Instance&);
template bool Renderer::run<Form::xml_text>(const RenderPlan&, const Instance&);

/// Arrays, binary XML, and what is of no usual type or size. False if the element has to be walked instead.
template <Form form>
bool Renderer::odd_value(const RenderPlan& plan, const RenderPlan::Step& step, const StoredValue& value) {
  if (form == Form::json) {
    printer_.print(value, chunk_, form, *out_);
    return true;
  }
  if (value.is_binary_xml()) {
    if (!step.in_attribute) fragments(value.offset, value.offset + std::size_t{value.size}, Place::other);
    return true;
  }
  if (!value.is_array() || step.open == 0) {
    printer_.print(value, chunk_, step.in_attribute ? Form::xml_attribute : form, *out_);
    return true;
  }
  if (step.open == RenderPlan::kNotPrepared) return false;
  const RenderPlan::Step& following = *(&step + 1);  // a literal always follows
  ArrayItems items(value.type, value.bytes(chunk_));
  ByteView item;
  for (bool first = true; items.next(item) && pool_.spend(); first = false) {
    if (!first) {
      out_->append({plan.literal(following.literal), step.close});
      out_->append({plan.literal(step.literal + step.size - step.open), step.open});
    }
    printer_.print(items.item_type(), item, chunk_, form, *out_);
  }
  return true;
}

/// An element of JSON whose attributes may all be left out: then it is its text, or null. Null if a value is of no usual kind.
char* Renderer::put_attributes(char* to, const RenderPlan& plan, const RenderPlan::Step& step,
                               const StoredValue* values) {
  const RenderPlan::Attribute* a = plan.attributes().data() + step.target;
  bool any = false;
  for (const RenderPlan::Attribute* const end = a + step.count; a < end; ++a) {
    if (!a->is_literal && a->optional && values[a->value].is_null()) continue;
    to = any ? put_literal(to, plan.literal(a->next), a->next_size)
             : put_literal(to, plan.literal(a->first), a->first_size);
    any = true;
    if (a->is_literal) continue;
    to = printer_.put<Form::json>(to, values[a->value], chunk_);
    if (to == nullptr) return nullptr;
  }
  const bool text = step.has_text && !values[step.value].is_null();
  if (any) {
    if (!text) return put(to, "}}");
    to = put(to, "},\"#text\":");
  } else if (!text) {
    return put(to, "null");
  }
  to = printer_.put<Form::json>(to, values[step.value], chunk_);
  if (to != nullptr && any) *to++ = '}';
  return to;
}

/// The same for any value.
void Renderer::print_attributes(const RenderPlan& plan, const RenderPlan::Step& step, const StoredValue* values) {
  TextBuffer& out = *out_;
  bool any = false;
  for (std::uint32_t i = 0; i < step.count; ++i) {
    const RenderPlan::Attribute& a = plan.attributes()[step.target + i];
    if (!a.is_literal && a.optional && values[a.value].is_null()) continue;
    out += any ? std::string_view(plan.literal(a.next), a.next_size)
               : std::string_view(plan.literal(a.first), a.first_size);
    any = true;
    if (!a.is_literal) printer_.print(values[a.value], chunk_, Form::json, out);
  }
  const bool text = step.has_text && !values[step.value].is_null();
  if (any) out += text ? "},\"#text\":" : "}}";
  if (text || !any) printer_.print(text ? values[step.value] : StoredValue{}, chunk_, Form::json, out);
  if (any && text) out += '}';
}

}  // namespace doctor::evtx
