#include "engine/modifiers.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace doctor {

namespace {

using Form = Modifiers::Form;

// Every modifier of the Sigma modifiers appendix 2.1, and pySigma's long names of the regular expression flags.
constexpr std::array kKnown = std::to_array<std::string_view>(
    {"all",    "base64",  "base64offset", "cased", "cidr",      "contains", "day", "dotall",     "endswith",
     "exists", "expand",  "fieldref",     "gt",    "gte",       "hour",     "i",   "ignorecase", "lt",
     "lte",    "m",       "minute",       "month", "multiline", "neq",      "re",  "s",          "startswith",
     "utf16",  "utf16be", "utf16le",      "week",  "wide",      "windash",  "year"});

// Reads the modifiers one after the other; order matters for none of those that are honoured, except that `re` comes before
// its flags and text encodings before base64.
class Reader {
 public:
  explicit Reader(Modifiers& out) : out_(out) {}

  std::optional<KeyError> read(std::string_view name) {
    if (std::find(kKnown.begin(), kKnown.end(), name) == kKnown.end()) return unknown(name);
    if (std::find(seen_.begin(), seen_.end(), name) != seen_.end()) return conflict(name, name);
    seen_.push_back(name);
    if (out_.base64 != Modifiers::Base64::none &&
        (name.starts_with("utf16") || name == "wide" || name.starts_with("base64"))) {
      return KeyError{
          "rule-modifier-order",
          "modifier '" + std::string(name) + "' must stand in front of the Base64 modifier, which ends the encodings",
          {}};
    }
    if (read_generic(name) || read_position(name) || read_encoding(name) || read_comparison(name)) return std::nullopt;
    if (read_flag(name)) {
      if (out_.form == Form::regex) return std::nullopt;
      return KeyError{
          "rule-modifier-order", "modifier '" + std::string(name) + "' is a flag of 're' and must follow it", {}};
    }
    return unknown(name);
  }

  std::optional<KeyError> check() const {
    const bool text = out_.form == Form::text;
    const bool encoded = out_.base64 != Modifiers::Base64::none;
    if (forms_.size() > 1) return conflict(forms_[0], forms_[1]);
    if (positions_.size() > 1) return conflict(positions_[0], positions_[1]);
    if (!forms_.empty() && !positions_.empty() && out_.form != Form::reference && out_.form != Form::regex) {
      return conflict(forms_[0], positions_[0]);
    }
    if (!text && out_.windash) return conflict(forms_[0], "windash");
    if (!text && encoded) return conflict(forms_[0], "base64");
    if (encoded && out_.windash) return conflict("base64", "windash");
    if (!text && out_.form != Form::reference && out_.cased) return conflict(forms_[0], "cased");
    if (out_.form == Form::exists && (out_.all || out_.negated)) return conflict("exists", out_.all ? "all" : "neq");
    if ((out_.form == Form::exists || out_.form == Form::reference) && out_.expand)
      return conflict(forms_[0], "expand");
    if (out_.encoding != Modifiers::Encoding::none && !encoded) {
      return KeyError{"rule-modifier-order",
                      "a UTF-16 modifier has no meaning without 'base64' or 'base64offset' behind it",
                      "the texts of an event are compared as characters, not as bytes"};
    }
    return std::nullopt;
  }

 private:
  static KeyError unknown(std::string_view name) {
    return {"rule-unknown-modifier", "unknown modifier '" + printable(name) + "'", did_you_mean(name, kKnown)};
  }
  static KeyError conflict(std::string_view a, std::string_view b) {
    return {"rule-modifier-conflict",
            "modifiers '" + std::string(a) + "' and '" + std::string(b) + "' do not go together",
            {}};
  }

  bool read_generic(std::string_view name) {
    bool* flag = name == "all"       ? &out_.all
                 : name == "neq"     ? &out_.negated
                 : name == "cased"   ? &out_.cased
                 : name == "windash" ? &out_.windash
                 : name == "expand"  ? &out_.expand
                                     : nullptr;
    if (flag != nullptr) *flag = true;
    return flag != nullptr;
  }

  bool read_position(std::string_view name) {
    if (name == "contains") {
      out_.position = Glob::Position::anywhere;
    } else if (name == "startswith") {
      out_.position = Glob::Position::start;
    } else if (name == "endswith") {
      out_.position = Glob::Position::end;
    } else {
      return false;
    }
    positions_.push_back(name);
    return true;
  }

  bool read_encoding(std::string_view name) {
    if (name == "base64" || name == "base64offset") {
      out_.base64 = name == "base64" ? Modifiers::Base64::whole : Modifiers::Base64::offset;
    } else if (name == "utf16le" || name == "wide") {
      out_.encoding = Modifiers::Encoding::utf16le;
    } else if (name == "utf16be") {
      out_.encoding = Modifiers::Encoding::utf16be;
    } else if (name == "utf16") {
      out_.encoding = Modifiers::Encoding::utf16;
    } else {
      return false;
    }
    return true;
  }

  bool read_comparison(std::string_view name) {
    constexpr std::array<std::string_view, 4> ops{"lt", "lte", "gt", "gte"};
    constexpr std::array<std::string_view, 6> parts{"minute", "hour", "day", "week", "month", "year"};
    const auto op = std::find(ops.begin(), ops.end(), name);
    const auto part = std::find(parts.begin(), parts.end(), name);
    if (op != ops.end()) {
      out_.op = static_cast<Pattern::Compare>(op - ops.begin() + 1);
      if (out_.form == Form::time_part) return true;  // "hour|gte"
      set_form(Form::compare, name);
    } else if (part != parts.end()) {
      out_.part = static_cast<Pattern::TimePart>(part - parts.begin());
      set_form(Form::time_part, name);
    } else if (name == "re") {
      set_form(Form::regex, name);
    } else if (name == "cidr") {
      set_form(Form::cidr, name);
    } else if (name == "exists") {
      set_form(Form::exists, name);
    } else if (name == "fieldref") {
      set_form(Form::reference, name);
    } else {
      return false;
    }
    return true;
  }
  void set_form(Form form, std::string_view name) {
    out_.form = form;
    forms_.push_back(name);
  }

  bool read_flag(std::string_view name) {
    bool* flag = name == "i" || name == "ignorecase"  ? &out_.flags.ignore_case
                 : name == "m" || name == "multiline" ? &out_.flags.multi_line
                 : name == "s" || name == "dotall"    ? &out_.flags.dot_all
                                                      : nullptr;
    if (flag != nullptr) *flag = true;
    return flag != nullptr;
  }

  Modifiers& out_;
  std::vector<std::string_view> seen_, forms_, positions_;
};

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string base64(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (std::size_t k = 0; k < 4; ++k) out += k <= n ? kBase64[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

std::string encode_text(std::string_view text, Modifiers::Encoding encoding) {
  if (encoding == Modifiers::Encoding::none) return std::string(text);
  std::string out = to_utf16le(text);
  if (encoding == Modifiers::Encoding::utf16be) {
    for (std::size_t i = 0; i + 1 < out.size(); i += 2) std::swap(out[i], out[i + 1]);
  }
  return encoding == Modifiers::Encoding::utf16 ? "\xff\xfe" + out : out;
}

}  // namespace

std::optional<KeyError> parse_selection_key(std::string_view text, SelectionKey& key) {
  const auto parts = split(text, '|');
  key.field = parts[0];
  key.modifiers = {};
  Reader reader(key.modifiers);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (auto error = reader.read(parts[i])) return error;
  }
  if (auto error = reader.check()) return error;
  const Form form = key.modifiers.form;
  if (key.field.empty() && form != Form::text && form != Form::regex) {
    return KeyError{
        "rule-keyword-modifier", "modifier '" + std::string(parts[1]) + "' needs a field in front of it", {}};
  }
  return std::nullopt;
}

Result<std::vector<std::string>> encoded_values(std::string_view value, const Modifiers& modifiers) {
  bool has_wildcard = false;
  const std::string plain = unescaped(value, has_wildcard);
  if (has_wildcard) return Error{Errc::unsupported, "a text with wildcards cannot be encoded in Base64"};
  const std::string bytes = encode_text(plain, modifiers.encoding);
  if (modifiers.base64 == Modifiers::Base64::whole) return std::vector{base64(bytes)};
  // Where the text stands in the encoded whole decides how its bits fall: three shifts, without the characters at either end
  // that neighbours would change (Sigma modifiers appendix 2.1, base64offset).
  std::vector<std::string> out;
  for (std::size_t shift = 0; shift < 3; ++shift) {
    const std::string encoded = base64(std::string(shift, '\0') + bytes);
    const std::size_t skip = (shift * 8 + 5) / 6;
    const std::size_t end = (shift + bytes.size()) * 8 / 6;
    if (end <= skip) return Error{Errc::unsupported, "too short to be found at any offset in Base64"};
    out.push_back(encoded.substr(skip, end - skip));
  }
  return out;
}

}  // namespace doctor
