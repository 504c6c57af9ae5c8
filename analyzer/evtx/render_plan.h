#pragma once
#include <cstddef>

namespace doctor::evtx {
class RenderPlan {
 public:
  std::size_t bytes() const { return 0; }
};
}  // namespace doctor::evtx
