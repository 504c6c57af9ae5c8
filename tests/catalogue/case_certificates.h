#pragma once
#include <string>
#include <utility>
#include <vector>

#include "catalogue/case_file.h"

namespace doctor::test {

/// The DER of a certificate of the case. Throws std::runtime_error if there is none of that name.
std::string certificate_of(const Case& story, const std::string& name);

/// The files that lie beside the logs of a case: name and bytes.
std::vector<std::pair<std::string, std::string>> files_of(const Case& story);

}  // namespace doctor::test
