#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "artifact/reg_file.h"
#include "artifact/text_input.h"
#include "base/text.h"

namespace doctor {

namespace {

/// The parts of "    Name    REG_SZ    data"; Windows XP has tabs in place of four blanks.
struct QueryLine {
  std::string_view name, type, data;
};

std::optional<QueryLine> split_value(std::string_view line) {
  for (std::size_t at = line.find("REG_"); at != std::string_view::npos; at = line.find("REG_", at + 1)) {
    const bool apart = at > 0 && (line[at - 1] == '\t' || (at > 1 && line[at - 1] == ' ' && line[at - 2] == ' '));
    if (!apart) continue;
    const std::size_t end = line.find_first_of(" \t", at);
    QueryLine parts{trim(line.substr(0, at)), line.substr(at, end == std::string_view::npos ? end : end - at), {}};
    if (!reg_type_number(parts.type)) continue;
    if (end != std::string_view::npos) parts.data = trim(line.substr(end));
    return parts;
  }
  return std::nullopt;
}

/// False: the data does not fit the kind.
bool set_printed(RegValue& value, std::string_view data) {
  switch (value.kind()) {
    case RegType::sz:
    case RegType::expand_sz:
    case RegType::link:
      value.texts = {std::string(data)};
      return true;
    case RegType::multi_sz: {
      for (std::size_t at = 0;;) {
        const std::size_t end = data.find("\\0", at);  // the two characters, as reg prints them
        const std::string_view part = data.substr(at, end == std::string_view::npos ? end : end - at);
        if (!part.empty() || value.texts.empty()) value.texts.emplace_back(part);
        if (end == std::string_view::npos) return true;
        at = end + 2;
      }
    }
    case RegType::dword:
    case RegType::dword_big_endian:
    case RegType::qword:
      value.number = parse_integer(data);
      return value.number.has_value();
    default:
      break;
  }
  auto bytes = from_hex(data);
  if (bytes) value.bytes = std::move(*bytes);
  return bytes.has_value();
}

class RegQueryReader {
 public:
  explicit RegQueryReader(ByteView file) : lines_(file) {}

  RegReading read();

 private:
  void read_line(std::string_view text);
  void read_value(const QueryLine& parts);
  void end_key();
  void damaged(std::string_view code, std::string message);
  void count(std::uint64_t Coverage::*part) { out_.coverage.*part += lines_.size(); }
  Location here() const { return {0, lines_.offset(), lines_.line(), 1}; }

  TextLines lines_;
  RegReading out_;
  std::optional<RegKey> key_;
  Location key_where_;
  bool key_has_values_ = false;
};

RegReading RegQueryReader::read() {
  out_.coverage.header = lines_.bom_bytes();
  while (lines_.next()) read_line(lines_.text());
  end_key();
  out_.leave_out_other_control_sets();
  out_.leave_out_replaced();
  return std::move(out_);
}

void RegQueryReader::read_line(std::string_view text) {
  if (lines_.too_long()) return damaged("reg-line", fmt::format("a line of {} bytes is passed over", lines_.size()));
  if (!lines_.ended() && key_ && key_->interest != nullptr) return damaged("reg-cut", "the last line is cut off");
  if (auto key = text.starts_with("HK") ? read_reg_key(text) : std::nullopt) {
    end_key();
    key_ = std::move(key);
    key_where_ = here();
    key_has_values_ = false;
    return count(key_->interest != nullptr ? &Coverage::records : &Coverage::slack);
  }
  const auto parts = key_ && (text.starts_with(' ') || text.starts_with('\t')) ? split_value(text) : std::nullopt;
  if (!parts) return count(&Coverage::slack);  // blank, a heading, "End of search: ..." in any language
  key_has_values_ = true;
  if (!is_wanted(*key_, parts->name) && key_->interest == nullptr) {
    ++out_.of_no_interest;
    return count(&Coverage::slack);
  }
  read_value(*parts);
}

void RegQueryReader::read_value(const QueryLine& parts) {
  RegValue value;
  value.where = here();
  value.key = *key_;
  // The name of the unnamed value is in the language of Windows: "(Default)", "(Standard)".
  const bool unnamed = parts.name.starts_with('(') && parts.name.ends_with(')');
  value.name = unnamed ? "(Default)" : std::string(parts.name);
  value.type = *reg_type_number(parts.type);
  const bool wanted = is_wanted(*key_, value.name);
  if (wanted && parts.data.size() > 2 * kLongestRegValue) {
    return damaged("reg-value-size", fmt::format("the value '{}' is longer than {} bytes and is left out",
                                                 prefix(value.name, 100), kLongestRegValue));
  }
  if (wanted && !set_printed(value, parts.data)) {
    return damaged("reg-value", fmt::format("the value '{}' cannot be read", prefix(value.name, 100)));
  }
  out_.keep(std::move(value));
  count(wanted ? &Coverage::records : &Coverage::slack);
}

void RegQueryReader::end_key() {
  if (key_ && !key_has_values_) out_.keep(*key_, key_where_);
  key_.reset();
}

void RegQueryReader::damaged(std::string_view code, std::string message) {
  out_.damage.add({code, Severity::warning, here(), lines_.size(), std::move(message), ""});
  count(&Coverage::damaged);
}

}  // namespace

RegReading read_reg_query(ByteView file) {
  return RegQueryReader(file).read();
}

}  // namespace doctor
