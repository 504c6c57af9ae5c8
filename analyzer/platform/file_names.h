#pragma once
#include <filesystem>

#include "base/result.h"

namespace doctor {

// Here and not from <filesystem>: that one has no long paths on Windows.

/// Gives a file another name in the same folder. False, and nothing happened, if that name is taken. Whoever else may take it in that moment
/// must be kept out by a lock. Errors: io, with the whole sentence.
Result<bool> rename_to_free(const std::filesystem::path& from, const std::filesystem::path& to);

/// False if there is no such file. Errors: io, with the whole sentence.
Result<bool> remove_file(const std::filesystem::path& path);

}  // namespace doctor
