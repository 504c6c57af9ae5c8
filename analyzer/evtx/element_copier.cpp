#include "evtx/element_copier.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace doctor::evtx {

namespace {

constexpr std::size_t kNameHeader = 8;  // next u32, hash u16, length u16
constexpr std::size_t kLongestText = 0xffff;

std::string_view entity_name(char c) {
  switch (c) {
    case '&':
      return "amp";
    case '<':
      return "lt";
    case '>':
      return "gt";
    case '"':
      return "quot";
    default:
      return "apos";
  }
}

std::string entity_text(const std::string& name) {
  for (const char c : {'&', '<', '>', '"', '\''}) {
    if (name == entity_name(c)) return std::string(1, c);
  }
  return "&" + name + ";";
}

}  // namespace

void ElementCopier::begin(ByteView chunk) {
  chunk_ = chunk;
  bytes_left_ = kMostBytes;
}

bool ElementCopier::spend_bytes(std::size_t n) {
  bytes_left_ -= std::min(bytes_left_, n);
  return bytes_left_ > 0;
}

ElementCopier::Copied ElementCopier::element(std::size_t begin, std::size_t limit, BinXmlCompiler::Layout expected,
                                             PortableXml& out, FieldPlaces* places) {
  out_ = &out;
  places_ = places;
  depth_ = 0;
  in_tag_ = attribute_open_ = false;
  run_ = {};
  names_.clear();
  layout_ = BinXmlCompiler::layout(chunk_, begin, expected);
  ByteReader in(chunk_.first(std::min(limit, chunk_.size())));
  in.seek(begin);

  Copied result;
  result.whole = true;
  const std::size_t pieces = out.pieces().size();
  do {
    result.end = in.position();
    const std::size_t before = out.bytes().size();
    if (!budget_.steps() || !token(in) || !in.ok() ||
        !spend_bytes(out.bytes().size() - std::min(before, out.bytes().size()))) {
      result.whole = false;
      break;
    }
  } while (depth_ > 0);
  if (result.whole) {
    result.end = in.position();
  } else {
    close_broken();
  }
  result.anything = out.pieces().size() > pieces;
  return result;
}

/// Copies one token, or nothing.
bool ElementCopier::token(ByteReader& in) {
  const std::size_t at = in.position();
  const std::uint8_t code = in.u8();
  if (!in.ok()) return false;
  const auto kind = static_cast<Token>(code & ~kMoreFollows);
  if (depth_ == 0 && kind != Token::open) return false;
  const bool is_text =
      kind == Token::text || kind == Token::cdata || kind == Token::char_ref || kind == Token::entity_ref;
  if (!is_text) end_run();
  switch (kind) {
    case Token::open:
      return open_element(in, (code & kMoreFollows) != 0, at);
    case Token::close_start:
    case Token::close_empty:
      if (!in_tag_) return false;
      end_start_tag();
      if (kind == Token::close_empty) {
        close(code);
      } else {
        out_->add_number(code, 1);
      }
      return true;
    case Token::close:
      if (in_tag_) return false;
      close(code);
      return true;
    case Token::text:
      return literal(in, true, at);
    case Token::cdata:
      return literal(in, false, at);
    case Token::attribute:
      return attribute(in, at);
    case Token::char_ref:
      return character(in, at);
    case Token::entity_ref:
      return entity(in, at);
    case Token::pi_target:
    case Token::pi_data:
      return instruction_token(in, at);
    case Token::substitution:
    case Token::optional_substitution:
      return substitution(in, at);
    case Token::end_of_fragment:
    case Token::template_instance:
    case Token::fragment_header:
      return false;  // never inside an element
  }
  return false;
}

bool ElementCopier::open_element(ByteReader& in, bool has_attributes, std::size_t at) {
  if (in_tag_ || depth_ == kMaxDepth) return false;
  if (layout_ == BinXmlCompiler::Layout::with_dependency) in.skip(2);
  const std::size_t size_at = in.position();
  in.skip(4);
  ByteView utf16;
  if (!name(in, utf16)) return false;
  if (has_attributes)
    in.skip(4);  // an element whose start is cut off here is one all the same: so reads BinXmlCompiler
  Open& element = stack_[depth_++];
  add(at, size_at);
  element.size = out_->add_size(4);
  out_->add_name(utf16);
  element.has_attributes = has_attributes;
  if (has_attributes) element.attributes = out_->add_size(4);
  in_tag_ = true;
  if (editor_ != nullptr) names_.open(to_utf8(utf16));
  return true;
}

bool ElementCopier::attribute(ByteReader& in, std::size_t at) {
  if (!in_tag_) return false;
  attribute_open_ = false;
  ByteView utf16;
  if (!name(in, utf16)) return false;
  attribute_open_ = true;
  add(at, at + 1);
  out_->add_name(utf16);
  if (editor_ != nullptr) attribute_name_ = to_utf8(utf16);
  return true;
}

/// Requires that a start tag is open: it ends.
void ElementCopier::end_start_tag() {
  in_tag_ = attribute_open_ = false;
  const Open& element = stack_[depth_ - 1];
  if (element.has_attributes) out_->end(element.attributes);
}

/// Requires that an element is open: ends it with that token.
void ElementCopier::close(int token) {
  out_->add_number(static_cast<std::uint64_t>(token), 1);
  out_->end(stack_[--depth_].size);
  if (editor_ != nullptr) names_.close();
}

void ElementCopier::close_broken() {
  end_run();
  if (in_tag_ && depth_ > 0) {
    end_start_tag();
    out_->add_number(static_cast<std::uint8_t>(Token::close_start), 1);
  }
  while (depth_ > 0) close(static_cast<std::uint8_t>(Token::close));
}

bool ElementCopier::literal(ByteReader& in, bool typed, std::size_t at) {
  if (!value_allowed()) return false;
  if (typed && in.u8() != value_type::string) return false;
  const ByteView text = in.take(std::size_t{2} * in.u16());
  if (!in.ok()) return false;
  begin_run(load_le<std::uint8_t>(chunk_, at));
  if (run_.open) append_utf8(text, run_.text);
  add(at, in.position());
  return true;
}

bool ElementCopier::character(ByteReader& in, std::size_t at) {
  const std::uint16_t c = in.u16();  // 0 if it is cut off: so reads BinXmlCompiler
  if (!value_allowed()) return false;
  begin_run(load_le<std::uint8_t>(chunk_, at));
  if (run_.open) append_utf8(char32_t{c}, run_.text);
  add(at, at + 1);
  out_->add_number(c, 2);
  return true;
}

bool ElementCopier::entity(ByteReader& in, std::size_t at) {
  ByteView utf16;
  if (!value_allowed() || !name(in, utf16)) return false;
  begin_run(load_le<std::uint8_t>(chunk_, at));
  if (run_.open) run_.text += entity_text(to_utf8(utf16));
  add(at, at + 1);
  out_->add_name(utf16);
  return true;
}

bool ElementCopier::substitution(ByteReader& in, std::size_t at) {
  if (!value_allowed()) return false;
  const std::uint16_t index = in.u16();
  in.skip(1);
  if (!in.ok()) return false;
  add(at, in.position());
  if (places_ != nullptr && editor_ != nullptr) {
    const FieldPlace here = place();
    const auto [known, is_new] = places_->try_emplace(index, here);
    if (!is_new) known->second.ask = known->second.ask && here.ask;
  }
  return true;
}

bool ElementCopier::instruction_token(ByteReader& in, std::size_t at) {
  const auto part = static_cast<Token>(load_le<std::uint8_t>(chunk_, at) & ~kMoreFollows);
  if (part == Token::pi_target) {
    ByteView target;
    if (!name(in, target)) return false;
    add(at, at + 1);
    out_->add_name(target);
    return true;
  }
  const ByteView text = in.take(std::size_t{2} * in.u16());
  if (!in.ok()) return false;
  if (editor_ != nullptr && !text.empty() && editor_->edit(to_utf8(text), {}, edited_)) {
    std::string utf16 = to_utf16le(edited_);
    utf16.resize(std::min(utf16.size(), 2 * kLongestText));
    add(at, at + 1);
    out_->add_number(utf16.size() / 2, 2);
    out_->add(as_bytes(utf16.data(), utf16.size()));
    return true;
  }
  add(at, in.position());
  return true;
}

std::size_t ElementCopier::instruction(std::size_t begin, std::size_t limit, PortableXml& out) {
  out_ = &out;
  ByteReader in(chunk_.first(std::min(limit, chunk_.size())));
  in.seek(begin);
  in.skip(1);
  if (!in.ok() || !instruction_token(in, begin) || !in.ok()) return 0;
  return spend_bytes(in.position() - begin) ? in.position() : 0;
}

FieldPlace ElementCopier::place() const {
  return attribute_open_ ? names_.attribute(attribute_name_) : names_.content();
}

/// Text follows; what runs before it goes on.
void ElementCopier::begin_run(std::uint8_t code) {
  if (editor_ == nullptr) return;
  if (!run_.open) {
    run_.open = true;
    run_.is_attribute = attribute_open_;
    run_.mark = out_->mark();
    run_.text.clear();
  }
  run_.more = (code & kMoreFollows) != 0;
}

void ElementCopier::end_run() {
  if (!std::exchange(run_.open, false)) return;
  if (run_.is_attribute) names_.attribute_value(attribute_name_, run_.text);
  const FieldPlace here = place();
  if (run_.text.empty() || !here.ask || !editor_->edit(run_.text, here.name, edited_)) return;
  out_->back_to(run_.mark);
  put_text(edited_, run_.more, run_.is_attribute);
}

/// Writes text as Windows does: in runs, with entities between them where XML needs one.
void ElementCopier::put_text(std::string_view utf8, bool more, bool is_attribute) {
  struct Part {
    std::string utf16;
    char entity = 0;
  };
  std::vector<Part> parts;
  const auto add_run = [&](std::string_view run) {
    const std::string utf16 = to_utf16le(run);
    for (std::size_t i = 0; i < utf16.size(); i += 2 * kLongestText)
      parts.push_back({utf16.substr(i, 2 * kLongestText)});
  };
  const std::string_view special = is_attribute ? "&<>\"'" : "&<>";
  while (!utf8.empty()) {
    const std::size_t at = std::min(utf8.find_first_of(special), utf8.size());
    add_run(utf8.substr(0, at));
    utf8.remove_prefix(at);
    if (utf8.empty()) break;
    parts.push_back({{}, utf8.front()});
    utf8.remove_prefix(1);
  }
  if (parts.empty()) parts.emplace_back();
  for (const Part& part : parts) {
    const bool follows = more || &part != &parts.back();
    const auto code = [&](Token t) { return static_cast<std::uint64_t>(t) | (follows ? kMoreFollows : 0); };
    if (part.entity != 0) {
      const std::string name = to_utf16le(entity_name(part.entity));
      out_->add_number(code(Token::entity_ref), 1);
      out_->add_name(as_bytes(name.data(), name.size()));
    } else {
      out_->add_number(code(Token::text), 1);
      out_->add_number(value_type::string, 1);
      out_->add_number(part.utf16.size() / 2, 2);
      out_->add(as_bytes(part.utf16.data(), part.utf16.size()));
    }
  }
}

/// The name that a token refers to; it may stand right there.
bool ElementCopier::name(ByteReader& in, ByteView& utf16) const {
  const std::size_t offset = in.u32();
  if (!in.ok()) return false;
  if (offset == in.position()) {
    in.skip(kNameHeader - 2);
    in.skip(std::size_t{2} * in.u16() + 2);
    if (!in.ok()) return false;
  }
  ByteReader at(chunk_);
  at.seek(offset);
  at.skip(kNameHeader - 2);
  utf16 = at.take(std::size_t{2} * at.u16());
  return at.ok() && !utf16.empty();
}

}  // namespace doctor::evtx
