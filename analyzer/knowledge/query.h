#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// A number in a query, with the ways it can be read.
struct QueryNumber {
  std::string text;                    ///< as typed
  std::optional<std::uint64_t> plain;  ///< decimal without sign, or 0x
  std::optional<std::uint64_t>
      status;        ///< what can only be, or well be, a 32-bit status code: 0x80092013, 80092013, -2146885613,
                     ///< 2148204809, 800B0109
  bool hex = false;  ///< written with 0x
};

/// What a query says in so many words, before anyone asks what is known. Nothing here depends on the knowledge base.
struct Query {
  std::string text;                ///< the query, bounded (64 KiB), control characters but line breaks as blanks
  std::vector<std::string> words;  ///< its tokens, folded; the first 4000
  std::string provider;            ///< what stands before "/36888"; empty if nothing does
  std::optional<std::uint32_t>
      event_id;  ///< "36888" of "Schannel/36888", "event 36888", "Event ID: 36888", "<EventID>36888"
  std::optional<std::uint64_t> alert;  ///< of "alert 40", "alert=40", "fatal error code is 40", "40/1205"
  std::string alert_name;              ///< the words behind "alert" if they are no number: "handshake failure"
  std::optional<std::uint64_t> state;  ///< of "state 1205", "ErrorState: 1205", "40/1205"
  std::optional<std::uint64_t> trust;  ///< of "ErrorStatus value=\"10000\"", "InfoStatus 10C": CAPI2 prints flags in hexadecimal without 0x
  std::vector<QueryNumber> numbers;    ///< all other numbers, in order
  bool says_sent = false;
  bool says_received = false;
  bool says_suite = false;  ///< a cipher suite is meant
  bool says_info = false;   ///< InfoStatus is meant, not ErrorStatus

  bool is_short() const { return words.size() <= 10; }
};

/// Understands any text; what it cannot read stays among the words.
Query parse_query(std::string_view text);

}  // namespace doctor
