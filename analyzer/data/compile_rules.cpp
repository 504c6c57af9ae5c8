#include "data/compile_rules.h"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <string_view>

#include "data/packed_yaml.h"

namespace doctor {

namespace {

constexpr std::size_t kBytesPerLine = 32;

// Numbers, because a string literal may not be as long as some of our documents everywhere (MSVC: 64 KiB). One 0 more than there
// are bytes: an array cannot be empty.
void append_array(std::string& out, std::string_view name, std::size_t number, std::string_view bytes) {
  fmt::format_to(std::back_inserter(out), "constexpr unsigned char {}{}[] = {{", name, number);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % kBytesPerLine == 0) out += '\n';
    fmt::format_to(std::back_inserter(out), "{},", static_cast<unsigned char>(bytes[i]));
  }
  out += "0};\n";
}

std::string c_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string compile_rules(const DataStore& store, Diagnostics& problems) {
  const std::uint64_t errors_before = problems.count(Severity::error);
  std::string arrays, table;
  for (std::uint32_t i = 0; i < store.documents().size(); ++i) {
    const Document& d = store.documents()[i];
    const std::vector<Yaml> trees = parse_yaml(d.text, i, problems);
    if (trees.empty()) {
      problems.add({"document-empty", Severity::error, {i, 0, 1, 1}, 0, "no YAML document in this file", {}});
    }
    append_array(arrays, "text", i, d.text);
    append_array(arrays, "packed", i, pack_yaml(trees));
    table +=
        fmt::format("  {{{0}, text{1}, sizeof text{1} - 1, packed{1}, sizeof packed{1} - 1}},\n", c_string(d.path), i);
  }
  if (problems.count(Severity::error) != errors_before) return {};
  return fmt::format(
      "#include \"data/embedded.h\"\nnamespace doctor {{\nnamespace {{\n{}}}  // namespace\n"
      "const EmbeddedFile kEmbedded[] = {{\n{}  {{nullptr, nullptr, 0, nullptr, 0}}}};\n"
      "const std::size_t kEmbeddedCount = {};\nconst std::uint64_t kEmbeddedFingerprint = {:#x}ULL;\n"
      "}}  // namespace doctor\n",
      arrays, table, store.documents().size(), store.fingerprint());
}

}  // namespace doctor
