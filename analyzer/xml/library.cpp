#include "xml/library.h"

#include <fmt/format.h>

#include <pugixml.hpp>

namespace doctor {

std::string xml_library() {
  // 190 and before was 1.9, 1130 is 1.13: from 1.10 on the last digit counts patches.
  constexpr int kVersion = PUGIXML_VERSION;
  if (kVersion < 1000) return fmt::format("pugixml {}.{}", kVersion / 100, kVersion / 10 % 10);
  return fmt::format("pugixml {}.{}", kVersion / 1000, kVersion / 10 % 100);
}

}  // namespace doctor
