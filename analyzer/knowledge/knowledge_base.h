#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "knowledge/sentence.h"

namespace doctor {

class DataStore;

/// How well something is known. `verified`: read in a named source or tested on real logs; `derived`: plain inference from such
/// facts; `remembered`: believed right, no source at hand; `uncertain`: not known. Facts below `derived` never decide anything.
enum class Confidence : std::uint8_t { verified, derived, remembered, uncertain };
std::string_view confidence_name(Confidence confidence);  ///< "verified", ..., as in the documents and in JSON

/// What one event of one provider means.
struct EventArticle {
  std::string provider;  ///< "Schannel"
  std::string channel;   ///< "System"
  std::uint32_t event_id = 0;
  std::string title;  ///< one line
  Sentence sentence;  ///< what an event says, with its fields; empty: the title will do
  std::vector<std::string>
      texts;            ///< as Windows emits it, {Field} for inserts; one per wording (to recognise pasted text)
  std::string meaning;  ///< plain words
  std::vector<std::string> causes;  ///< who usually causes it, most likely first
  std::string harmless_when;        ///< empty: never known to be
  std::vector<std::string> check_next;
  std::vector<std::pair<std::string, std::string>> fields;  ///< field name, what it means
  std::vector<std::string> related;                         ///< "Schannel/36874", diagnosis ids
  std::string level;                                        ///< "Error up to 1507, Information since 1803"
  Confidence confidence = Confidence::uncertain;
  std::vector<std::string> sources;  ///< labels that rules/knowledge/SOURCES.md explains
};

enum class CodeSpace : std::uint8_t { status, tls_alert, schannel_state, cert_trust, cert_trust_info, cipher_suite };
std::string_view code_space_name(CodeSpace space);  ///< "status", "tls_alert", ...: the names of the enumerators

/// What one number means.
struct CodeArticle {
  CodeSpace space = CodeSpace::status;
  std::uint64_t value = 0;  ///< status: as unsigned 32 bits; alert: 0..255; state: the number (pairs: see `alert`)
  std::optional<std::uint32_t> alert;     ///< a state known in company of this alert only: "40 / 1205"
  std::optional<std::uint32_t> event_id;  ///< a state known of this event only
  std::string name;                       ///< "SEC_E_UNTRUSTED_ROOT", "handshake_failure"; may be empty for states
  std::string meaning;                    ///< plain words
  std::string sent;                       ///< alerts: what it tells when this host sent it
  std::string received;                   ///< alerts: what it tells when the peer sent it
  std::optional<std::uint64_t> status;  ///< alerts: what an application gets on receipt; trust flags: the usual result
  std::vector<std::string> check_next;
  std::vector<std::string> related;  ///< events, diagnosis ids, names of codes
  Confidence confidence = Confidence::uncertain;
  std::vector<std::string> sources;
};

/// A provider that has articles, and what people call it besides.
struct ProviderNames {
  std::string name;
  std::vector<std::string> aliases;  ///< "CAPI2" for "Microsoft-Windows-CAPI2"
};

/// When documents are parsed. Looking up an article or a code always gives the same answer.
enum class ReadDocuments : std::uint8_t {
  when_needed,  ///< built-in ones at the first question (a scan may need none); those of the user at once
  now           ///< all, so that every problem is reported: for `rules check` and the tests
};

/// Everything we know by heart. Immutable after load(), cheap to copy; pointers it returns live as long as any copy.
/// Threads: any number.
class KnowledgeBase {
 public:
  /// Reads the documents below knowledge/. What is unsound is reported and left out. An article of a later document replaces
  /// one of the same provider and id, or the same code, of an earlier one, and a note says so.
  static KnowledgeBase load(const DataStore& data, Diagnostics& problems,
                            ReadDocuments read = ReadDocuments::when_needed);
  KnowledgeBase();  ///< knows nothing

  std::span<const EventArticle> events() const;      ///< by provider, then id
  std::span<const CodeArticle> codes() const;        ///< by space, value, event, alert
  std::span<const ProviderNames> providers() const;  ///< by name

  /// Null when nothing is known; never a guess. Provider names ignore case.
  const EventArticle* event(std::string_view provider, std::uint32_t event_id) const;
  const CodeArticle* code(CodeSpace space, std::uint64_t value) const;
  /// All articles of a number: a Schannel state may have one for each alert it comes with.
  std::span<const CodeArticle> codes(CodeSpace space, std::uint64_t value) const;
  /// The state in this company: an article made for the alert and event wins over one for the event, that over one for any.
  /// Null also if the number is only known in other company.
  const CodeArticle* state(std::uint64_t value, std::optional<std::uint32_t> alert,
                           std::optional<std::uint32_t> event_id) const;
  /// "SEC_E_UNTRUSTED_ROOT" for a status, "handshake_failure" for an alert, ...; empty if unknown.
  std::string_view code_name(CodeSpace space, std::uint64_t value) const;

 private:
  struct Tables;
  std::shared_ptr<Tables> tables_;
};

}  // namespace doctor
