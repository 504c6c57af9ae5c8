#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "event/text_editor.h"
#include "evtx/binxml.h"
#include "evtx/field_place.h"
#include "evtx/limits.h"
#include "evtx/portable_xml.h"

namespace doctor::evtx {

/// Copies elements of binary XML, token by token, out of a chunk; on the way an editor may replace literal texts. Takes for an element
/// what BinXmlCompiler takes for one: the same tokens, the same layouts, the same place where it breaks off.
/// Threads: one at a time.
class ElementCopier {
 public:
  /// What of a chunk may come out of it, in bytes: names are repeated where the chunk refers to them, templates where it uses them. Several
  /// times what a full chunk of real events needs.
  static constexpr std::size_t kMostBytes = 2 * 1024 * 1024;

  ElementCopier(Budget& budget, TextEditor* editor) : budget_(budget), editor_(editor) {}

  /// From now on offsets are in this chunk.
  void begin(ByteView chunk);

  struct Copied {
    std::size_t end = 0;  ///< chunk offset behind it, or where it breaks off
    bool anything = false;
    bool whole = false;  ///< false: what was copied was closed properly
  };
  /// Appends the element whose `open` token is at `begin`, up to `limit` at most, to `out`. `places`, if given, gets where each value
  /// stands that is filled in; only with an editor.
  Copied element(std::size_t begin, std::size_t limit, BinXmlCompiler::Layout expected, PortableXml& out,
                 FieldPlaces* places = nullptr);

  /// Appends the processing instruction token at `begin`; the offset behind it, 0 if it is broken.
  std::size_t instruction(std::size_t begin, std::size_t limit, PortableXml& out);

  /// Whether kMostBytes are spent, or the budget.
  bool spent() const { return budget_.spent() || bytes_left_ == 0; }
  /// Takes bytes off kMostBytes.
  bool spend_bytes(std::size_t n);

 private:
  struct Open {
    std::uint32_t size = 0, attributes = 0;  ///< stretches
    bool has_attributes = false;
  };
  /// Literal text that follows each other.
  struct Run {
    bool open = false, more = false, is_attribute = false;
    PortableXml::Mark mark;
    std::string text;
  };

  bool token(ByteReader& in);
  bool open_element(ByteReader& in, bool has_attributes, std::size_t at);
  bool attribute(ByteReader& in, std::size_t at);
  bool literal(ByteReader& in, bool typed, std::size_t at);
  bool character(ByteReader& in, std::size_t at);
  bool entity(ByteReader& in, std::size_t at);
  bool substitution(ByteReader& in, std::size_t at);
  bool instruction_token(ByteReader& in, std::size_t at);
  bool name(ByteReader& in, ByteView& utf16) const;
  bool value_allowed() const { return !in_tag_ || attribute_open_; }
  void end_start_tag();
  void close(int token);
  void close_broken();
  void add(std::size_t from, std::size_t to) { out_->add(chunk_.subspan(from, to - from)); }
  FieldPlace place() const;
  void begin_run(std::uint8_t code);
  void end_run();
  void put_text(std::string_view utf8, bool more, bool is_attribute);

  ByteView chunk_;
  Budget& budget_;
  TextEditor* editor_;
  std::size_t bytes_left_ = kMostBytes;
  PortableXml* out_ = nullptr;  ///< of the element at work, as the rest
  FieldPlaces* places_ = nullptr;
  BinXmlCompiler::Layout layout_ = BinXmlCompiler::Layout::with_dependency;
  std::array<Open, kMaxDepth> stack_{};
  std::size_t depth_ = 0;
  bool in_tag_ = false, attribute_open_ = false;
  FieldNames names_;
  std::string attribute_name_, edited_;
  Run run_;
};

}  // namespace doctor::evtx
