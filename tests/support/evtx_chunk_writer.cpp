#include "support/evtx_chunk_writer.h"

#include <cstring>

#include "base/checksum.h"
#include "base/ids.h"
#include "base/text.h"
#include "base/time.h"

namespace doctor::test {

namespace {

constexpr std::size_t kChunk = 65536, kHeader = 512;
constexpr int kNoDependency = 0xffff, kInline = -1;
constexpr char kNamespace[] = "http://schemas.microsoft.com/win/2004/08/events/event";

/// The hash of the string and template tables, over 16-bit units.
std::uint32_t hash(std::string_view utf16) {
  std::uint32_t h = 0;
  for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
    h = h * 65599 + static_cast<unsigned char>(utf16[i]) + 256u * static_cast<unsigned char>(utf16[i + 1]);
  }
  return h;
}

void put_at(std::string& out, std::size_t at, std::uint64_t n, std::size_t width) {
  std::memcpy(out.data() + at, &n, width);
}

/// A GUID made of what a template says, so that equal templates have equal ones.
std::string guid_of(const std::string& key) {
  Fingerprint a, b;
  a.add(key);
  b.add_field(key);
  std::string guid(16, '\0');
  put_at(guid, 0, a.value(), 8);
  put_at(guid, 8, b.value(), 8);
  return guid;
}

}  // namespace

EvtxChunkWriter::EvtxChunkWriter() : out_(kHeader, '\0') {}

void EvtxChunkWriter::put(std::uint64_t n, std::size_t width) {
  out_.append(reinterpret_cast<const char*>(&n), width);
}

void EvtxChunkWriter::patch32(std::size_t at, std::size_t value) {
  put_at(out_, at, value, 4);
}

void EvtxChunkWriter::name(std::string_view utf8) {
  if (const auto known = names_.find(utf8); known != names_.end()) {
    put(known->second, 4);
    return;
  }
  const auto offset = static_cast<std::uint32_t>(out_.size() + 4);
  names_.emplace(utf8, offset);
  const std::string utf16 = to_utf16le(utf8);
  const std::uint32_t h = hash(utf16) & 0xffff;
  put(offset, 4);
  put(name_buckets_[h % 64], 4);
  name_buckets_[h % 64] = offset;
  put(h, 2);
  put(utf16.size() / 2, 2);
  out_ += utf16;
  put(0, 2);
}

void EvtxChunkWriter::text_run(std::string_view utf8, bool more) {
  const std::string utf16 = to_utf16le(utf8);
  token(more ? 0x45 : 0x05);
  token(0x01);
  put(utf16.size() / 2, 2);
  out_ += utf16;
}

void EvtxChunkWriter::text(std::string_view utf8, bool with_entities) {
  while (with_entities) {
    const std::size_t at = utf8.find_first_of("&\"<");
    if (at == std::string_view::npos) break;
    if (at > 0) text_run(utf8.substr(0, at), true);
    token(at + 1 < utf8.size() ? 0x49 : 0x09);
    name(utf8[at] == '&' ? "amp" : utf8[at] == '"' ? "quot" : "lt");
    utf8.remove_prefix(at + 1);
    if (utf8.empty()) return;
  }
  text_run(utf8, false);
}

void EvtxChunkWriter::substitution(std::uint16_t index, std::uint8_t type, bool optional) {
  token(optional ? 0x0e : 0x0d);
  put(index, 2);
  put(type, 1);
}

std::function<void()> EvtxChunkWriter::literal(std::string utf8) {
  return [this, utf8 = std::move(utf8)] { text(utf8, false); };
}

std::function<void()> EvtxChunkWriter::value(std::uint16_t index, std::uint8_t type) {
  return [this, index, type] { substitution(index, type, true); };
}

void EvtxChunkWriter::element(std::string_view element_name, int dependency, const Attributes& attributes,
                              const std::function<void()>& content) {
  token(attributes.empty() ? 0x01 : 0x41);
  if (dependency != kInline) put(static_cast<std::uint64_t>(dependency), 2);
  const std::size_t size_at = out_.size();
  put(0, 4);
  name(element_name);
  if (!attributes.empty()) {
    const std::size_t list_at = out_.size();
    put(0, 4);
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      token(i + 1 < attributes.size() ? 0x46 : 0x06);
      name(attributes[i].first);
      attributes[i].second();
    }
    patch32(list_at, out_.size() - list_at - 4);
  }
  if (content) {
    token(0x02);
    content();
    token(0x04);
  } else {
    token(0x03);
  }
  patch32(size_at, out_.size() - size_at - 4);
}

void EvtxChunkWriter::instance(const std::string& key, const std::function<void()>& definition,
                               const std::vector<EvtxValue>& values) {
  const std::string guid = guid_of(key);
  put(0x0001010f, 4);
  token(0x0c);
  token(0x01);
  out_ += guid.substr(0, 4);
  if (const auto known = templates_.find(key); known != templates_.end()) {
    put(known->second, 4);
  } else {
    const auto offset = static_cast<std::uint32_t>(out_.size() + 4);
    templates_.emplace(key, offset);
    std::uint32_t& bucket = template_buckets_[hash(guid) % 32];
    put(offset, 4);
    put(bucket, 4);
    bucket = offset;
    out_ += guid;
    const std::size_t size_at = out_.size();
    put(0, 4);
    put(0x0001010f, 4);
    definition();
    token(0x00);
    patch32(size_at, out_.size() - size_at - 4);
  }
  put(values.size(), 4);
  std::size_t size_at = out_.size();
  for (const EvtxValue& v : values) {
    put(v.bytes.size(), 2);
    put(v.type, 2);
  }
  for (const EvtxValue& v : values) {
    const std::size_t begin = out_.size();
    out_ += v.bytes;
    if (v.element) {
      user_element(*v.element);
      token(0x00);
      put_at(out_, size_at, out_.size() - begin, 2);
    }
    size_at += 4;
  }
}

/// The first 17 substitutions of every event, in the order Windows has them; the data comes behind.
std::vector<EvtxValue> EvtxChunkWriter::system_values(const EvtxRecord& r, std::uint64_t id) const {
  const auto guid = [](const std::string& text) { return text.empty() ? EvtxValue::null() : EvtxValue::guid(text); };
  return {EvtxValue::uint8(r.level_),
          EvtxValue::uint8(r.opcode_),
          EvtxValue::uint16(r.task_),
          EvtxValue::uint16(r.event_id_),
          r.qualifiers_ ? EvtxValue::uint16(*r.qualifiers_) : EvtxValue::null(),
          EvtxValue::hex64(r.keywords_),
          EvtxValue::time(r.at_),
          guid(r.activity_),
          EvtxValue::uint32(r.process_),
          EvtxValue::uint32(r.thread_),
          EvtxValue::uint64(id),
          EvtxValue::uint8(r.version_),
          r.user_.empty() ? EvtxValue::null() : EvtxValue::sid(r.user_),
          guid(r.related_activity_),
          EvtxValue::text(r.provider_),
          guid(r.guid_),
          EvtxValue::text(r.channel_)};
}

void EvtxChunkWriter::outer_definition(const EvtxRecord& r) {
  const bool classic = r.shape_ == EvtxRecord::Shape::classic;
  const auto simple = [&](std::string_view name, std::uint16_t index, std::uint8_t type) {
    element(name, kNoDependency, {}, value(index, type));
  };
  element("Event", kNoDependency, {{"xmlns", literal(kNamespace)}}, [&] {
    element("System", kNoDependency, {}, [&] {
      Attributes provider;
      if (classic || !r.source_name_.empty()) {
        provider.emplace_back("Name", literal(r.provider_));
        if (!r.guid_.empty()) provider.emplace_back("Guid", literal(r.guid_));
        if (!r.source_name_.empty()) provider.emplace_back("EventSourceName", literal(r.source_name_));
      } else {
        provider = {{"Name", value(14, 0x01)}, {"Guid", value(15, 0x0f)}};
      }
      element("Provider", kNoDependency, provider, {});
      element("EventID", kNoDependency, {{"Qualifiers", value(4, 0x06)}}, value(3, 0x06));
      if (!classic) simple("Version", 11, 0x04);
      simple("Level", 0, 0x04);
      simple("Task", 2, 0x06);
      if (!classic) simple("Opcode", 1, 0x04);
      simple("Keywords", 5, 0x15);
      element("TimeCreated", kNoDependency, {{"SystemTime", value(6, 0x11)}}, {});
      simple("EventRecordID", 10, 0x0a);
      if (!classic) {
        element("Correlation", kNoDependency, {{"ActivityID", value(7, 0x0f)}, {"RelatedActivityID", value(13, 0x0f)}},
                {});
        element("Execution", kNoDependency, {{"ProcessID", value(8, 0x08)}, {"ThreadID", value(9, 0x08)}}, {});
      }
      if (classic) {
        element("Channel", kNoDependency, {}, literal(r.channel_));
      } else {
        simple("Channel", 16, 0x01);
      }
      element("Computer", kNoDependency, {}, literal(r.computer_));
      element("Security", kNoDependency, {{"UserID", value(12, 0x13)}}, {});
    });
    if (r.shape_ == EvtxRecord::Shape::user_data || r.shape_ == EvtxRecord::Shape::raw) {
      element("UserData", 17, {}, value(17, 0x21));
    } else {
      substitution(17, 0x21, true);
    }
  });
}

void EvtxChunkWriter::event_data(const EvtxRecord& r) {
  if (r.shape_ == EvtxRecord::Shape::classic) {
    instance("classic",
             [&] {
               element("EventData", kNoDependency, {}, [&] {
                 element("Data", 0, {}, value(0, 0x81));
                 element("Binary", 2, {}, value(2, 0x0e));
               });
             },
             {r.strings_.empty() ? EvtxValue::null() : EvtxValue::strings(r.strings_), EvtxValue::uint32(0),
              r.binary_.empty() ? EvtxValue::null() : EvtxValue::binary(r.binary_)});
    return;
  }
  std::string key = "data";
  std::vector<EvtxValue> values;
  for (const EvtxRecord::Data& d : r.data_) {
    key += '\n' + d.name + '\n' + std::to_string(d.declared) + (d.optional ? "?" : "");
    values.push_back(d.value);
  }
  if (!r.binary_.empty()) {
    key += "\nBinary";
    values.push_back(EvtxValue::binary(r.binary_));
  }
  instance(
      key,
      [&] {
        element("EventData", kNoDependency, {}, [&] {
          for (std::size_t i = 0; i < r.data_.size(); ++i) {
            Attributes attributes;
            const EvtxRecord::Data& d = r.data_[i];
            if (!d.name.empty()) attributes.emplace_back("Name", literal(d.name));
            element("Data", kNoDependency, attributes,
                    [&] { substitution(static_cast<std::uint16_t>(i), d.declared, d.optional); });
          }
          if (!r.binary_.empty()) {
            element("Binary", kNoDependency, {},
                    [&] { substitution(static_cast<std::uint16_t>(r.data_.size()), 0x0e, false); });
          }
        });
      },
      values);
}

void EvtxChunkWriter::rendering_info(const EvtxRecord& r) {
  instance("rendering",
           [&] {
             element("RenderingInfo", kNoDependency, {{"Culture", literal("en-US")}},
                     [&] { element("Message", kNoDependency, {}, value(0, 0x01)); });
           },
           {EvtxValue::text(r.rendering_info_)});
}

void EvtxChunkWriter::user_element(const EvtxElement& e) {
  Attributes attributes;
  for (const auto& [attribute_name, attribute_text] : e.attributes) {
    attributes.emplace_back(attribute_name, [this, &attribute_text = attribute_text] { text(attribute_text, true); });
  }
  std::function<void()> content;
  if (!e.text.empty() || !e.children.empty()) {
    content = [&] {
      if (!e.text.empty()) text(e.text, true);
      for (const EvtxElement& child : e.children) user_element(child);
    };
  }
  element(e.name, kInline, attributes, content);
}

void EvtxChunkWriter::write_instance(const EvtxRecord& r, std::uint64_t id) {
  const bool classic = r.shape_ == EvtxRecord::Shape::classic;
  const bool user = r.shape_ == EvtxRecord::Shape::user_data || r.shape_ == EvtxRecord::Shape::raw;
  std::string key = std::string(classic ? "classic" : user ? "user" : "modern") + '\n' + r.computer_;
  if (classic || !r.source_name_.empty()) key += '\n' + r.provider_ + '\n' + r.guid_ + '\n' + r.source_name_;
  if (classic) key += '\n' + r.channel_;

  std::vector<EvtxValue> values = system_values(r, id);
  values.push_back({0x21, {}});
  const std::size_t descriptors_end_at = values.size();
  instance(
      key, [&] { outer_definition(r); }, values);
  std::size_t fixed = 0;
  for (const EvtxValue& v : values) fixed += v.bytes.size();
  const std::size_t begin = out_.size(), size_at = begin - fixed - 4 * descriptors_end_at + 4 * 17;

  // The data's own names and templates lead to chunk offsets, so it is written where it stays and its size filled in behind.
  if (r.shape_ == EvtxRecord::Shape::raw) {
    out_ += r.raw_;
  } else if (user) {
    user_element(r.element_);
    token(0x00);
  } else if (classic || !r.data_.empty()) {
    event_data(r);
    token(0x00);
  }
  if (!r.rendering_info_.empty()) {
    rendering_info(r);
    token(0x00);
  }
  put_at(out_, size_at, out_.size() - begin, 2);
  if (out_.size() == begin) put_at(out_, size_at + 2, 0, 2);  // no data: null
}

void EvtxChunkWriter::inline_event(const EvtxRecord& r, std::uint64_t id) {
  using List = std::vector<std::pair<std::string, std::string>>;
  EvtxElement data{"EventData", {}, {}, {}};
  for (const std::string& s : r.strings_) data.children.push_back({"Data", {}, s, {}});
  for (const EvtxRecord::Data& d : r.data_) {
    const List attributes = d.name.empty() ? List{} : List{{"Name", d.name}};
    data.children.push_back({"Data", attributes, to_utf8(as_bytes(d.value.bytes.data(), d.value.bytes.size())), {}});
  }
  if (r.shape_ == EvtxRecord::Shape::user_data) data = {"UserData", {}, {}, {r.element_}};
  List provider{{"Name", r.provider_}};
  if (!r.guid_.empty()) provider.emplace_back("Guid", r.guid_);
  if (!r.source_name_.empty()) provider.emplace_back("EventSourceName", r.source_name_);
  List security, correlation;
  if (!r.user_.empty()) security.emplace_back("UserID", r.user_);
  if (!r.activity_.empty()) correlation.emplace_back("ActivityID", r.activity_);
  if (!r.related_activity_.empty()) correlation.emplace_back("RelatedActivityID", r.related_activity_);
  const std::string qualifiers = std::to_string(r.qualifiers_.value_or(0)),
                    time = to_iso8601(parse_iso8601(r.at_).value());
  std::string keywords(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) keywords[i] = static_cast<char>(r.keywords_ >> (56 - 8 * i));
  const EvtxElement system{
      "System",
      {},
      {},
      {{"Provider", provider, {}, {}},
       {"EventID", {{"Qualifiers", qualifiers}}, std::to_string(r.event_id_), {}},
       {"Version", {}, std::to_string(r.version_), {}},
       {"Level", {}, std::to_string(r.level_), {}},
       {"Task", {}, std::to_string(r.task_), {}},
       {"Opcode", {}, std::to_string(r.opcode_), {}},
       {"Keywords", {}, "0x" + to_hex({reinterpret_cast<const std::byte*>(keywords.data()), 8}, false), {}},
       {"TimeCreated", {{"SystemTime", time}}, {}, {}},
       {"EventRecordID", {}, std::to_string(id), {}},
       {"Correlation", correlation, {}, {}},
       {"Execution", {{"ProcessID", std::to_string(r.process_)}, {"ThreadID", std::to_string(r.thread_)}}, {}, {}},
       {"Channel", {}, r.channel_, {}},
       {"Computer", {}, r.computer_, {}},
       {"Security", security, {}, {}}}};
  put(0x0001010f, 4);
  user_element({"Event", {{"xmlns", kNamespace}}, {}, {system, data}});
}

bool EvtxChunkWriter::add(const EvtxRecord& r, std::uint64_t number, std::uint64_t id) {
  last_offset_ = out_.size();
  put(0x00002a2a, 4);
  put(0, 4);
  put(id, 8);
  put(parse_iso8601(r.at_).value().ticks, 8);
  if (r.template_) {
    write_instance(r, id);
  } else {
    inline_event(r, id);
  }
  token(0x00);
  while (out_.size() % 8 != 4) token(0x00);
  const std::size_t size = out_.size() + 4 - last_offset_;
  put(size, 4);
  patch32(last_offset_ + 4, size);
  if (count_++ == 0) {
    first_number_ = number;
    first_id_ = id;
  }
  last_number_ = number;
  last_id_ = id;
  return out_.size() <= kChunk;
}

std::string EvtxChunkWriter::finish() const {
  std::string chunk = out_;
  std::memcpy(chunk.data(), "ElfChnk", 8);
  put_at(chunk, 8, first_number_, 8);
  put_at(chunk, 16, last_number_, 8);
  put_at(chunk, 24, first_id_, 8);
  put_at(chunk, 32, last_id_, 8);
  put_at(chunk, 40, 128, 4);
  put_at(chunk, 44, last_offset_, 4);
  put_at(chunk, 48, out_.size(), 4);
  put_at(chunk, 120, 1, 4);
  for (std::size_t i = 0; i < name_buckets_.size(); ++i) put_at(chunk, 128 + 4 * i, name_buckets_[i], 4);
  for (std::size_t i = 0; i < template_buckets_.size(); ++i) put_at(chunk, 384 + 4 * i, template_buckets_[i], 4);
  chunk.resize(kChunk, '\0');
  return chunk;
}

void EvtxChunkWriter::set_checksums(std::string& chunk) {
  const ByteView all = as_bytes(chunk.data(), chunk.size());
  const std::uint32_t free_offset = load_le<std::uint32_t>(all, 48);
  if (free_offset >= kHeader && free_offset <= kChunk)
    put_at(chunk, 52, crc32(all.subspan(kHeader, free_offset - kHeader)), 4);
  put_at(chunk, 124, crc32(all.subspan(128, kHeader - 128), crc32(all.first(120))), 4);
}

}  // namespace doctor::test
