#include "evtx/usual_template.h"

#include <string>

#include "base/text.h"
#include "evtx/usual_event.h"

namespace doctor::evtx {

namespace {

constexpr std::uint32_t kFragmentHeader = 0x0001010f;

/// Writes operations as the tokens they would be compiled from.
class TokenWriter {
 public:
  TokenWriter(Ops ops, PortableXml& out) : ops_(ops), out_(out) {}

  void element(std::uint32_t at) {
    const Op& op = ops_[at];
    std::uint32_t content = at + 1;
    while (content < op.end && ops_[content].kind == Op::Kind::attribute) content = ops_[content].end;
    const bool attributes = content > at + 1;
    token(Token::open, attributes);
    out_.add_number(op.dependency, 2);
    const std::uint32_t size = out_.add_size(4);
    name(op.text);
    if (attributes) {
      const std::uint32_t list = out_.add_size(4);
      for (std::uint32_t i = at + 1; i < content; i = ops_[i].end) {
        token(Token::attribute, ops_[i].end < content);
        name(ops_[i].text);
        for (std::uint32_t k = i + 1; k < ops_[i].end; ++k) value(ops_[k]);
      }
      out_.end(list);
    }
    if (content == op.end) {
      token(Token::close_empty);
    } else {
      token(Token::close_start);
      for (std::uint32_t i = content; i < op.end;) {
        if (ops_[i].kind == Op::Kind::open) {
          element(i);
          i = ops_[i].end;
        } else {
          value(ops_[i++]);
        }
      }
      token(Token::close);
    }
    out_.end(size);
  }

 private:
  void token(Token t, bool more = false) {
    out_.add_number(static_cast<std::uint64_t>(t) | (more ? kMoreFollows : 0), 1);
  }
  void name(std::string_view utf8) {
    const std::string utf16 = to_utf16le(utf8);
    out_.add_name(as_bytes(utf16.data(), utf16.size()));
  }
  void value(const Op& op) {
    if (op.kind == Op::Kind::substitution) {
      token(op.optional ? Token::optional_substitution : Token::substitution);
      out_.add_number(op.index, 2);
      out_.add_number(op.type, 1);
      return;
    }
    const std::string utf16 = to_utf16le(op.text);
    token(Token::text);
    out_.add_number(value_type::string, 1);
    out_.add_number(utf16.size() / 2, 2);
    out_.add(as_bytes(utf16.data(), utf16.size()));
  }

  Ops ops_;
  PortableXml& out_;
};

}  // namespace

std::shared_ptr<const PortableTemplate> usual_template() {
  auto made = std::make_shared<PortableTemplate>();
  made->guid = "schannel-doctor";  // 15 characters and a zero: no GUID of Windows
  made->guid.resize(16, '\0');
  made->xml.add_number(kFragmentHeader, 4);
  TokenWriter(usual_event(), made->xml).element(0);
  made->xml.add_number(static_cast<std::uint64_t>(Token::end_of_fragment), 1);
  made->make_hash();
  return made;
}

FieldPlaces usual_places() {
  FieldPlaces places;
  for (std::uint16_t i = 0; i < kUsualValues; ++i) places[i] = {{}, false};
  places[12] = {"UserID", true};
  return places;
}

}  // namespace doctor::evtx
