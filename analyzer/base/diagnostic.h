#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// A place in an input. Binary inputs use `offset` (bytes from the start of the file); text inputs also have
/// line and column, counted from 1; 0 means unknown.
struct Location {
  std::uint32_t source = 0;  ///< index into the list of inputs or documents of this run
  std::uint64_t offset = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

enum class Severity : std::uint8_t { note, warning, error };

/// Something a person should know about an input or a rule file. Never ends the run.
struct Diagnostic {
  std::string_view
      code;  ///< stable, a literal: "evtx-record-size", "rule-unknown-modifier"; listed in docs/messages.md
  Severity severity = Severity::warning;
  Location where;
  std::uint64_t bytes_lost = 0;  ///< how much input could not be used because of it
  std::string message;           ///< what is wrong: "record size 3099113656 exceeds the chunk"
  std::string help;              ///< what to do about it; may be empty
};

/// Keeps the first few of each code and counts the rest, so that a file of garbage cannot fill memory.
/// Threads: one at a time.
class Diagnostics {
 public:
  static constexpr std::size_t kKeptPerCode = 20;

  /// To keep more than kKeptPerCode from now on: for whoever wants every place named. Stays through clear(), and goes along with a move.
  void keep_per_code(std::size_t most) { most_ = most; }

  /// A message of more than kLongestMessage bytes is cut: it quotes a value that somebody made long.
  void add(Diagnostic d);
  static constexpr std::size_t kLongestMessage = 1000;
  /// Keeps the order: everything here, then everything in `later`.
  void merge(Diagnostics&& later);
  void clear();

  const std::vector<Diagnostic>& kept() const { return kept_; }
  /// Puts edit(text) in the place of each message and of each help that is kept; counts stay.
  template <class Edit>
  void edit_texts(Edit edit) {
    for (Diagnostic& d : kept_) {
      d.message = edit(d.message);
      d.help = edit(d.help);
    }
  }
  std::uint64_t count(std::string_view code) const;
  std::uint64_t count(Severity severity) const;
  std::uint64_t bytes_lost() const { return bytes_lost_; }
  bool empty() const { return totals_.empty(); }

  /// All codes met, with how often, sorted by code.
  const std::map<std::string_view, std::uint64_t>& totals() const { return totals_; }

 private:
  std::vector<Diagnostic> kept_;
  std::map<std::string_view, std::uint64_t> totals_;
  std::map<Severity, std::uint64_t> severities_;
  std::uint64_t bytes_lost_ = 0;
  std::size_t most_ = kKeptPerCode;
};

}  // namespace doctor
