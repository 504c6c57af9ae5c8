#include "engine/literal_index.h"

#include <algorithm>
#include <cstring>

namespace doctor {

std::uint32_t LiteralIndex::piece_of(std::string_view text, std::size_t at) {
  std::uint32_t piece = 0;
  std::memcpy(&piece, text.data() + at, kPiece);
  return piece;
}

void LiteralIndex::add(std::uint32_t rule, const std::vector<std::string>& any_of) {
  if (needs_text_.size() <= rule) needs_text_.resize(rule + 1);
  const bool usable = !any_of.empty() && std::all_of(any_of.begin(), any_of.end(),
                                                     [](const std::string& text) { return text.size() >= kPiece; });
  needs_text_[rule] = usable;
  if (!usable) return;
  for (const std::string& text : any_of) {
    const auto [it, is_new] = numbers_.try_emplace(text, static_cast<std::uint32_t>(literals_.size()));
    if (is_new) literals_.push_back({text, 0, {}});
    literals_[it->second].rules.push_back(rule);
  }
}

void LiteralIndex::finish() {
  std::unordered_map<std::uint32_t, std::uint32_t> common;
  for (const Literal& literal : literals_) {
    for (std::size_t at = 0; at + kPiece <= literal.text.size(); ++at) ++common[piece_of(literal.text, at)];
  }
  for (std::uint32_t number = 0; number < literals_.size(); ++number) {
    Literal& literal = literals_[number];
    for (std::size_t at = 0; at + kPiece <= literal.text.size(); ++at) {
      if (common[piece_of(literal.text, at)] < common[piece_of(literal.text, literal.piece_at)]) {
        literal.piece_at = static_cast<std::uint32_t>(at);
      }
    }
    const std::uint32_t piece = piece_of(literal.text, literal.piece_at);
    by_piece_[piece].push_back(number);
    may_be_[bit_of(piece) / 64] |= std::uint64_t{1} << bit_of(piece) % 64;
  }
  numbers_.clear();
}

void LiteralIndex::Seen::look(std::string_view folded) {
  for (std::size_t at = 0; at + kPiece <= folded.size(); ++at) {
    const std::uint32_t piece = piece_of(folded, at);
    const std::size_t bit = bit_of(piece);
    if ((index_.may_be_[bit / 64] >> bit % 64 & 1) != 0) look_at(folded, at, piece);
  }
}

void LiteralIndex::Seen::look_at(std::string_view text, std::size_t at, std::uint32_t piece) {
  const auto found = index_.by_piece_.find(piece);
  if (found == index_.by_piece_.end()) return;
  for (const std::uint32_t number : found->second) {
    const Literal& literal = index_.literals_[number];
    if (literal.piece_at > at || text.compare(at - literal.piece_at, literal.text.size(), literal.text) != 0) continue;
    for (const std::uint32_t rule : literal.rules) rules_[rule] = event_;
  }
}

}  // namespace doctor
