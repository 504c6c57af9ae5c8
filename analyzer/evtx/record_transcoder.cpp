#include "evtx/record_transcoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "evtx/usual_event.h"
#include "evtx/usual_template.h"
#include "evtx/value_editor.h"

namespace doctor::evtx {

namespace {

constexpr std::uint32_t kFragmentHeader = 0x0001010f;  // token, version 1.1, no flags
constexpr std::size_t kLink = 4, kGuid = 16;           // of a definition
constexpr std::size_t kDefinitionHeader = kLink + kGuid + 4;
constexpr std::size_t kDescriptorSize = 4;
constexpr std::size_t kMostValueBytes = 0xffff;

/// Zeros, for a null value of any size.
const std::array<std::byte, 0x10000> kZeros{};
constexpr ByteView kNothing{kZeros};

constexpr std::string_view kTooMuch = "is left out: its chunk costs more than any real one";
constexpr std::string_view kNoTemplate = "refers to a template that cannot be read";

std::uint64_t code(Token token) {
  return static_cast<std::uint64_t>(token);
}

}  // namespace

RecordTranscoder::RecordTranscoder(TextEditor* editor) : editor_(editor), copier_(budget_, editor) {}
RecordTranscoder::~RecordTranscoder() = default;

void RecordTranscoder::begin(ByteView chunk) {
  if (library_.full()) {
    templates_.clear();
    library_.clear();
  }
  chunk_ = chunk.first(std::min(chunk.size(), kChunkSize));
  budget_ = {};
  copier_.begin(chunk_);
  cache_.begin(chunk_);
}

std::string_view RecordTranscoder::record(const RecordPlace& place, PortableRecord& out) {
  out.xml.clear();
  out.templates.clear();
  out.written = place.written;
  problem_ = {};
  depth_ = 0;
  std::size_t at = place.body;
  const std::size_t end = place.body_end;
  const auto token_at = [&](std::size_t offset) {
    return offset < end ? static_cast<Token>(load_le<std::uint8_t>(chunk_, offset) & ~kMoreFollows)
                        : Token::end_of_fragment;
  };
  if (token_at(at) == Token::fragment_header) {
    out.xml.add_number(kFragmentHeader, 4);
    at += 4;
  }
  std::size_t next = 0;  // behind the outermost element; 0: it is not whole
  if (token_at(at) == Token::template_instance) {
    next = instance(at, end, out);
    if (out.templates.empty() && !usual_instance(place, at, out)) return kNoTemplate;
  } else if (token_at(at) == Token::open) {
    const auto copied = copier_.element(at, end, BinXmlCompiler::Layout::without_dependency, out.xml);
    if (!copied.anything) return "does not begin with binary XML";
    next = copied.whole ? copied.end : 0;
  } else {
    return "does not begin with binary XML";
  }
  out.xml.add_number(code(Token::end_of_fragment), 1);
  if (next != 0) {
    const std::size_t beside = next_fragment(chunk_, next, end);
    if (beside < end) fragments(beside, end, out);
  }
  return copier_.spent() ? kTooMuch : problem_;
}

/// Returns the offset behind the instance, 0 if it is not whole. Without its template nothing is copied.
std::size_t RecordTranscoder::instance(std::size_t at, std::size_t limit, PortableRecord& out) {
  std::vector<StoredValue> buffer;
  const Instance found = cache_.instance(at, limit, buffer);
  if (found.definition == nullptr) return found.end;
  const Template* of = template_at(load_le<std::uint32_t>(chunk_, at + 6), *found.definition);
  if (of == nullptr) {
    problem_ = kTooMuch;
    return 0;
  }
  out.xml.add_number(code(Token::template_instance), 1);
  out.xml.add_number(1, 1);
  out.xml.add(as_bytes(of->portable->guid.data(), 4));
  out.xml.add_instance(index_of(of->portable, out));
  if (!values(found, *of, out)) return 0;
  return found.whole ? found.end : 0;
}

std::uint32_t RecordTranscoder::index_of(const std::shared_ptr<const PortableTemplate>& portable, PortableRecord& out) {
  const auto known = std::find(out.templates.begin(), out.templates.end(), portable);
  if (known == out.templates.end()) {
    out.templates.push_back(portable);
    return static_cast<std::uint32_t>(out.templates.size() - 1);
  }
  return static_cast<std::uint32_t>(known - out.templates.begin());
}

/// The number of values, their sizes and types, then the values.
bool RecordTranscoder::values(const Instance& instance, const Template& of, PortableRecord& out) {
  PortableXml& xml = out.xml;
  const std::size_t count = instance.values.size();
  const std::span<const StoredValue> list = instance.values;
  if (!copier_.spend_bytes(kDescriptorSize * count)) return false;
  std::vector<std::uint32_t> stretches(count);
  std::map<std::size_t, std::string> edited;
  xml.add_number(count, 4);
  for (std::size_t i = 0; i < count; ++i) {
    const StoredValue& value = list[i];
    if (value.is_binary_xml()) {
      stretches[i] = xml.add_size(2);
    } else {
      std::size_t size = value.size;
      if (editor_ != nullptr) {
        const auto place = of.places.find(static_cast<std::uint16_t>(i));
        const bool ask = place == of.places.end() || place->second.ask;
        std::string text;
        const std::string_view field = place == of.places.end() ? std::string_view{} : place->second.name;
        if (ask && !value.is_null() && ValueEditor(*editor_).edit(value, chunk_, field, text)) {
          size = text.size();
          edited.emplace(i, std::move(text));
        }
      }
      if (size > kMostValueBytes) {
        problem_ = "is left out: what replaces one of its values is too long";
        return false;
      }
      xml.add_number(size, 2);
    }
    xml.add_number(value.type, 2);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto replaced = edited.find(i);
    if (list[i].is_binary_xml()) {
      xml.begin(stretches[i]);
      fragments(list[i].offset, list[i].offset + std::size_t{list[i].size}, out);
      xml.end(stretches[i]);
    } else if (replaced != edited.end()) {
      xml.add(as_bytes(replaced->second.data(), replaced->second.size()));
    } else if (copier_.spend_bytes(list[i].size)) {
      // Windows gives some nulls a size; what lies there is nobody's.
      xml.add(list[i].is_null() ? kNothing.first(list[i].size) : list[i].bytes(chunk_));
    }
  }
  return true;
}

/// The same cases as DataWalker's and Renderer's.
void RecordTranscoder::fragments(std::size_t begin, std::size_t end, PortableRecord& out) {
  if (depth_ == kMaxDepth) return;
  ++depth_;
  for (std::size_t at = begin; at < end && budget_.steps();) {
    const std::size_t next = one_fragment(at, end, out);
    if (next <= at) break;
    at = next;
  }
  --depth_;
}

/// Returns the offset behind what it copied, or 0 to stop.
std::size_t RecordTranscoder::one_fragment(std::size_t at, std::size_t end, PortableRecord& out) {
  switch (static_cast<Token>(load_le<std::uint8_t>(chunk_, at) & ~kMoreFollows)) {
    case Token::end_of_fragment:
      out.xml.add_number(code(Token::end_of_fragment), 1);
      return at + 1 < end && load_le<std::uint8_t>(chunk_, at + 1) == static_cast<std::uint8_t>(Token::fragment_header)
                 ? at + 1
                 : 0;
    case Token::fragment_header:
      out.xml.add_number(kFragmentHeader, 4);
      return at + 4;
    case Token::open: {
      const auto copied = copier_.element(at, end, BinXmlCompiler::Layout::without_dependency, out.xml);
      return copied.whole ? copied.end : 0;
    }
    case Token::template_instance:
      return instance(at, end, out);
    case Token::pi_target:
    case Token::pi_data:
      return copier_.instruction(at, end, out.xml);
    default:
      return 0;
  }
}

/// Null if it would cost too much. Requires that the definition is sound.
const RecordTranscoder::Template* RecordTranscoder::template_at(std::uint32_t offset, const Definition& definition) {
  if (const auto known = templates_.find(&definition); known != templates_.end()) return &known->second;
  auto portable = std::make_shared<PortableTemplate>();
  Template made;
  portable->guid.assign(reinterpret_cast<const char*>(chunk_.data()) + offset + kLink, kGuid);
  const std::size_t size = load_le<std::uint32_t>(chunk_, offset + kLink + kGuid);
  std::size_t at = offset + kDefinitionHeader;
  const std::size_t limit = at + size;
  if (load_le<std::uint8_t>(chunk_, at) == static_cast<std::uint8_t>(Token::fragment_header)) {
    portable->xml.add_number(kFragmentHeader, 4);
    at += 4;
  }
  const auto copied = copier_.element(at, limit, BinXmlCompiler::Layout::with_dependency, portable->xml, &made.places);
  if (!copied.whole) return nullptr;
  portable->xml.add_number(code(Token::end_of_fragment), 1);
  portable->make_hash();
  made.portable = std::move(portable);
  return &templates_.emplace(&definition, std::move(made)).first->second;
}

/// A carved record whose template is gone, but whose values are those of any event.
bool RecordTranscoder::usual_instance(const RecordPlace& place, std::size_t at, PortableRecord& out) {
  std::vector<StoredValue> buffer;
  Instance found = cache_.instance(at, place.body_end, buffer);
  if (!problem_.empty() || found.definition != nullptr || !usual_event_values(found.values, chunk_, place.id)) {
    return false;
  }
  if (usual_.portable == nullptr) usual_ = {usual_template(), usual_places()};
  found.values = found.values.first(kUsualValues);  // nobody knows what the others mean
  out.xml.add_number(code(Token::template_instance), 1);
  out.xml.add_number(1, 1);
  out.xml.add(as_bytes(usual_.portable->guid.data(), 4));
  out.xml.add_instance(index_of(usual_.portable, out));
  return values(found, usual_, out);
}

}  // namespace doctor::evtx
