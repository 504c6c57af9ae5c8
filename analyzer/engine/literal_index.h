#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace doctor {

/// Which rules can match at all, by the texts that an event must hold for them. Of every text a piece of four bytes that few others have
/// leads to it, so that an event's texts are looked through once for all rules.
/// Threads: const methods from many threads.
class LiteralIndex {
 public:
  /// A rule needs one of these texts (folded). Without any, or with one that is too short, it is always a candidate.
  void add(std::uint32_t rule, const std::vector<std::string>& any_of);
  /// After the last add().
  void finish();

  /// Whether rules of this number need a text.
  bool needs_text(std::uint32_t rule) const { return rule < needs_text_.size() && needs_text_[rule]; }

  /// The rules of an event. Lifetime: of the index.
  class Seen {
   public:
    explicit Seen(const LiteralIndex& index) : index_(index), rules_(index.needs_text_.size()) {}
    void clear() { ++event_; }
    /// `folded`: one text of the event.
    void look(std::string_view folded);
    bool has(std::uint32_t rule) const { return rules_[rule] == event_; }

   private:
    void look_at(std::string_view text, std::size_t at, std::uint32_t piece);

    const LiteralIndex& index_;
    std::vector<std::uint64_t> rules_;  // the event in which it was seen last
    std::uint64_t event_ = 1;
  };

 private:
  struct Literal {
    std::string text;
    std::uint32_t piece_at = 0;  // where in it the piece lies
    std::vector<std::uint32_t> rules;
  };
  static constexpr std::size_t kPiece = 4;
  static std::uint32_t piece_of(std::string_view text, std::size_t at);
  static std::size_t bit_of(std::uint32_t piece) { return piece * 2654435761u >> 16; }

  std::vector<Literal> literals_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // until finish()
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_piece_;
  std::array<std::uint64_t, 1024> may_be_{};  // a bit for 65,536 hashes of pieces
  std::vector<bool> needs_text_;
};

}  // namespace doctor
