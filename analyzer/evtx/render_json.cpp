// The part of Renderer that prints JSON of what has no plan. docs/dump.md describes the shape.
#include <algorithm>
#include <string>

#include "evtx/renderer.h"

namespace doctor::evtx {

void Renderer::comma() {
  if (out_->back() != '{') *out_ += ',';
}

/// "name": for a new member of the innermost open object.
void Renderer::json_name(std::string_view name) {
  comma();
  std::uint32_t before = 0;
  const auto known = std::find_if(names_.begin() + static_cast<std::ptrdiff_t>(first_name_), names_.end(),
                                  [&](const Name& n) { return n.name == name; });
  (void)budget_.steps(static_cast<std::uint64_t>(known - names_.begin()) / 16 + 1);
  if (known == names_.end()) {
    names_.push_back({name, 1});
  } else {
    before = known->count++;
  }
  ValuePrinter::print_text(name, Form::json, *out_);
  if (before > 0) {
    out_->shorten(out_->size() - 1);
    *out_ += "_" + std::to_string(before) + "\"";
  }
  *out_ += ':';
}

/// What stands behind the name of the element.
void Renderer::json_value(const Filled& filled, std::uint32_t at, Place place) {
  if (!descend()) {
    *out_ += "null";
    return;
  }
  const Op& op = filled.ops[at];
  const std::uint32_t content = content_begin(filled.ops, at);
  const std::string_view name = op.local();
  const bool is_data = place == Place::event_data && name == "Data";
  const bool elements = has_elements(filled, content, op.end);
  const bool attributes = !is_data && json_attributes(filled, at, content, place);
  if (!elements && !attributes) {
    json_scalar(filled, content, op.end, name, {}, place);
  } else if (!elements) {
    const std::size_t before = out_->size();
    *out_ += ",\"#text\":";
    const std::size_t text = out_->size();
    json_scalar(filled, content, op.end, name, {}, place);
    if (out_->view().substr(text) == "null") out_->shorten(before);
    *out_ += '}';
  } else {
    if (!attributes) *out_ += '{';
    const std::size_t outer_names = first_name_;
    first_name_ = names_.size();
    Place inside = place == Place::system ? Place::system : Place::other;
    if (name == "EventData") inside = Place::event_data;
    if (name == "System" && place == Place::event) inside = Place::system;
    if (name == "Event" && place == Place::other) inside = Place::event;
    json_members(filled, content, op.end, inside);
    names_.resize(first_name_);
    first_name_ = outer_names;
    *out_ += '}';
  }
  --depth_;
}

/// Opens an object with "#attributes" and leaves it open, if there are attributes.
bool Renderer::json_attributes(const Filled& filled, std::uint32_t at, std::uint32_t content, Place place) {
  bool any = false;
  for (std::uint32_t i = at + 1; i < content && budget_.steps(); i = filled.ops[i].end) {
    const Op& attribute = filled.ops[i];
    const bool single = attribute.end == i + 2 && filled.ops[i + 1].kind == Op::Kind::substitution;
    if (single && filled.ops[i + 1].optional && filled.value(filled.ops[i + 1]).is_null()) continue;
    *out_ += any ? "," : "{\"#attributes\":{";
    any = true;
    ValuePrinter::print_text(attribute.local(), Form::json, *out_);
    *out_ += ':';
    if (attribute.end == i + 1) {
      *out_ += "\"\"";
    } else {
      json_scalar(filled, i + 1, attribute.end, filled.ops[at].local(), attribute.local(), place);
    }
  }
  if (any) *out_ += '}';
  return any;
}

/// The text of operations [begin, end), with the type of the value if it is one.
void Renderer::json_scalar(const Filled& filled, std::uint32_t begin, std::uint32_t end, std::string_view element,
                           std::string_view attribute, Place place) {
  if (end - begin == 1 && filled.ops[begin].kind == Op::Kind::substitution) {
    const StoredValue value = filled.value(filled.ops[begin]);
    if (!value.is_binary_xml()) {
      printer_.print(value, chunk_, Form::json, *out_);
    } else {
      *out_ += "null";
    }
    return;
  }
  const Value text = filled.evaluate(begin, end);
  if (text.type == Value::Type::none) {
    *out_ += "null";
  } else if (place == Place::system) {
    print_system_text(element, attribute, text.text, *out_);
  } else {
    ValuePrinter::print_text(text.text, Form::json, *out_);
  }
}

void Renderer::json_members(const Filled& filled, std::uint32_t begin, std::uint32_t end, Place place) {
  bool unnamed_done = false;
  for (std::uint32_t i = begin; i < end && budget_.steps();) {
    const Op& op = filled.ops[i];
    if (op.kind == Op::Kind::substitution) {
      const StoredValue value = filled.value(op);
      if (value.is_binary_xml()) fragments(value.offset, value.offset + std::size_t{value.size}, place);
    }
    if (op.kind != Op::Kind::open) {
      ++i;
      continue;
    }
    if (!left_out(filled, op)) {
      std::string_view name = op.local();
      const bool is_data = place == Place::event_data && name == "Data";
      if (is_data) name = data_name(filled, i);
      if (is_data && name.empty()) {
        if (!unnamed_done) json_unnamed_data(filled, begin, end);
        unnamed_done = true;
      } else {
        json_name(name);
        json_value(filled, i, place);
      }
    }
    i = op.end;
  }
}

/// All unnamed <Data> of one <EventData> are one member: a value, or a list of several.
void Renderer::json_unnamed_data(const Filled& filled, std::uint32_t begin, std::uint32_t end) {
  json_name("Data");
  const std::size_t start = out_->size();
  std::size_t count = 0;
  const auto item = [&] {
    if (count++ > 0) *out_ += ',';
  };
  *out_ += '[';
  for (std::uint32_t i = begin; i < end && budget_.steps();
       i = filled.ops[i].kind == Op::Kind::open ? filled.ops[i].end : i + 1) {
    const Op& op = filled.ops[i];
    if (op.kind != Op::Kind::open || op.local() != "Data" || left_out(filled, op) || !data_name(filled, i).empty())
      continue;
    const std::uint32_t content = content_begin(filled.ops, i);
    const bool alone = op.end - content == 1 && filled.ops[content].kind == Op::Kind::substitution;
    const StoredValue value = alone ? filled.value(filled.ops[content]) : StoredValue{};
    if (!value.is_array()) {
      item();
      json_value(filled, i, Place::event_data);
      continue;
    }
    ArrayItems items(value.type, value.bytes(chunk_));
    ByteView part;
    while (items.next(part) && pool_.spend()) {
      item();
      printer_.print(items.item_type(), part, chunk_, Form::json, *out_);
    }
  }
  if (count > 1) {
    *out_ += ']';
    return;
  }
  const std::string single(count == 1 ? out_->view().substr(start + 1) : "null");
  out_->shorten(start);
  *out_ += single;
}

std::string_view Renderer::data_name(const Filled& filled, std::uint32_t at) {
  const std::uint32_t content = content_begin(filled.ops, at);
  for (std::uint32_t i = at + 1; i < content && budget_.steps(); i = filled.ops[i].end) {
    if (filled.ops[i].local() == "Name") return text_at(filled, {i + 1, filled.ops[i].end});
  }
  return {};
}

}  // namespace doctor::evtx
