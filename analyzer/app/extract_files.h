#pragma once
#include <set>
#include <string>
#include <string_view>

namespace doctor {

/// Names for the files of an extract: never outside the folder, each once.
class ExtractFiles {
 public:
  /// The path of the extract of an input in a folder: its own name, with a number if it was given before ("System.evtx",
  /// "System-2.evtx"), and with the ending (".evtx", ".xml") if it has another. Names are compared without case, as Windows does.
  std::string name_in(const std::string& folder, std::string_view input_path, std::string_view ending);

 private:
  std::set<std::string> given_;  ///< folded
};

}  // namespace doctor
