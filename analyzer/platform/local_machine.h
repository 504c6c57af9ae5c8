#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace doctor {

/// A value of the registry of this computer as it is stored there, or a key that has none.
struct RegistryValue {
  std::string key;   ///< below HKEY_LOCAL_MACHINE, UTF-8: "SYSTEM\CurrentControlSet\Control\Lsa"
  std::string name;  ///< empty for the unnamed one
  std::uint32_t type = 0;
  std::string bytes;      ///< texts are UTF-16LE
  bool key_only = false;  ///< stands for a key without values: the other three say nothing
};

struct RegistryBounds {
  unsigned depth = 8;                    ///< keys below the key; 0: only its own values
  std::size_t values = 50'000;           ///< all together
  std::size_t value_bytes = 256 * 1024;  ///< larger values are left out
  std::size_t bytes = 64 * 1024 * 1024;  ///< all together
};

/// How reading a key ended.
enum class RegistryAccess : std::uint8_t { read, absent, denied, failed };

struct RegistryRead {
  RegistryAccess access = RegistryAccess::absent;
  std::string why;                    ///< of `failed`: what the system says
  std::vector<RegistryValue> values;  ///< of the key and of those below it, in the order of the registry
  std::vector<std::string> denied;    ///< keys below it that could not be opened
  bool complete = true;               ///< false: a bound was met, or the key changed faster than it was read
};

/// What the computer that this runs on tells of itself. An interface, so that what is made of it can be tested without Windows.
/// Threads: one at a time.
class LocalMachine {
 public:
  virtual ~LocalMachine() = default;

  /// False: all others answer with nothing.
  virtual bool is_windows() const = 0;
  /// As event logs have it: "FE01.contoso.local"; empty if the system does not tell.
  virtual std::string computer_name() const = 0;
  /// Where Windows keeps its logs: %SystemRoot%\System32\winevt\Logs.
  virtual std::filesystem::path log_folder() const = 0;
  /// The path with %SystemRoot% and its like filled in.
  virtual std::filesystem::path expanded(const std::string& path) const = 0;
  /// All values below a key of HKEY_LOCAL_MACHINE, in the view of 64-bit programs.
  virtual RegistryRead read_registry(const std::string& key, const RegistryBounds& bounds = {}) const = 0;
};

/// This computer. Lives as long as the process.
const LocalMachine& local_machine();

}  // namespace doctor
