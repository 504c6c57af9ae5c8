#include "event/source.h"

#include <algorithm>
#include <cstring>

namespace doctor {

Coverage& Coverage::operator+=(const Coverage& other) {
  header += other.header;
  records += other.records;
  slack += other.slack;
  damaged += other.damaged;
  known += other.known;
  return *this;
}

namespace {

void widen(FileTime& first, FileTime& last, FileTime from, FileTime to) {
  if (from.ticks != 0 && (first.ticks == 0 || from < first)) first = from;
  if (to > last) last = to;
}

}  // namespace

void Extent::merge(const Extent& other) {
  widen(first, last, other.first, other.last);
  events += other.events;
  for (std::size_t i = 0; i < per_level.size(); ++i) per_level[i] += other.per_level[i];
  for (const auto& [provider, n] : other.per_provider) per_provider[provider] += n;
}

Extent& Extents::at(std::string_view computer, std::string_view channel) {
  // Records of one host and channel come in runs, and nearly all logs hold one pair: most calls end here.
  if (!list_.empty() && list_.back().computer == computer && list_.back().channel == channel) return list_.back();
  const auto [it, is_new] = index_.try_emplace({std::string(computer), std::string(channel)}, list_.size());
  if (is_new) list_.push_back({std::string(computer), std::string(channel), {}, {}, 0, {}, {}});
  return list_[it->second];
}

void Extents::clear() {
  list_.clear();
  index_.clear();
}

void Extents::count(std::string_view computer, std::string_view channel, std::string_view provider, std::uint8_t level,
                    FileTime time, std::uint64_t times) {
  Extent& e = at(computer, channel);
  e.events += times;
  e.per_level[std::min<std::size_t>(level, e.per_level.size() - 1)] += times;
  widen(e.first, e.last, time, time);
  const auto it = e.per_provider.find(provider);
  if (it != e.per_provider.end()) {
    it->second += times;
  } else {
    e.per_provider.emplace(provider, times);
  }
}

void Extents::merge(const Extents& other) {
  for (const Extent& e : other.list_) at(e.computer, e.channel).merge(e);
}

bool Extents::insert(Extent extent) {
  if (!index_.try_emplace({extent.computer, extent.channel}, list_.size()).second) return false;
  list_.push_back(std::move(extent));
  return true;
}

std::uint64_t Extents::events() const {
  std::uint64_t sum = 0;
  for (const Extent& e : list_) sum += e.events;
  return sum;
}

// The arena gives memory back only as a whole: a slice's texts live and die together.
struct EventBatch::Memory {
  static constexpr std::size_t kFirst = 256 * 1024;  // a usual slice fits, so that clear() costs nothing
  std::unique_ptr<std::byte[]> first = std::make_unique_for_overwrite<std::byte[]>(kFirst);
  std::pmr::monotonic_buffer_resource arena{first.get(), kFirst};
  std::vector<std::byte> raw;
  std::vector<Event> events;
};

EventBatch::EventBatch() : memory_(std::make_unique<Memory>()) {}
EventBatch::EventBatch(EventBatch&&) noexcept = default;
EventBatch& EventBatch::operator=(EventBatch&&) noexcept = default;
EventBatch::~EventBatch() = default;

void EventBatch::clear() {
  memory_->events.clear();
  memory_->arena.release();
  damage.clear();
  coverage = {};
  extents.clear();
  rendered.clear();
  events_rendered = 0;
  marks.clear();
}

std::span<const Event> EventBatch::events() const {
  return memory_->events;
}
std::span<Event> EventBatch::events() {
  return memory_->events;
}
std::pmr::memory_resource& EventBatch::arena() {
  return memory_->arena;
}
std::vector<std::byte>& EventBatch::raw() {
  return memory_->raw;
}
void EventBatch::add(const Event& event) {
  memory_->events.push_back(event);
}

std::string_view EventBatch::keep(std::string_view text) {
  if (text.empty()) return {};
  char* copy = static_cast<char*>(memory_->arena.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

std::span<const Field> EventBatch::keep(std::span<const Field> fields) {
  if (fields.empty()) return {};
  auto* copy = static_cast<Field*>(memory_->arena.allocate(fields.size() * sizeof(Field), alignof(Field)));
  std::uninitialized_copy(fields.begin(), fields.end(), copy);
  return {copy, fields.size()};
}

}  // namespace doctor
