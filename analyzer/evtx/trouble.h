#pragma once
#include <cstddef>
#include <string_view>

namespace doctor::evtx {

/// Where something of an event could not be read, and what; `what` is empty if all is well.
struct Trouble {
  std::size_t offset = 0;  ///< in the chunk; 0: no place is known
  std::string_view what;
};

}  // namespace doctor::evtx
