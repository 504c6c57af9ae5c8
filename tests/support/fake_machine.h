#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "platform/file.h"
#include "platform/local_machine.h"

namespace doctor::test {

/// A Windows computer of texts and folders, for what is made of LocalMachine.
class FakeMachine final : public LocalMachine {
 public:
  explicit FakeMachine(std::filesystem::path folder = {}) : folder_(std::move(folder)) {}

  bool is_windows() const override { return windows; }
  std::string computer_name() const override { return name; }
  std::filesystem::path log_folder() const override { return folder_; }
  std::filesystem::path expanded(const std::string& path) const override {
    const std::string variable = "%Logs%";
    if (!path.starts_with(variable)) return path_from_text(path);
    return folder_ / path_from_text(path.substr(variable.size() + 1));
  }
  RegistryRead read_registry(const std::string& key, const RegistryBounds& bounds) const override {
    RegistryRead out;
    if (denied.contains(key)) {
      out.access = RegistryAccess::denied;
      return out;
    }
    for (const RegistryValue& value : values_) {
      const bool same = equals_ignore_case(value.key, key);
      const bool below = starts_with_ignore_case(value.key, key + "\\");
      if (!same && !below) continue;
      out.access = RegistryAccess::read;
      const std::string rest = below ? value.key.substr(key.size()) : std::string();
      const auto depth = std::count(rest.begin(), rest.end(), '\\');
      if (static_cast<unsigned>(depth) > bounds.depth) continue;
      if (value.bytes.size() > bounds.value_bytes) {
        out.complete = false;
        continue;
      }
      if (denied.contains(value.key)) {
        out.denied.push_back(value.key);
      } else {
        out.values.push_back(value);
      }
    }
    return out;
  }

  FakeMachine& number(std::string key, std::string value_name, std::uint32_t n) {
    const std::string bytes = {static_cast<char>(n & 0xff), static_cast<char>(n >> 8 & 0xff),
                               static_cast<char>(n >> 16 & 0xff), static_cast<char>(n >> 24 & 0xff)};
    values_.push_back({std::move(key), std::move(value_name), 4, bytes, false});
    return *this;
  }
  /// REG_EXPAND_SZ, with its final zero.
  FakeMachine& text(std::string key, std::string value_name, std::string_view utf8) {
    values_.push_back({std::move(key), std::move(value_name), 2, to_utf16le(utf8) + std::string(2, '\0'), false});
    return *this;
  }
  FakeMachine& empty_key(std::string key) {
    RegistryValue value;
    value.key = std::move(key);
    value.key_only = true;
    values_.push_back(value);
    return *this;
  }

  bool windows = true;
  std::string name = "FE01.contoso.local";
  std::set<std::string> denied;

 private:
  std::filesystem::path folder_;
  std::vector<RegistryValue> values_;
};

}  // namespace doctor::test
