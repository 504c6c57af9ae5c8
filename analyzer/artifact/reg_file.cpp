#include "artifact/reg_file.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "artifact/text_input.h"
#include "base/text.h"

namespace doctor {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::uint32_t> hex_number(std::string_view digits) {
  if (digits.empty() || digits.size() > 8) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : digits) {
    if (hex_digit(c) < 0) return std::nullopt;
    number = number << 4 | static_cast<std::uint32_t>(hex_digit(c));
  }
  return number;
}

bool begins_key(std::string_view line) {
  line = trim(line);
  return line.starts_with("[HKEY_") || line.starts_with("[-HKEY_");
}

/// How reading a piece of text ended.
enum class Outcome : std::uint8_t { good, malformed, cut, too_long };

/// Reads line by line; a value may go over several. Bytes of the lines taken are counted together once it is known what they were.
class RegFileReader {
 public:
  explicit RegFileReader(ByteView file) : lines_(file) {}

  RegReading read();

 private:
  bool next();
  void settle(std::uint64_t Coverage::*part);
  void complain(std::string_view code, Severity severity, std::string message, std::string help = {});

  void read_line();
  void read_key(std::string_view text);
  void end_key();
  void read_value(std::string_view text);
  Outcome read_quoted(std::string_view& rest, std::string& out);
  Outcome read_data(std::string_view rest, RegValue& value);
  Outcome read_text(std::string_view rest, RegValue& value);
  Outcome read_number(std::string_view digits, RegValue& value);
  Outcome read_hex(std::string_view list, RegValue& value);
  void refuse(Outcome outcome, std::string_view name);

  TextLines lines_;
  RegReading out_;
  std::uint64_t pending_ = 0;
  Location where_;  ///< of the first line of what is being read
  std::string line_;
  bool wide_ = true;
  std::optional<RegKey> key_;
  Location key_where_;
  bool key_has_values_ = false;
};

RegReading RegFileReader::read() {
  pending_ = lines_.bom_bytes();
  while (next() && trim(line_).empty()) {
  }
  wide_ = trim(line_) != "REGEDIT4";
  settle(&Coverage::header);
  while (next()) {
    where_ = {0, lines_.offset(), lines_.line(), 1};
    read_line();
  }
  end_key();
  settle(&Coverage::slack);
  out_.leave_out_other_control_sets();
  out_.leave_out_replaced();
  return std::move(out_);
}

bool RegFileReader::next() {
  if (!lines_.next()) return false;
  pending_ += lines_.size();
  line_ = lines_.text();
  return true;
}

void RegFileReader::settle(std::uint64_t Coverage::*part) {
  out_.coverage.*part += pending_;
  pending_ = 0;
}

void RegFileReader::complain(std::string_view code, Severity severity, std::string message, std::string help) {
  out_.damage.add(
      {code, severity, where_, severity == Severity::note ? 0 : pending_, std::move(message), std::move(help)});
}

void RegFileReader::read_line() {
  if (lines_.too_long()) {
    complain("reg-line", Severity::warning, fmt::format("a line of {} bytes is passed over", lines_.size()));
    return settle(&Coverage::damaged);
  }
  const std::string text(trim(line_));
  if (text.empty() || text[0] == ';') {
    settle(&Coverage::slack);
  } else if (text[0] == '[') {
    read_key(text);
  } else if (text[0] == '"' || text[0] == '@') {
    read_value(text);
  } else {
    complain("reg-line", Severity::warning, fmt::format("neither a key nor a value: '{}'", prefix(text, 60)));
    settle(&Coverage::damaged);
  }
}

void RegFileReader::read_key(std::string_view text) {
  end_key();
  if (!text.ends_with(']')) {
    complain("reg-key", Severity::warning, fmt::format("a key without its end: '{}'", prefix(text, 100)));
    return settle(&Coverage::damaged);
  }
  text = text.substr(1, text.size() - 2);
  if (text.starts_with('-')) {
    complain("reg-deletion", Severity::note,
             fmt::format("deletes the key '{}': not what is, but what was meant", text));
    return settle(&Coverage::slack);
  }
  key_ = read_reg_key(text);
  key_where_ = where_;
  key_has_values_ = false;
  if (!key_) {
    complain("reg-key", Severity::warning, fmt::format("a key of no hive that is known: '{}'", prefix(text, 100)));
    return settle(&Coverage::damaged);
  }
  settle(key_->interest != nullptr ? &Coverage::records : &Coverage::slack);
}

void RegFileReader::end_key() {
  if (key_ && !key_has_values_) out_.keep(*key_, key_where_);
  key_.reset();
}

void RegFileReader::read_value(std::string_view text) {
  RegValue value;
  value.where = where_;
  std::string_view rest = text.substr(1);
  Outcome outcome = Outcome::good;
  if (text[0] == '@') {
    value.name = "(Default)";
  } else {
    outcome = read_quoted(rest, value.name);
  }
  rest = trim(rest);
  if (outcome == Outcome::good && !rest.starts_with('=')) outcome = lines_.ended() ? Outcome::malformed : Outcome::cut;
  key_has_values_ = true;
  const std::string data(outcome == Outcome::good ? trim(rest.substr(1)) : std::string_view());
  if (outcome == Outcome::good && data == "-") {
    complain("reg-deletion", Severity::note,
             fmt::format("deletes the value '{}': not what is, but what was meant", value.name));
    return settle(&Coverage::slack);
  }
  if (outcome == Outcome::good) outcome = read_data(data, value);
  const bool wanted = !key_ || is_wanted(*key_, value.name);
  if (outcome == Outcome::good && !key_) outcome = Outcome::malformed;
  if (outcome != Outcome::good) {
    if (!wanted) return settle(&Coverage::slack);
    return refuse(outcome, value.name);
  }
  value.key = *key_;
  out_.keep(std::move(value));
  settle(wanted ? &Coverage::records : &Coverage::slack);
}

void RegFileReader::refuse(Outcome outcome, std::string_view name) {
  if (outcome == Outcome::too_long) {
    complain(
        "reg-value-size", Severity::warning,
        fmt::format("the value '{}' is longer than {} bytes and is left out", prefix(name, 100), kLongestRegValue));
  } else if (outcome == Outcome::cut) {
    complain("reg-cut", Severity::warning, fmt::format("the value '{}' is cut off", prefix(name, 100)),
             "the file ends too early: export it again");
  } else {
    complain("reg-value", Severity::warning, fmt::format("the value '{}' cannot be read", prefix(name, 100)));
  }
  settle(&Coverage::damaged);
}

/// From behind the opening quote; `rest` moves behind the closing one, if it is on this line.
Outcome RegFileReader::read_quoted(std::string_view& rest, std::string& out) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return Outcome::good;
    }
    if (rest[i] == '\\' && i + 1 < rest.size()) ++i;  // \\ and \"; regedit knows no others
    out += rest[i];
  }
  return lines_.ended() ? Outcome::malformed : Outcome::cut;
}

Outcome RegFileReader::read_data(std::string_view data, RegValue& value) {
  if (data.starts_with('"')) return read_text(data.substr(1), value);
  const std::size_t colon = data.find(':');
  if (colon == std::string_view::npos) return lines_.ended() ? Outcome::malformed : Outcome::cut;
  const std::string kind = to_lower_ascii(data.substr(0, colon));
  const std::string_view rest = data.substr(colon + 1);
  if (kind == "dword") return read_number(trim(rest), value);
  value.type = static_cast<std::uint32_t>(RegType::binary);
  if (kind.starts_with("hex(") && kind.ends_with(')')) {
    const auto number = hex_number(std::string_view(kind).substr(4, kind.size() - 5));
    if (!number) return Outcome::malformed;
    value.type = *number;
  } else if (kind != "hex") {
    return Outcome::malformed;
  }
  return read_hex(rest, value);
}

/// A text goes on over the lines that are in it. One that is never closed would swallow the file: a key ends it, too.
Outcome RegFileReader::read_text(std::string_view rest, RegValue& value) {
  value.type = static_cast<std::uint32_t>(RegType::sz);
  std::string text;
  std::string_view left = rest;
  Outcome outcome = read_quoted(left, text);
  while (outcome != Outcome::good) {
    if (!next()) return Outcome::cut;
    if (begins_key(line_) || lines_.too_long()) {
      pending_ -= lines_.size();
      lines_.again();
      return Outcome::malformed;
    }
    if (text.size() <= kLongestRegValue) text += '\n';
    std::string more;
    left = line_;
    outcome = read_quoted(left, more);
    if (text.size() <= kLongestRegValue) text += more;
  }
  if (text.size() > kLongestRegValue) return Outcome::too_long;
  value.texts = {std::move(text)};
  return Outcome::good;
}

Outcome RegFileReader::read_number(std::string_view digits, RegValue& value) {
  value.type = static_cast<std::uint32_t>(RegType::dword);
  if (!lines_.ended() && digits.size() < 8) return Outcome::cut;  // regedit writes eight
  digits = trim(digits.substr(0, digits.find(';')));
  value.number = hex_number(digits);
  return value.number ? Outcome::good : Outcome::malformed;
}

/// "01,02,\" and so on in the next line.
Outcome RegFileReader::read_hex(std::string_view list, RegValue& value) {
  std::string stored, more;
  bool too_long = false;
  for (;;) {
    list = trim(list.substr(0, list.find(';')));
    const bool goes_on = list.ends_with('\\');
    if (goes_on) list.remove_suffix(1);
    for (std::string_view item : split(list, ',')) {
      item = trim(item);
      if (item.empty()) continue;
      const auto byte = hex_number(item);
      if (!byte || *byte > 0xff) return lines_.ended() ? Outcome::malformed : Outcome::cut;
      too_long = too_long || stored.size() >= kLongestRegValue;
      if (!too_long) stored += static_cast<char>(*byte);
    }
    if (!goes_on) break;
    if (!next()) return Outcome::cut;
    if (begins_key(line_) || lines_.too_long()) {
      pending_ -= lines_.size();
      lines_.again();
      return Outcome::malformed;
    }
    more = line_;
    list = more;
  }
  if (too_long) return Outcome::too_long;
  if (!lines_.ended()) return Outcome::cut;  // nothing says how many bytes there should be
  set_reg_data(value, stored, wide_);
  return Outcome::good;
}

}  // namespace

RegReading read_reg_file(ByteView file) {
  return RegFileReader(file).read();
}

}  // namespace doctor
