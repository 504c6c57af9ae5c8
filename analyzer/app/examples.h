#pragma once
#include <span>
#include <string_view>
#include <vector>

namespace doctor {

/// A command line that people can copy, and what it is for. Help and manual page show them; a test reads each with the parser.
struct Example {
  std::string_view command;  ///< "rules check"; of the program itself: empty
  std::string_view line;     ///< as it is typed; may end in a pipe or a redirection
  std::string_view purpose;
};

/// All, in the order they are shown in.
std::span<const Example> all_examples();

/// Those of one command; of a command that only groups others, the first of each.
std::vector<Example> examples_of(std::string_view command);

}  // namespace doctor
