#pragma once
#include <string>

namespace doctor {

/// "pugixml 1.13": the library that the build used.
std::string xml_library();

}  // namespace doctor
