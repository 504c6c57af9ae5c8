#pragma once
#include <filesystem>

namespace doctor {

/// The file of the program that runs, absolute and without links; empty if the system does not tell.
std::filesystem::path program_path();

/// Whether the program may change what belongs to the whole computer: root; on Windows, an administrator whose rights are switched on.
bool has_all_rights();

}  // namespace doctor
