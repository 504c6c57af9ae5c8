#include "state/compare.h"

#include <algorithm>
#include <map>

namespace doctor {

namespace {

KnownDiagnosis known_of(const Diagnosis& d, FileTime reported) {
  return {d.fingerprint, d.id,   d.title,  d.computer, d.severity, d.verdict,
          d.first,       d.last, reported, d.state == EpisodeState::open};
}

class Comparing {
 public:
  Comparing(const std::vector<KnownDiagnosis>& before, std::optional<Verdict> threshold, FileTime time,
            std::uint64_t last_notice)
      : threshold_(threshold.value_or(Verdict::likely)), time_(time), notice_(last_notice) {
    for (const KnownDiagnosis& k : before) left_.emplace(k.fingerprint, &k);
  }

  void add(const Diagnosis& d) {
    const auto it = left_.find(d.fingerprint);
    const KnownDiagnosis* before = it == left_.end() ? nullptr : it->second;
    if (d.verdict == Verdict::ruled_out || d.verdict == Verdict::not_assessable) {
      out_.changes.push_back(Change::untracked);
      if (before != nullptr) leave(it, true);
      return;
    }
    if (before == nullptr && d.verdict > threshold_) {
      out_.changes.push_back(Change::untracked);
      return;
    }
    out_.changes.push_back(change_of(d, before));
    const bool is_new = out_.changes.back() == Change::fresh;
    KnownDiagnosis now = known_of(d, is_new ? time_ : before->reported);
    if (is_new) tell(Notice::Kind::found, now);
    if (!now.open && (is_new || before->open)) tell(Notice::Kind::recovered, now);
    out_.known.push_back(std::move(now));
    if (before != nullptr) left_.erase(it);
  }

  Comparison finish() {
    while (!left_.empty()) leave(left_.begin(), false);
    std::sort(out_.known.begin(), out_.known.end(),
              [](const KnownDiagnosis& a, const KnownDiagnosis& b) { return a.fingerprint < b.fingerprint; });
    return std::move(out_);
  }

 private:
  using Left = std::map<std::uint64_t, const KnownDiagnosis*>;

  static Change change_of(const Diagnosis& d, const KnownDiagnosis* before) {
    const bool open = d.state == EpisodeState::open;
    if (before == nullptr) return Change::fresh;
    if (before->open) return open ? Change::still_open : Change::ended;
    // It had ended: events after that are another episode.
    return open || d.last > before->last ? Change::fresh : Change::known;
  }

  void leave(Left::iterator it, bool ruled_out) {
    if (it->second->open) {
      tell(Notice::Kind::recovered, *it->second);
      out_.gone.push_back({*it->second, ruled_out});
    }
    left_.erase(it);
  }

  void tell(Notice::Kind kind, const KnownDiagnosis& about) { out_.notices.push_back({++notice_, kind, about, time_}); }

  Verdict threshold_;
  FileTime time_;
  std::uint64_t notice_;
  Left left_;
  Comparison out_;
};

}  // namespace

Comparison compare(const std::vector<KnownDiagnosis>& before, const Assessment& assessment,
                   std::optional<Verdict> threshold, FileTime time, std::uint64_t last_notice) {
  Comparing comparing(before, threshold, time, last_notice);
  for (const Diagnosis& d : assessment.diagnoses) comparing.add(d);
  return comparing.finish();
}

}  // namespace doctor
