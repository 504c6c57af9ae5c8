#include <algorithm>
#include <utility>

#include "platform/local_machine.h"
#include "platform/windows_api.h"

namespace doctor {

namespace {

/// Owns an open key.
class Key {
 public:
  Key() = default;
  Key(Key&& other) noexcept : key_(std::exchange(other.key_, nullptr)) {}
  Key& operator=(Key&&) = delete;
  ~Key() {
    if (key_ != nullptr) ::RegCloseKey(key_);
  }

  LSTATUS open(HKEY parent, const std::wstring& name) {
    return ::RegOpenKeyExW(parent, name.c_str(), 0, KEY_READ | KEY_WOW64_64KEY, &key_);
  }
  HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

RegistryAccess access_of(LSTATUS code) {
  switch (code) {
    case ERROR_SUCCESS:
      return RegistryAccess::read;
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
      return RegistryAccess::absent;
    case ERROR_ACCESS_DENIED:
      return RegistryAccess::denied;
    default:
      return RegistryAccess::failed;
  }
}

/// Names of values and keys have up to 16,383 and 255 characters.
constexpr std::size_t kLongestName = 16'384;
/// Somebody who adds values while they are counted must not keep us here.
constexpr DWORD kMostPerKey = 100'000;

class RegistryReader {
 public:
  explicit RegistryReader(const RegistryBounds& bounds) : bounds_(bounds), name_(kLongestName), data_(4096) {}

  RegistryRead read(const std::string& path) {
    Key key;
    const LSTATUS code = key.open(HKEY_LOCAL_MACHINE, windows::to_wide(path));
    out_.access = access_of(code);
    if (out_.access == RegistryAccess::failed) out_.why = windows::message_of(static_cast<DWORD>(code));
    if (out_.access == RegistryAccess::read) read(key, path, 0);
    return std::move(out_);
  }

 private:
  bool is_full() const { return out_.values.size() >= bounds_.values || bytes_ >= bounds_.bytes; }

  void read(const Key& key, const std::string& path, unsigned depth) {
    const bool any = read_values(key, path);
    if (is_full()) {
      out_.complete = false;
      return;
    }
    if (!any) {
      RegistryValue alone;
      alone.key = path;
      alone.key_only = true;
      out_.values.push_back(std::move(alone));
    }
    if (depth < bounds_.depth) read_keys(key, path, depth);
  }

  bool read_values(const Key& key, const std::string& path) {
    bool any = false;
    for (DWORD i = 0; i < kMostPerKey && !is_full(); ++i) {
      auto length = static_cast<DWORD>(name_.size());
      auto size = static_cast<DWORD>(data_.size());
      DWORD type = 0;
      const LSTATUS code = ::RegEnumValueW(key.get(), i, name_.data(), &length, nullptr, &type, data_.data(), &size);
      if (code == ERROR_NO_MORE_ITEMS) return any;
      any = true;
      if (code == ERROR_MORE_DATA && size > data_.size() && size <= bounds_.value_bytes) {
        data_.resize(size);
        --i;  // the same again with more room; it comes out even at the largest size
        continue;
      }
      if (code != ERROR_SUCCESS) {
        out_.complete = false;
        if (code != ERROR_MORE_DATA) return any;
        continue;
      }
      bytes_ += size;
      out_.values.push_back({path, windows::to_utf8({name_.data(), length}), type,
                             std::string(reinterpret_cast<const char*>(data_.data()), size), false});
    }
    return any;
  }

  void read_keys(const Key& key, const std::string& path, unsigned depth) {
    for (DWORD i = 0; i < kMostPerKey && !is_full(); ++i) {
      auto length = static_cast<DWORD>(name_.size());
      const LSTATUS code = ::RegEnumKeyExW(key.get(), i, name_.data(), &length, nullptr, nullptr, nullptr, nullptr);
      if (code == ERROR_NO_MORE_ITEMS) return;
      if (code != ERROR_SUCCESS) {
        out_.complete = false;
        return;
      }
      const std::wstring name(name_.data(), length);
      const std::string below = path + "\\" + windows::to_utf8(name);
      Key child;
      const RegistryAccess access = access_of(child.open(key.get(), name));
      if (access == RegistryAccess::read) read(child, below, depth + 1);
      if (access == RegistryAccess::denied) out_.denied.push_back(below);
      if (access == RegistryAccess::failed) out_.complete = false;
    }
  }

  RegistryBounds bounds_;
  std::vector<wchar_t> name_;
  std::vector<BYTE> data_;
  std::size_t bytes_ = 0;
  RegistryRead out_;
};

class WindowsMachine final : public LocalMachine {
 public:
  bool is_windows() const override { return true; }

  std::string computer_name() const override {
    wchar_t name[1024];
    auto length = static_cast<DWORD>(std::size(name));
    // The physical name: on a node of a cluster the other one may be that of a virtual server, which no log has.
    if (::GetComputerNameExW(ComputerNamePhysicalDnsFullyQualified, name, &length) == 0) return {};
    return windows::to_utf8({name, length});
  }

  std::filesystem::path log_folder() const override { return expanded("%SystemRoot%\\System32\\winevt\\Logs"); }

  std::filesystem::path expanded(const std::string& path) const override {
    const std::wstring given = windows::to_wide(path);
    std::wstring filled(32'768, L'\0');
    const DWORD length = ::ExpandEnvironmentStringsW(given.c_str(), filled.data(), static_cast<DWORD>(filled.size()));
    if (length == 0 || length > filled.size()) return given;
    filled.resize(length - 1);  // it counts the zero
    return filled;
  }

  RegistryRead read_registry(const std::string& key, const RegistryBounds& bounds) const override {
    return RegistryReader(bounds).read(key);
  }
};

}  // namespace

const LocalMachine& local_machine() {
  static const WindowsMachine machine;
  return machine;
}

}  // namespace doctor
