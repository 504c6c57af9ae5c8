#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace doctor {

/// How the value of a field is put into words.
enum class Wording : std::uint8_t {
  text,     ///< as it is; several values with commas between
  alert,    ///< a TLS alert: "40 handshake_failure"
  state,    ///< an internal state of Schannel: "1205 (no usable cipher suite, server)"
  status,   ///< a status code: "0x80090325 SEC_E_UNTRUSTED_ROOT"; small numbers in decimal
  failure,  ///< the same; 0 counts as missing
  suite,    ///< the number of a cipher suite: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
  moment,   ///< a time: "2015-06-01 07:00:00Z"
  shift     ///< seconds by which a clock was moved: "back by 1 h"
};

/// Names of all wordings, in the order of the enumerators.
std::span<const std::string_view> wording_names();

/// A field of a sentence, with the words before it.
struct SentencePart {
  std::string before;
  std::vector<std::string> names;  ///< the first that has a value is taken; none: this part is only `before`
  Wording wording = Wording::text;
  std::uint32_t stretch = 0;  ///< parts of one optional stretch have one number; 0: outside of any
};

/// What an event says, in our words, with holes for its fields: "sent alert {TlsAlert:alert}[, state {TlsState:state}]".
///   {Name}, {Name:wording}, {Name|Other:wording}: a field, or the first of several that has a value;
///   [...]: left out if a field in it has no value.
/// If a field outside of brackets has no value, the sentence cannot be said.
struct Sentence {
  std::vector<SentencePart> parts;
  bool empty() const { return parts.empty(); }
};

/// Errc::bad_format with what is wrong: unbalanced or nested brackets and braces, a hole without a name, a stretch without a hole, an
/// unknown wording (then with the nearest one), nothing at all.
Result<Sentence> parse_sentence(std::string_view text);

}  // namespace doctor
