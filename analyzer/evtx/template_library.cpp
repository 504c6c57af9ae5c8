#include "evtx/template_library.h"

#include <cstring>
#include <new>

#include "evtx/render_plan.h"
#include "evtx/text_pool.h"

namespace doctor::evtx {

namespace {

// A definition: link to the next u32, GUID, size u32, then the binary XML.
constexpr std::size_t kLink = 4, kGuid = 16, kHeader = kLink + kGuid + 4;

/// What all templates of a busy server need together is a third of this.
constexpr std::size_t kFull = 6 * 1024 * 1024;

template <class T>
std::span<T> keep_list(std::pmr::memory_resource& arena, std::size_t n) {
  if (n == 0) return {};
  auto* list = static_cast<T*>(arena.allocate(n * sizeof(T), alignof(T)));
  std::uninitialized_value_construct_n(list, n);
  return {list, n};
}

}  // namespace

TemplateLibrary::TemplateLibrary() : names_(arena_), compiler_(names_, budget_) {}
TemplateLibrary::~TemplateLibrary() = default;

bool TemplateLibrary::full() const {
  return arena_.bytes() + plan_bytes_ > kFull;
}

void TemplateLibrary::clear() {
  names_.clear();
  buckets_.fill(nullptr);
  plans_.clear();
  plan_bytes_ = 0;
  count_ = 0;
  arena_.release();
}

void TemplateLibrary::begin(ByteView chunk) {
  chunk_ = chunk;
}

const RenderPlan* TemplateLibrary::keep(std::unique_ptr<RenderPlan> plan) {
  plan_bytes_ += plan->bytes();
  plans_.push_back(std::move(plan));
  return plans_.back().get();
}

bool TemplateLibrary::readable(std::uint32_t offset, std::uint32_t& size) const {
  if (offset == 0 || offset > chunk_.size() || chunk_.size() - offset < kHeader) return false;
  size = load_le<std::uint32_t>(chunk_, offset + kLink + kGuid);
  return size <= chunk_.size() - offset - kHeader;
}

Definition* TemplateLibrary::find(std::uint32_t offset, Budget& chunk_budget) {
  std::uint32_t size = 0;
  if (!readable(offset, size)) return compile(offset, 0, nullptr);
  if (!chunk_budget.steps(16 + size / 8)) return compile(offset, 0, nullptr);
  const auto low = load_le<std::uint64_t>(chunk_, offset + kLink);
  const auto high = load_le<std::uint64_t>(chunk_, offset + kLink + 8);
  Definition*& bucket = buckets_[((low ^ high ^ size) * 0x9e3779b97f4a7c15u) >> 54];
  for (Definition* d = bucket; d != nullptr; d = d->next) {
    if (d->bytes.size() == kGuid + 4 + size && same(*d, offset)) return d;
  }
  return compile(offset, size, &bucket);
}

bool TemplateLibrary::same(const Definition& known, std::uint32_t offset) const {
  const ByteView here = chunk_.subspan(offset + kLink, known.bytes.size());
  const auto equal = [&](std::size_t from, std::size_t to) {
    return equal_bytes(here.data() + from, known.bytes.data() + from, to - from);
  };
  std::size_t at = 0;
  for (const Definition::Reference& r : known.references) {
    if (!equal(at, r.at)) return false;
    const std::uint32_t place = load_le<std::uint32_t>(here, r.at);
    at = r.at + 4;
    if (r.inside) {
      if (place != offset + kLink + at) return false;
      at += 4;   // the link to another name
      continue;  // the text is compared with the bytes around it
    }
    if (place == offset + kLink + at || place > chunk_.size() || chunk_.size() - place < 10 + r.name.size())
      return false;
    if (load_le<std::uint16_t>(chunk_, place + 6) * std::size_t{2} != r.name.size() ||
        !equal_bytes(chunk_.data() + place + 8, r.name.data(), r.name.size()) ||
        load_le<std::uint16_t>(chunk_, place + 8 + r.name.size()) != 0) {
      return false;
    }
  }
  return equal(at, known.bytes.size());
}

Definition* TemplateLibrary::compile(std::uint32_t offset, std::uint32_t size, Definition** bucket) {
  auto* made = new (arena_.allocate(sizeof(Definition), alignof(Definition))) Definition;
  made->number = count_++;
  if (bucket == nullptr || size == 0) return made;
  made->id = load_le<std::uint32_t>(chunk_, offset + kLink);
  std::size_t begin = offset + kHeader;
  const std::size_t limit = begin + size;
  if (load_le<std::uint8_t>(chunk_, begin) == static_cast<std::uint8_t>(Token::fragment_header)) begin += 4;
  budget_ = {};
  TextPool pool(arena_, budget_);
  references_.clear();
  compiler_.begin(chunk_);
  const Compiled compiled =
      compiler_.element(begin, limit, BinXmlCompiler::Layout::with_dependency, pool, &references_);
  made->ops = compiled.ops;
  made->sound = compiled.whole && !budget_.spent();
  if (!made->sound) return made;  // what was not read to its end is not worth knowing again
  made->plan = SystemPlan::of(made->ops);
  made->gate = SystemGate::of(made->ops, made->plan);
  if (!references_.empty() && names_end_well()) remember(*made, offset, size, *bucket);
  return made;
}

/// The layout of an element is told by the zero behind its name: names without one are not for sharing.
bool TemplateLibrary::names_end_well() const {
  for (const NameReference& r : references_) {
    const std::size_t end = std::size_t{r.name} + r.size;
    if (end + 2 > chunk_.size() || load_le<std::uint16_t>(chunk_, end) != 0) return false;
  }
  return true;
}

void TemplateLibrary::remember(Definition& made, std::uint32_t offset, std::uint32_t size, Definition*& bucket) {
  constexpr int kMostAlike = 16;  // of one GUID and size; the last is not looked for far
  int alike = 0;
  for (const Definition* d = bucket; d != nullptr; d = d->next) ++alike;
  if (alike >= kMostAlike) return;
  made.next = bucket;
  bucket = &made;
  const auto copy = [&](ByteView bytes) {
    const std::span<std::byte> kept = keep_list<std::byte>(arena_, bytes.size());
    std::memcpy(kept.data(), bytes.data(), bytes.size());
    return ByteView(kept);
  };
  made.bytes = copy(chunk_.subspan(offset + kLink, kGuid + 4 + size));
  const auto list = keep_list<Definition::Reference>(arena_, references_.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    const NameReference& r = references_[i];
    list[i] = {r.at - offset - static_cast<std::uint32_t>(kLink), r.inside,
               r.inside ? ByteView{} : copy(chunk_.subspan(r.name, r.size))};
  }
  made.references = list;
}

}  // namespace doctor::evtx
