// The part of Renderer that prints XML of what has no plan.
#include <algorithm>

#include "evtx/renderer.h"

namespace doctor::evtx {

void Renderer::xml_element(const Filled& filled, std::uint32_t at) {
  const Op& op = filled.ops[at];
  if ((at != 0 && left_out(filled, op)) || !budget_.steps() || !descend()) return;
  const std::uint32_t content = content_begin(filled.ops, at);
  const auto end_tag = [&] {
    *out_ += "</";
    *out_ += op.text;
    *out_ += '>';
  };
  const bool alone = op.end - content == 1 && filled.ops[content].kind == Op::Kind::substitution;
  const StoredValue value = alone ? filled.value(filled.ops[content]) : StoredValue{};
  if (value.is_array() && value.size > 0) {  // the element for each item; once, and empty, if the bytes hold none
    ArrayItems items(value.type, value.bytes(chunk_));
    ByteView item;
    xml_start_tag(filled, at, content, false);
    for (bool first = true; items.next(item) && pool_.spend(); first = false) {
      if (!first) {
        end_tag();
        xml_start_tag(filled, at, content, false);
      }
      printer_.print(items.item_type(), item, chunk_, Form::xml_text, *out_);
    }
    end_tag();
  } else {
    const bool empty = op.empty_tag && content == op.end;
    xml_start_tag(filled, at, content, empty);
    if (!empty) {
      xml_content(filled, content, op.end);
      end_tag();
    }
  }
  --depth_;
}

void Renderer::xml_start_tag(const Filled& filled, std::uint32_t at, std::uint32_t content, bool empty) {
  TextBuffer& out = *out_;
  out += '<';
  out += filled.ops[at].text;
  for (std::uint32_t i = at + 1; i < content && budget_.steps(); i = filled.ops[i].end) {
    const Op& attribute = filled.ops[i];
    const bool single = attribute.end == i + 2 && filled.ops[i + 1].kind == Op::Kind::substitution;
    if (single && filled.ops[i + 1].optional && filled.value(filled.ops[i + 1]).is_null()) continue;
    out += ' ';
    out += attribute.text;
    out += "='";
    for (std::uint32_t k = i + 1; k < attribute.end; ++k) {
      const Op& part = filled.ops[k];
      if (part.kind == Op::Kind::text) {
        ValuePrinter::print_text(part.text, Form::xml_attribute, out);
      } else if (const StoredValue value = filled.value(part); !value.is_binary_xml()) {
        printer_.print(value, chunk_, Form::xml_attribute, out);
      }
    }
    out += '\'';
  }
  out += empty ? "/>" : ">";
}

void Renderer::xml_content(const Filled& filled, std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; i < end && !budget_.spent();) {
    const Op& op = filled.ops[i];
    if (op.kind == Op::Kind::open) {
      xml_element(filled, i);
      i = op.end;
      continue;
    }
    if (op.kind == Op::Kind::text) {
      ValuePrinter::print_text(op.text, Form::xml_text, *out_);
    } else if (const StoredValue value = filled.value(op); value.is_binary_xml()) {
      fragments(value.offset, value.offset + std::size_t{value.size}, Place::other);
    } else {
      printer_.print(value, chunk_, Form::xml_text, *out_);
    }
    ++i;
  }
}

}  // namespace doctor::evtx
