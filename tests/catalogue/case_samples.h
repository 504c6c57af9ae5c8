#pragma once
#include <vector>

#include "samples/stories.h"

namespace doctor::test {

/// The first case of every file in tests/catalogue/stories, as a sample in a folder of the file's name: incidents 2 and 3.
/// Throws std::runtime_error if a file cannot be read.
std::vector<SampleLog> case_samples();

}  // namespace doctor::test
