#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifact/artifact_source.h"
#include "base/diagnostic.h"
#include "event/source.h"

namespace doctor::test {

/// All that one read of a source gave, as text.
struct ReadArtifact {
  /// "#3 FE01 Hive=HKLM Key=...": id, computer if there is one, fields in their order.
  std::vector<std::string> events;
  std::vector<std::uint32_t> lines;
  Diagnostics damage;
  Coverage coverage;
  Extents extents;
};

ReadArtifact read_artifact(const EventSource& source, const Prefilter& wanted = {});
ReadArtifact read_artifact(std::string bytes, ArtifactKind kind, const Prefilter& wanted = {});

/// A file of tests/artifact/data.
std::string data_file(const std::string& name);

inline ByteView view(std::string_view bytes) {
  return as_bytes(bytes.data(), bytes.size());
}

/// The text as UTF-16 with a byte order mark.
std::string utf16(std::string_view utf8);

}  // namespace doctor::test
