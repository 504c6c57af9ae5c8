#include "evtx/template.h"

#include <algorithm>
#include <cstring>
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
  Definition* definition = find(offset);
  if (definition->sound && definition->id == id) head.definition = definition;
  return head;
}

void TemplateCache::fill(std::size_t descriptors, std::size_t limit, std::span<StoredValue> values,
                         Instance& instance) const {
  const std::byte* at = chunk_.data() + descriptors;
  std::size_t bytes = descriptors + kDescriptorSize * values.size();
  std::uint64_t binary_xml = 0, bit = 1;
  bool whole = true;
  for (StoredValue& value : values) {
    std::uint32_t descriptor = 0;
    std::memcpy(&descriptor, at, sizeof descriptor);
    at += kDescriptorSize;
    const std::uint32_t size = descriptor & 0xffff;
    if (size <= limit - bytes) {
      value = {static_cast<std::uint32_t>(bytes), static_cast<std::uint16_t>(size),
               static_cast<std::uint8_t>(descriptor >> 16)};
      bytes += size;
    } else {
      value = {};
      bytes = limit;
      whole = false;
    }
    if (value.type == value_type::binary_xml) binary_xml |= bit;
    if (bit != std::uint64_t{1} << 63) bit <<= 1;
  }
  instance.values = values;
  instance.end = bytes;
  instance.binary_xml = binary_xml;
  instance.whole = whole;
}

Instance TemplateCache::instance(std::size_t begin, std::size_t limit, std::vector<StoredValue>& buffer) {
  limit = std::min(limit, chunk_.size());
  const Head h = head(begin, limit);
  if (!h.ok) return {};
  Instance result;
  result.definition = h.definition;
  buffer.resize(h.count);
  fill(h.descriptors, limit, buffer, result);
  return result;
}

Instance TemplateCache::inner_instance(std::size_t begin, std::size_t limit, std::pmr::memory_resource& arena) {
  limit = std::min(limit, chunk_.size());
  const Head h = head(begin, limit);
  if (!h.ok) return {};
  Instance result;
  result.definition = h.definition;
  auto* values = static_cast<StoredValue*>(arena.allocate(h.count * sizeof(StoredValue), alignof(StoredValue)));
  std::uninitialized_value_construct_n(values, h.count);
  fill(h.descriptors, limit, {values, h.count}, result);
  return result;
}

void TemplateCache::begin(ByteView chunk) {
  chunk_ = chunk;
  ++generation_;
  library_.begin(chunk);
}

Definition* TemplateCache::look_up(std::uint32_t offset) {
  Slot* free = &slots_[hash(offset) % slots_.size()];
  for (std::size_t i = 0; i < kProbes; ++i) {
    Slot& slot = slots_[(hash(offset) + i) % slots_.size()];
    if (slot.generation == generation_) continue;
    free = &slot;
    break;
  }
  *free = {generation_, offset, library_.find(offset, budget_)};
  return free->definition;
}

}  // namespace doctor::evtx
