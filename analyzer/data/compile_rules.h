#pragma once
#include <string>

#include "base/diagnostic.h"
#include "data/store.h"

namespace doctor {

/// The C++ source that defines kEmbedded (data/embedded.h): paths, texts and packed trees of all documents of the store. Run by the
/// build, on rules/. A document that is not sound YAML, or holds none, is reported; then the result is empty.
std::string compile_rules(const DataStore& store, Diagnostics& problems);

}  // namespace doctor
