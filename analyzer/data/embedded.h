#pragma once
#include <cstddef>
#include <cstdint>

namespace doctor {

/// One document of rules/, compiled in by compile_rules(). Sorted by path.
struct EmbeddedFile {
  const char* path;           ///< relative to rules/: "signals/tls/schannel-sent-40-1205.yml"
  const unsigned char* text;  ///< as written: for people, and for the fingerprint
  std::size_t text_size;
  const unsigned char* packed;  ///< its trees: pack_yaml()
  std::size_t packed_size;
};
extern const EmbeddedFile kEmbedded[];
extern const std::size_t kEmbeddedCount;
extern const std::uint64_t kEmbeddedFingerprint;  ///< DataStore::fingerprint() of these alone

}  // namespace doctor
