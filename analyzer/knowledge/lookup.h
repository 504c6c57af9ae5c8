#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace doctor {

enum class HitKind : std::uint8_t { event, alert, state, status, cert_trust, cert_trust_info, cipher_suite };
std::string_view hit_kind_name(HitKind kind);  ///< "event", "alert", ...: the names of the enumerators

/// How a hit was found, best first.
enum class HitFit : std::uint8_t {
  exact,   ///< the query names it
  pasted,  ///< the query holds the text of the event
  near,    ///< a name that is nearly what the query says
  words    ///< the article speaks of what the query says
};
std::string_view hit_fit_name(HitFit fit);  ///< "exact", "pasted", "near", "words"

enum class Direction : std::uint8_t { unknown, sent, received };

/// One answer to a query. `event` or `code` is the article; a number that the knowledge base does not have is a hit without one, with
/// what can be said all the same in `note` ("undocumented state").
/// Lifetime: articles belong to the KnowledgeBase.
struct Hit {
  HitKind kind = HitKind::event;
  HitFit fit = HitFit::exact;
  int score = 0;  ///< 0 to 1000; compares over all hits of a query, and with WordIndex
  const EventArticle* event = nullptr;
  const CodeArticle* code = nullptr;
  std::uint64_t value = 0;                   ///< event id, alert, state, status (32 bits) or trust flag
  Direction direction = Direction::unknown;  ///< alerts: which reading the query asks for
  std::vector<std::pair<std::string, std::string>>
      inserts;  ///< events: what the query says of this one: ("AlertDesc", "40")
  std::string note;
};

/// Answers a query: an event id ("36888", "Schannel/36888"), with alert and state ("36888 alert=40 state=1205", "40/1205"), an alert by
/// number or name, a state, a status code in hexadecimal, signed or unsigned decimal or by name, trust flags, a whole pasted event
/// (text or XML), or free words. Best first, at most kMostHits; empty if nothing is known. The same query always gives the same
/// answer. Any bytes will do: the first 64 KiB are looked at.
std::vector<Hit> look_up(const KnowledgeBase& knowledge, std::string_view query);
inline constexpr std::size_t kMostHits = 20;

}  // namespace doctor
