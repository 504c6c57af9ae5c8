#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// Appends `text` to `out` as a JSON string with its quotes. Control characters, DEL and C1 are escaped, malformed UTF-8 becomes
/// U+FFFD: the result is always valid JSON and shows nothing to a terminal.
void append_json_string(std::string_view text, std::string& out);

/// Writes JSON in the order of the calls, indented by two blanks. Keys and values must alternate as JSON demands; that is
/// the caller's duty (checked by assert).
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, bool indented = true) : out_(out), indented_(indented) {}

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& number(std::uint64_t value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();

  /// Shorthands for key() and a value.
  JsonWriter& field(std::string_view name, std::string_view value) { return key(name).string(value); }
  JsonWriter& field(std::string_view name, const char* value) { return key(name).string(value); }
  JsonWriter& field(std::string_view name, std::uint64_t value) { return key(name).number(value); }
  JsonWriter& flag(std::string_view name, bool value) { return key(name).boolean(value); }

 private:
  void before_value();
  void newline();

  std::string& out_;
  bool indented_;
  bool after_key_ = false;
  std::vector<bool> has_items_;  ///< per open object or array
};

}  // namespace doctor
