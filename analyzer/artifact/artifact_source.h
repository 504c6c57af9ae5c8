#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"
#include "event/source.h"

namespace doctor {

// Things that lie beside the logs and are evidence, as sources of events: certificates and CRLs, registry exports, what certutil printed.
// Every piece becomes one event without a time (EventSource::undated(): the scan gives it one) of this provider. Its computer is empty, too,
// unless the file names it (a registry export that holds the computer's name); its extent is counted under the same name. A prefilter's
// times do not concern these events.
inline constexpr std::string_view kArtifactProvider = "schannel-doctor";
// Channel and event id tell the kind. Field names are documented in docs/artifacts.md.
inline constexpr std::string_view kCertificateChannel = "Certificate files", kRegistryChannel = "Registry export",
                                  kCertutilChannel = "certutil output";
enum class ArtifactEvent : std::uint16_t {
  certificate = 1,     ///< field Certificate: the DER as bytes; Store: folder or store it was in, if known
  crl = 2,             ///< field Crl: the DER as bytes, whole; Store
  registry_value = 3,  ///< Hive, Key, ValueName, ValueType, ValueData; one event per value, or per key without values
  described_certificate = 4,  ///< a certificate that certutil described in words: Subject, Issuer, ... as printed
  described_crl = 5,
};

/// The largest file that is read: these are read whole.
inline constexpr std::uint64_t kLargestArtifact = 64 * 1024 * 1024;

/// What the first 64 KiB of a file may be; `none` if it is nothing that is known here.
enum class ArtifactKind : std::uint8_t { none, certificates, registry, certutil };
ArtifactKind artifact_kind(ByteView head);

/// Opens the file as that kind. `shown`: the path as the user gave it. Events come in file order; what cannot be read is in the damage
/// with its place. Certificates in a folder that is called like one of Windows' stores ("ROOT", "CA") are of that store. render() delivers
/// no events.
/// Errors: as File::open(); limit (larger than kLargestArtifact); bad_format for kind `none`.
Result<std::unique_ptr<EventSource>> open_artifact(const std::filesystem::path& path, std::string shown,
                                                   ArtifactKind kind);

/// The same for bytes in memory.
Result<std::unique_ptr<EventSource>> open_artifact_bytes(std::string bytes, std::string shown, ArtifactKind kind);

}  // namespace doctor
