#include "engine/placing.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

std::string_view folder_of(std::string_view path) {
  const std::size_t end = path.find_last_of("/\\");
  return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

bool is_short_form(std::string_view name, std::string_view full) {
  return name.find('.') == std::string_view::npos && full.size() > name.size() && full[name.size()] == '.' &&
         starts_with_ignore_case(full, name);
}

// The one computer that names were seen of, in its longest form.
class OneComputer {
 public:
  void add(std::string_view name) {
    if (name.empty() || several_) return;
    if (name_.empty() || is_short_form(name_, name)) {
      name_ = name;
    } else if (!equals_ignore_case(name_, name) && !is_short_form(name, name_)) {
      several_ = true;
    }
  }
  /// Empty if there was none, or several.
  const std::string& get() const {
    static const std::string nobody;
    return several_ ? nobody : name_;
  }

 private:
  std::string name_;
  bool several_ = false;
};

}  // namespace

Placing::Placing(const ScanResult& logs, FileTime now, FileTime clock) {
  OneComputer anywhere;
  std::map<std::string, OneComputer, std::less<>> folders;
  FileTime end;
  for (const InputResult& input : logs.inputs) {
    OneComputer& here = folders[std::string(folder_of(input.path))];
    for (const Extent& extent : input.extents.list()) {
      end = std::max(end, extent.last);
      anywhere.add(extent.computer);
      here.add(extent.computer);
    }
  }
  time_ = now.ticks != 0 ? now : end.ticks != 0 ? end : clock;
  only_computer_ = anywhere.get();
  for (const auto& [folder, computer] : folders) by_folder_[folder] = computer.get();
}

Placement Placing::of(std::string_view path) const {
  const auto here = by_folder_.find(folder_of(path));
  if (here != by_folder_.end() && !here->second.empty()) return {time_, here->second};
  return {time_, only_computer_};
}

}  // namespace doctor
