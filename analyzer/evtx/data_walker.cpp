#include "evtx/data_walker.h"

#include <algorithm>

namespace doctor::evtx {

namespace {

std::uint32_t content_of(Ops ops, std::uint32_t element) {
  std::uint32_t i = element + 1;
  while (i < ops[element].end && ops[i].kind == Op::Kind::attribute) i = ops[i].end;
  return i;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// In XML an element with an empty text and one without text are the same, so they are here.
bool is_empty(const Value& value) {
  return value.type == Value::Type::none || (value.type == Value::Type::text && value.text.empty());
}

std::uint64_t name_bit(std::string_view name) {
  const auto edge = static_cast<unsigned char>(name.front()) * 7u + static_cast<unsigned char>(name.back());
  return std::uint64_t{1} << ((name.size() * 31 + edge) & 63);
}

}  // namespace

void DataWalker::start() {
  fields_.clear();
  siblings_.clear();
  depth_ = 0;
  trouble_ = {};
}

void DataWalker::fail(std::size_t offset, std::string_view what) {
  if (trouble_.what.empty()) trouble_ = {offset, what};
}

void DataWalker::event(const Filled& event) {
  Parent root;
  if (!event.ops.empty()) child(event, 0, root);
}

void DataWalker::fragments(std::size_t begin, std::size_t end) {
  Parent beside_the_root;
  fragments(begin, end, beside_the_root);
}

void DataWalker::children(const Filled& program, std::uint32_t begin, std::uint32_t end, Parent& parent) {
  for (std::uint32_t i = begin; i < end && !budget_.spent();) {
    const Op& op = program.ops[i];
    (void)budget_.steps();
    if (op.kind == Op::Kind::open) {
      child(program, i, parent);
      i = op.end;
      continue;
    }
    if (op.kind == Op::Kind::substitution) {
      const StoredValue value = program.value(op);
      if (value.is_binary_xml()) fragments(value.offset, value.offset + std::size_t{value.size}, parent);
    }
    ++i;
  }
}

void DataWalker::child(const Filled& program, std::uint32_t at, Parent& parent) {
  const bool outermost =
      parent.place == Place::root && depth_ == 0;  // an event is an event, though half of it was never written
  if (!outermost && left_out(program, program.ops[at])) return;
  if (depth_ == kMaxDepth) {
    fail(0, "elements are nested too deep");
    return;
  }
  ++depth_;
  switch (parent.place) {
    case Place::root:
      // A fragment beside the event's root, or inside of it without <Event> around, holds what belongs into it.
      if (program.ops[at].local() == "Event") {
        inside(program, at, Place::event, {});
      } else {
        event_child(program, at);
      }
      break;
    case Place::event:
      event_child(program, at);
      break;
    case Place::event_data:
      data(program, at, parent);
      break;
    case Place::nested:
      nested(program, at, parent);
      break;
  }
  --depth_;
}

void DataWalker::inside(const Filled& program, std::uint32_t at, Place place, std::string_view path) {
  Parent parent;
  parent.place = place;
  parent.path = path;
  parent.first_sibling = siblings_.size();
  children(program, content_of(program.ops, at), program.ops[at].end, parent);
  siblings_.resize(parent.first_sibling);
}

void DataWalker::event_child(const Filled& program, std::uint32_t at) {
  const std::string_view name = program.ops[at].local();
  if (name == "System" || name == "RenderingInfo" || name == "DebugData") return;
  const std::uint32_t content = content_of(program.ops, at);
  if (!has_elements(program, content, program.ops[at].end)) {
    const Value text = program.evaluate(content, program.ops[at].end);
    if (!is_empty(text)) add(name, name, text);  // BinaryEventData, for one
    return;
  }
  inside(program, at, name == "EventData" ? Place::event_data : Place::nested, {});
}

void DataWalker::data(const Filled& program, std::uint32_t at, Parent& parent) {
  const Op& element = program.ops[at];
  const std::uint32_t content = content_of(program.ops, at);
  if (element.local() != "Data" || has_elements(program, content, element.end)) {
    nested(program, at, parent);
    return;
  }
  std::string_view name;
  for (std::uint32_t i = at + 1; i < content && name.empty(); i = program.ops[i].end) {
    if (program.ops[i].local() == "Name") name = text_at(program, {i + 1, program.ops[i].end});
  }
  const bool named = !name.empty();
  if (!named) name = element.local();
  const auto emit = [&](const Value& value) {
    const std::size_t index = sibling_index(parent, name);
    add(name, named && index == 0 ? name : pool_.indexed(name, index), value);
  };

  const StoredValue array = array_at(program, content, element.end);
  if (array.size == 0) {
    emit(program.evaluate(content, element.end));
    return;
  }
  ArrayItems items(array.type, array.bytes(chunk_));
  ByteView item;
  while (budget_.steps() && items.next(item)) emit(to_value(items.item_type(), item, pool_));
}

void DataWalker::nested(const Filled& program, std::uint32_t at, Parent& parent) {
  const std::uint32_t content = content_of(program.ops, at);
  const StoredValue array = array_at(program, content, program.ops[at].end);
  if (array.size == 0) {
    nested_item(program, at, content, parent, nullptr);
    return;
  }
  ArrayItems items(array.type, array.bytes(chunk_));
  ByteView item;
  while (budget_.steps() && items.next(item)) {
    const Value value = to_value(items.item_type(), item, pool_);
    nested_item(program, at, content, parent, &value);
  }
}

void DataWalker::nested_item(const Filled& program, std::uint32_t at, std::uint32_t content, Parent& parent,
                             const Value* item) {
  const Op& element = program.ops[at];
  const std::string_view name = element.local();
  const std::size_t index = sibling_index(parent, name);
  std::string_view path = index == 0 ? name : pool_.indexed(name, index);
  if (!parent.path.empty()) path = pool_.join(parent.path, "/", path);

  bool attributes = false;
  for (std::uint32_t i = at + 1; i < content && budget_.steps(); i = program.ops[i].end) {
    const Op& attribute = program.ops[i];
    if (attribute.declaration) continue;
    const bool single = attribute.end == i + 2 && program.ops[i + 1].optional;
    if (single && program.value(program.ops[i + 1]).is_null()) continue;
    attributes = true;
    add(attribute.local(), pool_.join(path, "/@", attribute.local()), program.evaluate(i + 1, attribute.end));
  }
  if (item != nullptr) {
    add(name, path, *item);
    return;
  }
  const Value text = program.evaluate(content, element.end);
  if (!has_elements(program, content, element.end)) {
    if (!attributes || !is_empty(text)) add(name, path, text);
    return;
  }
  if (!is_empty(text) && !(text.is_text() && is_blank(text.text))) add(name, path, text);
  inside(program, at, Place::nested, path);
}

void DataWalker::fragments(std::size_t begin, std::size_t end, Parent& parent) {
  if (depth_ == kMaxDepth) {
    fail(begin, "values are nested too deep");
    return;
  }
  ++depth_;
  for (std::size_t at = begin; at < end && budget_.steps();) {
    const std::size_t next = one_fragment(at, end, parent);
    if (next <= at) break;
    at = next;
  }
  --depth_;
}

/// Returns the offset behind what it read, or 0 to stop.
std::size_t DataWalker::one_fragment(std::size_t at, std::size_t end, Parent& parent) {
  const auto code = load_le<std::uint8_t>(chunk_, at);
  switch (static_cast<Token>(code & ~kMoreFollows)) {
    case Token::end_of_fragment:
      // Another fragment may follow (RenderingInfo behind EventData); else the rest is padding.
      return at + 1 < end && load_le<std::uint8_t>(chunk_, at + 1) == static_cast<std::uint8_t>(Token::fragment_header)
                 ? at + 1
                 : 0;
    case Token::fragment_header:
      return at + 4;
    case Token::open: {
      const Compiled compiled = compiler_.element(at, end, BinXmlCompiler::Layout::without_dependency, pool_);
      if (!compiled.whole) fail(compiled.end, "binary XML breaks off");
      if (!compiled.ops.empty()) child({compiled.ops, {}, chunk_, pool_}, 0, parent);
      return compiled.whole ? compiled.end : 0;
    }
    case Token::template_instance: {
      const Instance instance = templates_.inner_instance(at, end, pool_.arena());
      if (instance.definition == nullptr || !instance.whole) {
        fail(at, instance.definition == nullptr ? "the template is not readable" : "the values are cut off");
      }
      if (instance.definition == nullptr) return instance.end;
      child({instance.definition->ops, instance.values, chunk_, pool_}, 0, parent);
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

bool DataWalker::left_out(const Filled& program, const Op& element) const {
  return element.dependency < program.values.size() && program.values[element.dependency].is_null();
}

bool DataWalker::has_elements(const Filled& program, std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const Op& op = program.ops[i];
    if (op.kind == Op::Kind::open) return true;
    if (op.kind == Op::Kind::substitution && program.value(op).is_binary_xml()) return true;
  }
  return false;
}

/// The array that is the whole content of an element, or an empty value.
const StoredValue DataWalker::array_at(const Filled& program, std::uint32_t begin, std::uint32_t end) const {
  if (end - begin != 1 || program.ops[begin].kind != Op::Kind::substitution) return {};
  const StoredValue value = program.value(program.ops[begin]);
  return value.is_array() ? value : StoredValue{};
}

/// How many children of that name came before.
std::size_t DataWalker::sibling_index(Parent& parent, std::string_view name) {
  if (name.empty()) return 0;
  const std::uint64_t bit = name_bit(name);
  if ((parent.names_met & bit) != 0) {
    for (std::size_t i = parent.first_sibling; i < siblings_.size(); ++i) {
      if (siblings_[i].name == name) return siblings_[i].count++;
    }
    (void)budget_.steps((siblings_.size() - parent.first_sibling) / 16);
  }
  parent.names_met |= bit;
  siblings_.push_back({name, 1});
  return 0;
}

}  // namespace doctor::evtx
