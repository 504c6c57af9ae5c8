#pragma once
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "redact/addresses.h"
#include "redact/meetings.h"
#include "redact/well_known.h"

namespace doctor::redact {

/// Most names (and as many addresses, SIDs, numbers) that are remembered: some 50 MB.
inline constexpr std::size_t kMostNames = 400'000;

/// Numbers of fewer digits are replaced only where their place says what they are.
inline constexpr std::size_t kFewestDigits = 8;

/// All names of a run and what stands in their place. First names are taken in, then it is closed, then it is asked.
/// Without a key pseudonyms are numbered in the order of meeting: "host-1", "user-2". With a key they are made of HMAC-SHA256 of the name:
/// the same in every run with that key, whatever else is in the logs (but the word in front may differ: a name that was met as an
/// account in one log is a computer in the next).
/// Threads: const methods from many threads, once it is closed.
class NameBook {
 public:
  /// `key`: empty for numbers.
  explicit NameBook(std::string key = {}) : key_(std::move(key)) {}

  void take(const Meetings& met);
  /// True if not all names could be remembered: nothing must be printed then.
  bool full() const { return full_; }
  /// Decides what the doubtful ones are, and makes the pseudonyms. To be called once.
  void close();

  // Once it is closed. An empty answer never happens: what was not met gets a pseudonym that all such share ("host-0"), or with a key its own.

  std::string unit(std::string_view folded, NameKind kind) const;
  std::string address(const Address4& address) const;
  std::string address(const Address6& address) const;
  /// "a-b-c" for "a-b-c", as many numbers as were given.
  std::string sid(std::string_view own) const;
  /// Lower-case hexadecimal digits, as many as were given. `known`: set to whether it was met.
  std::string number(std::string_view digits, bool* known = nullptr) const;

  /// Whether an account is a service's own (NT SERVICE\x), and of nobody else: its name stays, but for what is known in it.
  bool is_service(std::string_view folded) const;
  /// Whether an address was met.
  bool knows(const Address4& address) const;
  bool knows(const Address6& address) const;
  /// How long the known number is that begins at `place` of a folded text, with single separators between groups of digits: "c8 ff 83 f8",
  /// "c8:ff:...". Numbers of kFewestDigits and more; 0 if there is none.
  std::size_t number_at(std::string_view folded, std::size_t place) const;

  /// The longest name that begins at `place` of a folded text and is replaced wherever it stands; nothing if there is none.
  struct Match {
    std::size_t length = 0;
    NameKind kind = NameKind::name;
  };
  std::optional<Match> match(std::string_view folded, std::size_t place) const;

  std::size_t names() const { return units_.size(); }

 private:
  struct Unit {
    NameKind kind = NameKind::name;
    bool strong = false;
    bool anywhere = false;  ///< also inside of words
    std::size_t order = 0;
    std::string pseudonym;
    std::vector<PhrasePlace> phrases;  ///< that stay, and in which the name stands
  };
  using Units = std::unordered_map<std::string, Unit>;

  void meet(std::string_view name, NameKind kind, bool strong);
  void settle_doubts();
  void name_units();
  void number_rest();
  void index(std::string_view name);
  void index_numbers();
  std::string keyed_word(std::string_view name) const;
  std::string keyed_digits(std::string_view what, std::size_t count) const;
  bool is_strong(std::string_view name, NameKind at_least) const;

  std::string key_;
  Units units_;
  std::vector<Meeting> doubtful_;
  std::vector<std::string> addresses4_, addresses6_, sids_, numbers_;  ///< in order of meeting
  std::unordered_map<std::string, std::string> address_names_, sid_names_, number_names_;
  std::unordered_set<std::string> services_;
  bool full_ = false;

  std::unordered_map<std::string, std::vector<std::size_t>>
      number_lengths_;  ///< by the first kFewestDigits digits; ascending
  // Names that are replaced anywhere, by their first three bytes; the lengths ascend.
  std::bitset<65536> beginnings_;
  std::unordered_map<std::uint32_t, std::vector<std::uint8_t>> lengths_;
  std::unordered_map<std::uint64_t, const Units::value_type*> by_hash_;
};

}  // namespace doctor::redact
