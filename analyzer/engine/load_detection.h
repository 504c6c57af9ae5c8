#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"
#include "data/yaml.h"
#include "engine/condition.h"
#include "engine/placeholders.h"

namespace doctor {

/// Where the loaders of one Sigma document put what is wrong with it. A document with a problem of severity error is refused.
class DocumentProblems {
 public:
  DocumentProblems(std::uint32_t source, Diagnostics& problems) : source_(source), problems_(problems) {}

  void error(const Yaml& at, std::string_view code, std::string message, std::string help = {}) {
    error(at.line, at.column, code, std::move(message), std::move(help));
  }
  /// At the key of member number `member` of a map.
  void error_at_key(const Yaml& map, std::size_t member, std::string_view code, std::string message,
                    std::string help = {}) {
    error(map.key_places[member].first, map.key_places[member].second, code, std::move(message), std::move(help));
  }
  void warn(const Yaml& at, std::string_view code, std::string message) {
    problems_.add({code, Severity::warning, {source_, 0, at.line, at.column}, 0, std::move(message), {}});
  }
  bool ok() const { return ok_; }
  std::uint32_t source() const { return source_; }
  Diagnostics& diagnostics() { return problems_; }
  void refuse() { ok_ = false; }  ///< the reason was reported elsewhere

 private:
  void error(std::uint32_t line, std::uint32_t column, std::string_view code, std::string message, std::string help) {
    ok_ = false;
    problems_.add({code, Severity::error, {source_, 0, line, column}, 0, std::move(message), std::move(help)});
  }

  std::uint32_t source_;
  Diagnostics& problems_;
  bool ok_ = true;
};

/// The `detection` section of a Sigma rule, or the `filter` section of a filter (whose `rules` are the caller's), as a Condition; null if
/// anything in it cannot be honoured (and was reported).
enum class DetectionKind : std::uint8_t { rule, filter };
std::shared_ptr<const Condition> load_detection(const Yaml& section, DetectionKind kind, Placeholders& placeholders,
                                                DocumentProblems& problems);

}  // namespace doctor
