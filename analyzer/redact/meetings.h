#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "redact/spans.h"

namespace doctor::redact {

/// A name, or what may turn out to be one, as it was met.
struct Meeting {
  enum class What : std::uint8_t {
    unit,      ///< a name
    label,     ///< a label of a host name; as strong as the label `of`
    pair,      ///< an account, if `of` is a domain or computer
    dotted,    ///< a name with dots, if its last label is a domain
    address4,  ///< the bytes of an address
    address6,  ///< the same
    sid,       ///< own numbers of a SID, joined with "-"
    number,    ///< lower-case hexadecimal digits
    service    ///< an account that is called like its service (NT SERVICE\x): it stays
  };
  What what = What::unit;
  NameKind kind = NameKind::name;
  bool strong = false;
  std::string text, of;  ///< names folded
};

/// What one piece of work met, each once, in the order of meeting.
/// Threads: one at a time.
class Meetings {
 public:
  void add(Meeting meeting);
  const std::vector<Meeting>& list() const { return list_; }

 private:
  std::vector<Meeting> list_;
  std::unordered_set<std::string> known_;
};

/// The longest name that is remembered, in bytes. A longer one is replaced where it stands as a whole, by a pseudonym that all such share.
inline constexpr std::size_t kLongestName = 255;

}  // namespace doctor::redact
