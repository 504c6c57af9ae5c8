#pragma once
#include <string>
#include <vector>

namespace doctor {

/// What follows the program's name on its command line, in UTF-8. On Windows it is taken from the system, since main() gets it in an old
/// code page on most of them, and a name with "*" in its last part becomes the names of the files and folders that it fits, sorted, if
/// there are any: there, no shell does that.
std::vector<std::string> command_line(int argc, char** argv);

}  // namespace doctor
