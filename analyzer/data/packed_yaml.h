#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/yaml.h"

namespace doctor {

/// The trees of one file in the form that the build makes of rules/: read back with one step a value, where the text takes a parser.
/// It never leaves the program it was built into, so it has no version. All numbers are LEB128 ("varint"):
///   file:    number of documents, each a value
///   value:   kind + 4 * quoted; line; column; then
///            scalar: length, bytes;  list: count, values;  map: count, of each member its key (length, bytes, line, column), value
/// A line is the zigzag difference to the last line written: 0 or 1 for nearly all.
std::string pack_yaml(std::span<const Yaml> documents);

/// What pack_yaml was given, node by node. Nothing if `packed` is not its work: cut off, too deep, or with bytes left over.
std::optional<std::vector<Yaml>> unpack_yaml(std::string_view packed);

}  // namespace doctor
