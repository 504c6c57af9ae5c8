#include "diagnose/weigh.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace doctor {

namespace {

// Steps of equal size in the logarithm of the odds; decisive evidence does not take part in the sum that decides, only in the
// order of what is decided.
int steps(Strength strength) {
  switch (strength) {
    case Strength::weak:
      return 1;
    case Strength::moderate:
      return 2;
    case Strength::strong:
      return 4;
    case Strength::decisive:
      return 8;
  }
  return 0;
}

struct Side {
  int sum = 0;
  unsigned groups = 0;
  bool decisive = false;
};

Side add_up(std::span<const Grain> grains) {
  std::map<std::string_view, Strength> strongest;
  for (const Grain& grain : grains) {
    const auto [it, added] = strongest.try_emplace(grain.group, grain.strength);
    if (!added) it->second = std::max(it->second, grain.strength);
  }
  Side out;
  for (const auto& [group, strength] : strongest) {
    out.sum += steps(strength);
    ++out.groups;
    out.decisive = out.decisive || strength == Strength::decisive;
  }
  return out;
}

}  // namespace

Judgement weigh(std::span<const Grain> in_favour, std::span<const Grain> against) {
  const Side pro = add_up(in_favour), contra = add_up(against);
  const int score = pro.sum - contra.sum;
  if (pro.decisive) return {Verdict::confirmed, score};
  if (contra.decisive || score < kPossible) return {Verdict::ruled_out, score};
  if (score >= kLikely && pro.groups >= kLikelyGroups) return {Verdict::likely, score};
  return {Verdict::possible, score};
}

}  // namespace doctor
