#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace doctor {

/// Remembers which rules matched, by what the rules asked about: a sick server writes the same event a million times, and a rule whose
/// questions are answered alike answers alike. Keys hold all that was asked, not a digest of it, so that what is remembered is what
/// asking again would say. Bounded; where little comes back, it stops.
/// Threads: one at a time; one per matcher.
class Verdicts {
 public:
  /// What events of one kind have in common.
  struct KindKey {
    std::uint32_t event_id = 0, channel = 0, provider = 0;  ///< the names by their numbers in the NameTables
    bool operator==(const KindKey&) const = default;
  };

  class Kind {
   public:
    std::vector<std::uint32_t> rules;  ///< that such an event may match, ascending

    // Filled in by the owner when the kind is first worth_remembering():
    bool studied = false;
    std::vector<std::uint32_t> steady;    ///< those whose answer is remembered
    std::vector<std::uint32_t> fleeting;  ///< those that also ask what is another in every event
    std::vector<bool> asks;               ///< per field number; not what is another in every event
    bool asks_everywhere = false;         ///< one has keywords

    /// False for the first event, and once remembering has not paid.
    bool worth_remembering();
    /// What was kept under this text, or null. Lifetime: until the next kind() or keep().
    const std::vector<std::uint32_t>* find(std::string_view asked);

   private:
    friend class Verdicts;
    struct Hash {
      using is_transparent = void;
      std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    std::unordered_map<std::string, std::vector<std::uint32_t>, Hash, std::equal_to<>> known_;
    std::uint32_t seen_ = 0, asked_ = 0, found_ = 0;
  };

  /// The kind of that key, and whether it is new. Lifetime: until the next kind() or keep() (which then may forget everything).
  std::pair<Kind&, bool> kind(const KindKey& key);
  void keep(Kind& kind, std::string_view asked, const std::vector<std::uint32_t>& matched);

  static constexpr std::size_t kMostKinds = 1024;         ///< then all are forgotten
  static constexpr std::size_t kMostKept = 512;           ///< answers per kind
  static constexpr std::size_t kLongestAsked = 2048;      ///< bytes; longer ones are not kept
  static constexpr std::size_t kMostBytes = 1024 * 1024;  ///< of all that is kept
  static constexpr std::uint32_t kTrial = 256;            ///< so many questions show whether remembering pays

 private:
  struct Hash {
    std::size_t operator()(const KindKey& k) const {
      return (k.event_id * std::uint64_t{0x9e3779b97f4a7c15} + k.channel * 31) ^ k.provider;
    }
  };

  std::unordered_map<KindKey, Kind, Hash> kinds_;
  KindKey last_key_;
  Kind* last_ = nullptr;  ///< events of a kind come in runs
  std::size_t bytes_ = 0;
};

}  // namespace doctor
