#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/glob.h"
#include "engine/pattern.h"

namespace doctor {

/// What the modifiers of one key of a Sigma selection ask for ("CommandLine|contains|all"), checked to make sense together.
struct Modifiers {
  enum class Form : std::uint8_t { text, regex, cidr, compare, exists, reference, time_part };
  enum class Encoding : std::uint8_t { none, utf16le, utf16be, utf16 };
  enum class Base64 : std::uint8_t { none, whole, offset };

  Form form = Form::text;
  Glob::Position position = Glob::Position::whole;  ///< of a regex, too: where it must match
  bool all = false;
  bool negated = false;
  bool cased = false;
  bool windash = false;
  bool expand = false;  ///< `%name%` in a value is a placeholder
  Encoding encoding = Encoding::none;
  Base64 base64 = Base64::none;
  Pattern::RegexFlags flags;
  Pattern::Compare op = Pattern::Compare::equal;
  Pattern::TimePart part = Pattern::TimePart::minute;
};

/// "Field|mod|mod" taken apart.
struct SelectionKey {
  std::string field;  ///< empty: keywords
  Modifiers modifiers;
};

/// Why a key is refused: a diagnostic code with its message and help.
struct KeyError {
  std::string_view code;
  std::string message;
  std::string help;
};

/// Nothing if it can be honoured; then `key` is filled.
std::optional<KeyError> parse_selection_key(std::string_view text, SelectionKey& key);

/// The texts that stand for one value: itself, or its encodings as the modifiers ask. Error: it cannot be encoded.
Result<std::vector<std::string>> encoded_values(std::string_view value, const Modifiers& modifiers);

}  // namespace doctor
