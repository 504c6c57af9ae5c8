#include "engine/merge.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/sorting.h"
#include "base/text.h"

namespace doctor {

namespace {

std::uint64_t unknown_last(FileTime time) {
  return time.ticks == 0 ? UINT64_MAX : time.ticks;
}

// The earliest log decides the spelling; a log without a time comes last.
struct Spelling {
  std::uint64_t first = 0;
  std::string text;

  bool operator<(const Spelling& other) const { return std::tie(first, text) < std::tie(other.first, other.text); }
};

class Spellings {
 public:
  void add(std::string_view computer, std::uint64_t first) {
    Spelling candidate{first, std::string(computer)};
    const auto [it, is_new] = by_name_.try_emplace(fold(computer), candidate);
    if (!is_new && candidate < it->second) it->second = std::move(candidate);
  }
  const std::string& of(std::string_view computer) const { return by_name_.find(fold(computer))->second.text; }

 private:
  std::map<std::string, Spelling> by_name_;
};

// Counts `from` into `out` under another computer. Extents only count events, so the two independent tallies of an extent (per
// level, per provider) are dealt out pairwise: each pair takes what both still have, and both sums come out as they were.
void count_as(const Extent& from, std::string_view computer, Extents& out) {
  std::size_t level = 0;
  std::uint64_t left_of_level = from.per_level[0];
  for (const auto& [provider, events] : from.per_provider) {
    std::uint64_t left = events;
    while (left > 0) {
      while (left_of_level == 0 && level + 1 < from.per_level.size()) left_of_level = from.per_level[++level];
      const std::uint64_t n = left_of_level == 0 ? left : std::min(left, left_of_level);
      out.count(computer, from.channel, provider, static_cast<std::uint8_t>(level), from.first, n);
      left -= n;
      left_of_level -= std::min(left_of_level, n);
    }
    out.count(computer, from.channel, provider, 0, from.last, 0);  // no event: only widens the time
  }
}

}  // namespace

void unify_computers(ScanResult& scan) {
  Spellings spellings;
  for (const Extent& e : scan.extents.list()) spellings.add(e.computer, unknown_last(e.first));
  std::unordered_map<std::uint32_t, std::uint64_t> earliest;
  for (const Finding& f : scan.findings) {
    std::uint64_t& first = earliest.try_emplace(f.computer, UINT64_MAX).first->second;
    first = std::min(first, unknown_last(f.time));
  }
  for (const auto& [computer, first] : earliest) spellings.add(scan.strings[computer], first);
  std::unordered_map<std::uint32_t, std::uint32_t> renamed;
  for (Finding& f : scan.findings) {
    const auto it = renamed.find(f.computer);
    if (it != renamed.end()) {
      f.computer = it->second;
      continue;
    }
    const std::uint32_t one = scan.strings.intern(spellings.of(scan.strings[f.computer]));
    renamed.emplace(f.computer, one);
    f.computer = one;
  }
  const auto& list = scan.extents.list();
  if (std::all_of(list.begin(), list.end(), [&](const Extent& e) { return spellings.of(e.computer) == e.computer; })) {
    return;
  }
  Extents unified;
  for (const Extent& e : list) count_as(e, spellings.of(e.computer), unified);
  scan.extents = std::move(unified);
}

void sort_findings(ScanResult& scan) {
  // Rank of each text in folded order, so that a million comparisons need no texts.
  std::vector<std::pair<std::string, std::uint32_t>> folded;
  for (std::uint32_t i = 0; i < scan.strings.size(); ++i) folded.emplace_back(fold(scan.strings[i]), i);
  std::sort(folded.begin(), folded.end());
  std::vector<std::uint32_t> rank(folded.size());
  std::uint32_t distinct = 0;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (i > 0 && folded[i].first != folded[i - 1].first) ++distinct;
    rank[folded[i].second] = distinct;
  }
  sort_unless_sorted(scan.findings, [&](const Finding& a, const Finding& b) {
    const auto key = [&](const Finding& f) {
      return std::tuple(f.time, rank[f.computer], rank[f.channel], f.record_id, f.source & ~kReadNow, f.offset, f.rule,
                        f.source);
    };
    return key(a) < key(b);
  });
}

void drop_duplicates(ScanResult& scan) {
  const auto& strings = scan.strings;
  const auto same_place = [&](const Finding& a, const Finding& b) {
    return a.time == b.time && a.computer == b.computer && a.record_id == b.record_id &&
           (a.channel == b.channel || fold(strings[a.channel]) == fold(strings[b.channel]));
  };
  const auto same_event = [&](const Finding& a, const Finding& b) {
    return a.event_id == b.event_id &&
           (a.provider == b.provider || fold(strings[a.provider]) == fold(strings[b.provider]));
  };
  auto& findings = scan.findings;
  std::vector<Finding> kept;
  kept.reserve(findings.size());
  std::vector<Finding> firsts;  // of the events of one place, the first finding of each
  const Finding* counted = nullptr;
  for (const Finding& f : findings) {
    if (!firsts.empty() && !same_place(firsts.front(), f)) firsts.clear();
    const auto first = std::find_if(firsts.begin(), firsts.end(), [&](const Finding& g) { return same_event(f, g); });
    if (first == firsts.end()) {
      firsts.push_back(f);
      kept.push_back(f);
    } else if (first->source == f.source) {
      kept.push_back(f);
    } else {
      const bool again = counted != nullptr && counted->source == f.source && counted->offset == f.offset;
      const std::uint32_t input = f.source & ~kReadNow;
      if (!again && input < scan.inputs.size()) ++scan.inputs[input].duplicates;
      counted = &f;
    }
  }
  findings = std::move(kept);
}

void finish_sources(ScanResult& scan) {
  for (Finding& f : scan.findings) f.source &= ~kReadNow;
}

}  // namespace doctor
