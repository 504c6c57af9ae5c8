#include "evtx/template.h"

#include <algorithm>
#include <new>

namespace doctor::evtx {

namespace {

constexpr std::size_t kDefinitionHeader = 24;  // next u32, GUID, size u32
constexpr std::size_t kDescriptorSize = 4;     // size u16, type u8, unused u8

}  // namespace

TemplateCache::Head TemplateCache::head(std::size_t begin, std::size_t limit) {
  Head head;
  ByteReader in(chunk_.first(std::min(limit, chunk_.size())));
  in.seek(begin);
  in.skip(2);  // token, and a byte that is always 1
  const std::uint32_t id = in.u32();
  const std::uint32_t offset = in.u32();
  if (!in.ok()) return head;
  if (offset == in.position()) {  // defined here, at its first use
    in.skip(kDefinitionHeader - 4);
    in.skip(in.u32());
  }
  head.count = in.u32();
  head.descriptors = in.position();
  head.ok = in.ok() && head.count <= in.remaining() / kDescriptorSize && budget_.steps(head.count);
  const Template& definition = find(offset);
  if (definition.sound && definition.id == id) head.definition = &definition;
  return head;
}

bool TemplateCache::fill(const Head& head, std::size_t limit, std::span<StoredValue> values, std::size_t& end) const {
  std::size_t at = head.descriptors, bytes = at + kDescriptorSize * values.size();
  bool whole = true;
  for (StoredValue& value : values) {
    const std::size_t size = load_le<std::uint16_t>(chunk_, at);
    if (size <= limit - bytes) {
      value = {static_cast<std::uint32_t>(bytes), static_cast<std::uint16_t>(size),
               load_le<std::uint8_t>(chunk_, at + 2)};
      bytes += size;
    } else {
      value = {};
      bytes = limit;
      whole = false;
    }
    at += kDescriptorSize;
  }
  end = bytes;
  return whole;
}

Instance TemplateCache::instance(std::size_t begin, std::size_t limit, std::vector<StoredValue>& buffer) {
  limit = std::min(limit, chunk_.size());
  const Head h = head(begin, limit);
  if (!h.ok) return {};
  Instance result;
  result.definition = h.definition;
  buffer.resize(h.count);
  result.whole = fill(h, limit, buffer, result.end);
  result.values = buffer;
  return result;
}

Instance TemplateCache::inner_instance(std::size_t begin, std::size_t limit) {
  limit = std::min(limit, chunk_.size());
  const Head h = head(begin, limit);
  if (!h.ok) return {};
  Instance result;
  result.definition = h.definition;
  auto* values =
      static_cast<StoredValue*>(batch_.arena().allocate(h.count * sizeof(StoredValue), alignof(StoredValue)));
  std::uninitialized_value_construct_n(values, h.count);
  result.whole = fill(h, limit, {values, h.count}, result.end);
  result.values = {values, h.count};
  return result;
}

const Template& TemplateCache::find(std::uint32_t offset) {
  Template*& bucket = buckets_[(offset / 8) % buckets_.size()];
  std::uint64_t looked_at = 0;
  for (Template* t = bucket; t != nullptr; t = t->next, ++looked_at) {
    if (t->offset == offset) return *t;
  }
  (void)budget_.steps(looked_at);
  auto* made = new (batch_.arena().allocate(sizeof(Template), alignof(Template))) Template;
  made->offset = offset;
  made->next = bucket;
  bucket = made;
  compile(*made);
  return *made;
}

void TemplateCache::compile(Template& definition) {
  ByteReader in(chunk_);
  in.seek(definition.offset);
  in.skip(4);
  definition.id = in.u32();
  in.skip(12);
  const std::size_t size = in.u32();
  const std::size_t begin = in.position(), limit = begin + size;
  if (!in.ok() || definition.offset == 0 || size > in.remaining()) return;
  if (in.u8() == static_cast<std::uint8_t>(Token::fragment_header))
    in.skip(3);
  else
    in.seek(begin);
  const Compiled compiled = compiler_.element(in.position(), limit, BinXmlCompiler::Layout::with_dependency);
  definition.ops = compiled.ops;
  definition.sound = compiled.whole;
  if (definition.sound) definition.plan = SystemPlan::of(definition.ops);
}

}  // namespace doctor::evtx
