#include "facts/tree.h"

#include <algorithm>

#include "base/text.h"

namespace doctor::facts {

Step first_step(std::string_view path) {
  const std::size_t slash = path.find('/');
  Step step{path.substr(0, slash), 0, slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1)};
  if (!step.name.ends_with(']')) return step;
  const std::size_t bracket = step.name.find('[');
  if (bracket == std::string_view::npos) return step;
  const auto index = parse_integer(step.name.substr(bracket + 1, step.name.size() - bracket - 2));
  step.index = index ? static_cast<std::size_t>(*index) : 0;
  step.name = step.name.substr(0, bracket);
  return step;
}

Tree::Tree(const Event& event) : event_(event) {
  if (event.data.empty()) return;
  const std::string_view path = event.data.front().path;
  const std::size_t slash = path.find('/');
  if (slash != std::string_view::npos) root_ = path.substr(0, slash);
}

std::string_view Tree::below_root(const Field& field) const {
  if (root_.empty() || field.path.size() <= root_.size() || field.path[root_.size()] != '/') return {};
  if (!field.path.starts_with(root_)) return {};
  return field.path.substr(root_.size() + 1);
}

const Value* Tree::find(std::string_view path_below_root) const {
  for (const Field& field : event_.data) {
    if (below_root(field) == path_below_root) return &field.value;
  }
  return nullptr;
}

}  // namespace doctor::facts
