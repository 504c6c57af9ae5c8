#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/exit_code.h"
#include "app/inputs.h"
#include "app/options.h"
#include "engine/scan.h"
#include "engine/why.h"
#include "event/text_editor.h"
#include "redact/name_book.h"
#include "report/cert_report.h"

namespace doctor {

/// Most bytes that a file of --redact-key may have, and fewest.
inline constexpr std::size_t kLargestKey = 64 * 1024, kSmallestKey = 16;

/// What --redact does to results: names become pseudonyms (docs/redact.md). A scan works on the logs as they are and its result is redacted, so
/// that nothing changes but the names; what prints events gets sources that deliver them redacted.
/// Threads: const methods from many threads.
class Redaction {
 public:
  explicit Redaction(std::string key) : book_(std::move(key)) {}

  /// Looks for names in everything that was opened, on options.threads threads; false if the user interrupted. The numbers of pseudonyms
  /// do not depend on the threads.
  bool collect(const Inputs& inputs, const Options& options);
  void collect(const std::vector<CertFile>& files);
  /// A name that the command line gives.
  void add_host(const std::string& name);
  /// True if there are more names than can be remembered: no result may be printed.
  bool full() const { return book_.full(); }
  /// Has to be called once, after all that is to be collected.
  void close() { book_.close(); }

  const redact::NameBook& book() const { return book_; }
  std::string path(const std::string& path) const;
  std::string text(const std::string& text) const;
  /// Edits texts one after the other; as many as there are threads. Refers to this.
  std::unique_ptr<TextEditor> make_editor() const;
  void apply(ScanResult& scan, const RuleSet& rules) const;
  void apply(WhyResult& result) const;
  void apply(CertReport& report) const;
  /// From now on the sources deliver what `wanted` wants, redacted; the failures are redacted, too.
  void apply(Inputs& inputs, const Prefilter& wanted = {}) const;

 private:
  redact::NameBook book_;
};

/// The key that options name, or an empty one; says what is wrong with it on standard error.
std::optional<std::string> redaction_key(const Options& options);

/// To be called once the inputs are open: with --redact looks for names and leaves inputs.redaction. A code: the command ends with it, and
/// standard error says why.
std::optional<ExitCode> prepare_redaction(Inputs& inputs, const Options& options);

}  // namespace doctor
