#pragma once
#include <cstddef>

namespace doctor {

/// One document of rules/, compiled in by cmake/embed.cmake. Sorted by path.
struct EmbeddedFile {
  const char* path;  ///< relative to rules/: "signals/tls/schannel-sent-40-1205.yml"
  const unsigned char* bytes;
  std::size_t size;
};
extern const EmbeddedFile kEmbedded[];
extern const std::size_t kEmbeddedCount;

}  // namespace doctor
