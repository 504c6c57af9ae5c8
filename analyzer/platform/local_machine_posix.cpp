#include "platform/file.h"
#include "platform/local_machine.h"

namespace doctor {

namespace {

/// No Windows: there are neither event logs nor a registry.
class OtherMachine final : public LocalMachine {
 public:
  bool is_windows() const override { return false; }
  std::string computer_name() const override { return {}; }
  std::filesystem::path log_folder() const override { return {}; }
  std::filesystem::path expanded(const std::string& path) const override { return path_from_text(path); }
  RegistryRead read_registry(const std::string&, const RegistryBounds&) const override { return {}; }
};

}  // namespace

const LocalMachine& local_machine() {
  static const OtherMachine machine;
  return machine;
}

}  // namespace doctor
