#pragma once
#include <set>
#include <string>
#include <string_view>

#include "app/inputs.h"

namespace doctor {

/// Names for the files of an extract: never that of an input, never outside the folder, each once.
class ExtractFiles {
 public:
  explicit ExtractFiles(const Inputs& inputs);

  /// Whether the path leads to an input, by whatever name or link.
  bool is_input(const std::string& path) const;

  /// The path of the extract of an input in a folder: its own name, with a number if it was given before ("System.evtx",
  /// "System-2.evtx"), and with the ending (".evtx", ".xml") if it has another. Names are compared without case, as Windows does.
  std::string name_in(const std::string& folder, std::string_view input_path, std::string_view ending);

 private:
  std::set<std::string> inputs_;  ///< File::identity()
  std::set<std::string> given_;   ///< folded
};

}  // namespace doctor
