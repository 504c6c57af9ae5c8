#include "evtx/binxml.h"

#include <algorithm>
#include <new>

#include "base/text.h"

namespace doctor::evtx {

namespace {

constexpr std::size_t kNameHeader = 8;  // next u32, hash u16, length u16

/// What stands before the local name, with the colon. A prefix that Op cannot count is taken for a part of the name.
std::uint8_t prefix_size(std::string_view qualified) {
  const std::size_t colon = qualified.rfind(':');
  return colon == std::string_view::npos || colon >= 255 ? std::uint8_t{0} : static_cast<std::uint8_t>(colon + 1);
}

bool is_namespace_declaration(std::string_view name) {
  return name == "xmlns" || name.starts_with("xmlns:");
}

std::string_view entity_text(std::string_view name) {
  if (name == "amp") return "&";
  if (name == "lt") return "<";
  if (name == "gt") return ">";
  if (name == "quot") return "\"";
  if (name == "apos") return "'";
  return {};
}

}  // namespace

void BinXmlCompiler::begin(ByteView chunk) {
  chunk_ = chunk;
  ++generation_;
}

Compiled BinXmlCompiler::element(std::size_t begin, std::size_t limit, Layout expected, TextPool& pool,
                                 std::vector<NameReference>* references) {
  pool_ = &pool;
  references_ = references;
  ops_.clear();
  depth_ = 0;
  in_tag_ = attribute_open_ = false;
  layout_ = layout(chunk_, begin, expected);
  ByteReader in(chunk_.first(std::min(limit, chunk_.size())));
  in.seek(begin);

  Compiled result;
  result.whole = true;
  do {
    result.end = in.position();
    if (!budget_.steps() || !token(in) || !in.ok()) {
      result.whole = false;
      break;
    }
  } while (depth_ > 0);
  if (result.whole) {
    result.end = in.position();
  } else {
    if (attribute_open_) finish_attribute();
    while (depth_ > 0) pop();
  }
  if (references != nullptr && layout_ != expected) references->clear();
  if (ops_.empty()) return result;

  auto* kept = static_cast<Op*>(pool.arena().allocate(ops_.size() * sizeof(Op), alignof(Op)));
  std::uninitialized_copy(ops_.begin(), ops_.end(), kept);
  result.ops = {kept, ops_.size()};
  return result;
}

bool BinXmlCompiler::token(ByteReader& in) {
  const std::uint8_t code = in.u8();
  if (!in.ok()) return false;
  const auto kind = static_cast<Token>(code & ~kMoreFollows);
  if (depth_ == 0 && kind != Token::open) return false;
  switch (kind) {
    case Token::open:
      return open(in, (code & kMoreFollows) != 0);
    case Token::close_start:
    case Token::close_empty:
      if (!in_tag_) return false;
      if (attribute_open_) finish_attribute();
      in_tag_ = false;
      if (kind == Token::close_empty) {
        ops_[stack_[depth_ - 1]].empty_tag = true;
        pop();
      }
      return true;
    case Token::close:
      if (in_tag_) return false;
      pop();
      return true;
    case Token::text:
      return literal(in, true);
    case Token::cdata:
      return literal(in, false);
    case Token::attribute:
      return attribute(in);
    case Token::char_ref: {
      const char32_t c = in.u16();
      if (!value_allowed()) return false;
      std::string& text = pool_->scratch();
      append_utf8(c, text);
      add_text(pool_->copy(text));
      return true;
    }
    case Token::entity_ref:
      return entity(in);
    case Token::pi_target:
    case Token::pi_data:
      return instruction(in, kind);
    case Token::substitution:
      return substitution(in, false);
    case Token::optional_substitution:
      return substitution(in, true);
    case Token::end_of_fragment:
    case Token::template_instance:
    case Token::fragment_header:
      return false;  // never inside an element
  }
  return false;
}

bool BinXmlCompiler::open(ByteReader& in, bool has_attributes) {
  if (in_tag_ || depth_ == kMaxDepth) return false;
  Op op;
  op.kind = Op::Kind::open;
  if (layout_ == Layout::with_dependency) op.dependency = in.u16();
  in.skip(4);  // size of the element: the tokens say it too, and cannot disagree with themselves
  if (!name(in, op.text)) return false;
  op.prefix = prefix_size(op.text);
  if (has_attributes) in.skip(4);
  stack_[depth_++] = static_cast<std::uint32_t>(ops_.size());
  ops_.push_back(op);
  in_tag_ = true;
  return true;
}

bool BinXmlCompiler::attribute(ByteReader& in) {
  if (!in_tag_) return false;
  if (attribute_open_) finish_attribute();
  Op op;
  op.kind = Op::Kind::attribute;
  if (!name(in, op.text)) return false;
  attribute_ = static_cast<std::uint32_t>(ops_.size());
  attribute_open_ = true;
  ops_.push_back(op);
  return true;
}

void BinXmlCompiler::finish_attribute() {
  attribute_open_ = false;
  Op& op = ops_[attribute_];
  op.declaration = is_namespace_declaration(op.text);
  if (!op.declaration) op.prefix = prefix_size(op.text);
  op.end = static_cast<std::uint32_t>(ops_.size());
}

bool BinXmlCompiler::literal(ByteReader& in, bool typed) {
  if (!value_allowed()) return false;
  if (typed && in.u8() != value_type::string) return false;
  const ByteView text = in.take(std::size_t{2} * in.u16());
  if (!in.ok()) return false;
  add_text(pool_->utf16(text));
  return true;
}

bool BinXmlCompiler::entity(ByteReader& in) {
  std::string_view entity_name;
  if (!value_allowed() || !name(in, entity_name)) return false;
  const std::string_view text = entity_text(entity_name);
  add_text(text.empty() ? pool_->join("&", entity_name, ";") : text);
  return true;
}

bool BinXmlCompiler::substitution(ByteReader& in, bool optional) {
  if (!value_allowed()) return false;
  Op op;
  op.kind = Op::Kind::substitution;
  op.optional = optional;
  op.index = in.u16();
  op.type = in.u8();
  ops_.push_back(op);
  return in.ok();
}

bool BinXmlCompiler::instruction(ByteReader& in, Token part) {
  if (part == Token::pi_target) {
    std::string_view target;
    return name(in, target);
  }
  in.skip(std::size_t{2} * in.u16());
  return in.ok();
}

std::size_t BinXmlCompiler::skip_instruction(std::size_t begin, std::size_t limit) {
  ByteReader in(chunk_.first(std::min(limit, chunk_.size())));
  in.seek(begin);
  return instruction(in, static_cast<Token>(in.u8() & ~kMoreFollows)) ? in.position() : 0;
}

void BinXmlCompiler::add_text(std::string_view text) {
  Op op;
  op.kind = Op::Kind::text;
  op.text = text;
  ops_.push_back(op);
}

bool BinXmlCompiler::name(ByteReader& in, std::string_view& out) {
  const std::size_t at = in.position(), offset = in.u32();
  if (!in.ok()) return false;
  const bool inside = offset == in.position();  // written here, at its first use
  if (inside) {
    in.skip(kNameHeader - 2);
    in.skip(std::size_t{2} * in.u16() + 2);
    if (!in.ok()) return false;
  }
  const Known* known = name_at(offset);
  if (known == nullptr) return false;
  out = known->text;
  if (references_ != nullptr) {
    references_->push_back(
        {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(offset + kNameHeader), known->size, inside});
  }
  return true;
}

const BinXmlCompiler::Known* BinXmlCompiler::name_at(std::size_t offset) {
  Known& known = known_[offset % known_.size()];
  if (known.generation == generation_ && known.offset == offset) return &known;
  ByteReader in(chunk_);
  in.seek(offset);
  in.skip(kNameHeader - 2);
  const ByteView stored = in.take(std::size_t{2} * in.u16());
  if (!in.ok() || stored.empty()) return nullptr;
  const std::string_view text = name_table_.intern(stored, budget_);
  if (text.empty()) return nullptr;
  known = {generation_, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(stored.size()), text};
  return &known;
}

BinXmlCompiler::Layout BinXmlCompiler::layout(ByteView chunk, std::size_t begin, Layout expected) {
  const auto fits = [&](Layout candidate) {
    ByteReader in(chunk);
    in.seek(begin);
    in.skip(candidate == Layout::with_dependency ? 1 + 2 + 4 : 1 + 4);
    const std::size_t offset = in.u32();
    in.seek(offset);
    in.skip(kNameHeader - 2);
    const std::size_t length = in.u16();
    const ByteView text = in.take(2 * length);
    return in.u16() == 0 && in.ok() && !text.empty();
  };
  if (fits(expected)) return expected;
  const Layout other = expected == Layout::with_dependency ? Layout::without_dependency : Layout::with_dependency;
  return fits(other) ? other : expected;
}

}  // namespace doctor::evtx
