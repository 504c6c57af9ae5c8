#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"

namespace doctor {

/// Texts that many findings share, each stored once. Index 0 is the empty text.
/// Lifetime: views stay valid as long as the pool. Threads: one at a time.
class StringPool {
 public:
  StringPool();
  StringPool(const StringPool&) = delete;  // index_ points into texts_
  StringPool& operator=(const StringPool&) = delete;
  StringPool(StringPool&&) noexcept = default;
  StringPool& operator=(StringPool&&) noexcept = default;

  std::uint32_t intern(std::string_view text);
  std::string_view operator[](std::uint32_t index) const { return texts_[index]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

/// One rule matched one event. Small and flat, because a sick server writes a million of them: texts are indices into the
/// StringPool of the ScanResult. `values` holds the event's values of the rule's `keep` fields (see joined_values()), so that equal
/// numbers there mean "the same kind of event": the cluster key.
struct Finding {
  std::uint32_t rule = 0;    ///< index into RuleSet::rules()
  std::uint32_t source = 0;  ///< index into the inputs of the run
  std::uint64_t offset = 0;  ///< of the record in that input
  std::uint64_t record_id = 0;
  FileTime time;
  std::uint32_t event_id = 0;
  std::uint32_t provider = 0;  ///< StringPool
  std::uint32_t channel = 0;   ///< StringPool
  std::uint32_t computer = 0;  ///< StringPool; spelled as in the first event that named it (see ScanResult)
  std::uint32_t values = 0;    ///< StringPool, joined_values()
};

/// A correlation that came true: one per maximal episode and group.
struct Firing {
  std::uint32_t correlation = 0;  ///< index into RuleSet::correlations()
  FileTime first, last;
  std::uint32_t computer = 0;  ///< StringPool; 0 if the parts come from several
  std::uint32_t group = 0;     ///< StringPool, joined_values() of the group-by fields
  double count = 0;            ///< the number the condition was judged on, at its highest
  bool undecided = false;      ///< the log ends before what must not happen could have shown: no evidence of anything
  std::vector<std::uint32_t> parts;  ///< indices of findings, ascending; of firings for a chain: see `from_firings`
  bool from_firings = false;         ///< parts are indices of firings (all rules of the correlation are correlations)
};

/// The values of a rule's kept fields as one text: unit separator 0x1f between fields, record separator 0x1e between several values
/// of one field. Both are removed from the values themselves. A field that is absent and one whose only value is the empty
/// text look the same.
std::string joined_values(std::span<const std::vector<std::string>> fields);
/// The values of field number `index` in such a text; none if it is absent or empty.
std::vector<std::string_view> values_of(std::string_view joined, std::size_t index);

/// Writes such a text piece by piece, into memory that clear() keeps.
class JoinedValues {
 public:
  void next_field();
  void add(std::string_view value);  ///< to the field of the last next_field()
  void clear();
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  bool any_field_ = false, any_value_ = false;
};

}  // namespace doctor
