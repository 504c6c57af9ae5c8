#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/checksum.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "data/yaml.h"

namespace doctor {

/// One text document: a rule, a table, examples. `name` is what a message calls it: "rules/signals/..." for one that is
/// compiled in, the path for one from a folder.
struct Document {
  std::string path;  ///< relative to its root, '/' between parts: "signals/tls/x.yml"
  std::string name;
  std::string_view text;  ///< lives as long as the store it came from or any copy of that; if built in, for ever
  bool built_in = false;
  std::string_view packed = {};  ///< if built in: its trees, parsed by the build
  bool is_placeholders = false;  ///< came by add_placeholders()
};

/// The YAML documents in it: parse_yaml() of its text, or what that gave at build time, which has no problems.
std::vector<Yaml> read_yaml(const Document& document, std::uint32_t source, Diagnostics& problems);

/// All documents of a run: the compiled-in ones first (sorted by path), then those of each added folder (sorted by path),
/// in the order of the folders. A later document may replace an earlier one of the same id; that is the loaders' business.
/// Location::source of diagnostics about documents is an index into documents().
class DataStore {
 public:
  /// `rules`: false leaves out everything that judges, and keeps what the judging builds on: knowledge and log sources.
  static DataStore built_in(bool rules = true);
  static DataStore empty() { return {}; }

  /// Adds all .yml and .yaml files below `folder`, or the one file it names. Files over 1 MiB, and what cannot be read, are
  /// reported and skipped. Error: there is no such folder or file.
  Result<Done> add_folder(const std::filesystem::path& folder, Diagnostics& problems);

  /// Adds a file of values for placeholders, whatever its name. Error: it cannot be read.
  Result<Done> add_placeholders(const std::filesystem::path& file);

  /// For tests. Returns its index.
  std::uint32_t add(std::string path, std::string text);

  const std::vector<Document>& documents() const { return documents_; }

  /// Over paths and texts, in order: same number, same rules and knowledge, on any machine.
  std::uint64_t fingerprint() const { return fingerprint_.value(); }

  /// A problem of these documents in lines for people: "path:line:column: error: message [code]", then its help.
  std::string describe(const Diagnostic& problem) const;

 private:
  void append(std::string path, std::string name, std::string text);

  std::vector<Document> documents_;
  std::vector<std::shared_ptr<const std::string>> texts_;  // of what is not built in
  Fingerprint fingerprint_;
};

/// What a document is. Told by its path in the built-in tree, by its top-level keys elsewhere: `diagnosis:`, `false_alarm:`,
/// `correlation:`, `detection:`, `placeholders:`, ... so that a user's folder needs no layout.
enum class DocumentKind { sigma, diagnosis, false_alarm, knowledge, logsources, placeholders, tests, unknown };
DocumentKind document_kind(const Document& document);

}  // namespace doctor
