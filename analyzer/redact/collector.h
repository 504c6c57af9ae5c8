#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "cert/certificate.h"
#include "cert/crl.h"
#include "event/event.h"
#include "redact/meetings.h"
#include "redact/spans.h"

namespace doctor::redact {

/// Looks for names in events, certificates and texts, and remembers what it met, in the order of meeting.
/// Threads: one at a time.
class NameCollector {
 public:
  void add(const Event& event);
  void add(const Certificate& certificate);
  void add(const Crl& crl);
  /// `field`: as TextEditor has it.
  void add_text(std::string_view text, std::string_view field);
  void add_text(std::string_view text, FieldKind kind);
  void add_bytes(std::string_view bytes, std::string_view field);
  void add_sid(std::string_view sid);
  /// The name of a file: whatever it is called, unless everybody's files are called so.
  void add_path(std::string_view path);

  /// Takes out what was met so far.
  Meetings take();

 private:
  void add_value(const Field& field);
  void add_service(std::string_view name);
  void add_service_of(const Field& domain, const Event& event);
  void add_registry_value(const Event& event);
  void add_span(std::string_view text, const Span& span);

  Meetings met_;
  Spans spans_;
  std::string scratch_;
};

/// The pieces of a path that may be somebody's: words of folders and of the file's name, without endings that everybody's files have.
/// Ascending.
void path_spans(std::string_view path, Spans& out);

}  // namespace doctor::redact
