#include "artifact/artifact_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include "artifact/artifact_events.h"
#include "artifact/certutil_text.h"
#include "artifact/reg_file.h"
#include "artifact/text_input.h"
#include "artifact/undated_source.h"
#include "base/text.h"
#include "cert/bundle.h"
#include "platform/file.h"

namespace doctor {

namespace {

std::string_view kind_name(ArtifactKind kind) {
  return kind == ArtifactKind::certificates ? "certificates" : kind == ArtifactKind::registry ? "registry" : "certutil";
}

/// Certificates and CRLs in the order of the file.
void deliver(const CertBundle& bundle, std::string_view store, ArtifactEvents& events) {
  auto crl = bundle.crls.begin();
  const auto crls_before = [&](std::uint32_t number) {
    for (; crl != bundle.crls.end() && crl->number < number; ++crl) events.add_crl(crl->where, crl->what.der, store);
  };
  for (const auto& certificate : bundle.certificates) {
    crls_before(certificate.number);
    events.add_certificate(certificate.where, certificate.what.der, store);
  }
  crls_before(std::numeric_limits<std::uint32_t>::max());
}

/// One slice: these files are small, and what they say is only known when all of it was read (the name of the computer, the order of day
/// and month). Bytes are read anew for each read(): a scan of a folder must not hold all files in memory.
class ArtifactSource final : public UndatedSource {
 public:
  ArtifactSource(std::variant<File, std::string> input, std::uint64_t size, std::string shown, std::string store,
                 ArtifactKind kind)
      : UndatedSource({std::move(shown), kind_name(kind), size}),
        input_(std::move(input)),
        kind_(kind),
        store_(std::move(store)) {}

  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override;

 private:
  ByteView load(std::vector<std::byte>& buffer, EventBatch& out) const;
  void read_certificates(ByteView file, const Prefilter& wanted, EventBatch& out) const;
  void read_registry(ByteView file, const Prefilter& wanted, EventBatch& out) const;
  void read_printed(ByteView file, const Prefilter& wanted, EventBatch& out) const;

  std::variant<File, std::string> input_;
  ArtifactKind kind_;
  std::string store_;  ///< of certificate files
};

/// The bytes of the file, in `buffer` if they come from a disk.
ByteView ArtifactSource::load(std::vector<std::byte>& buffer, EventBatch& out) const {
  if (const auto* bytes = std::get_if<std::string>(&input_)) return as_bytes(bytes->data(), bytes->size());
  buffer.resize(static_cast<std::size_t>(info_.bytes));
  std::size_t have = 0;
  std::string reason = "the file has become shorter";
  while (have < buffer.size()) {
    const auto got = std::get<File>(input_).read_at(have, std::span(buffer).subspan(have));
    if (!got) reason = got.error().what;
    if (!got || *got == 0) break;
    have += *got;
  }
  if (have < buffer.size()) {
    const std::string_view code = kind_ == ArtifactKind::certificates ? "cert-read"
                                  : kind_ == ArtifactKind::registry   ? "reg-read"
                                                                      : "certutil-read";
    const std::uint64_t lost = buffer.size() - have;
    out.damage.add(
        {code, Severity::error, {0, have}, lost, fmt::format("{} bytes cannot be read: {}", lost, reason), ""});
    buffer.resize(have);
  }
  return buffer;
}

void ArtifactSource::read(std::size_t, const Prefilter& wanted, EventBatch& out) const {
  out.clear();
  std::vector<std::byte> buffer;
  const ByteView file = load(buffer, out);
  if (kind_ == ArtifactKind::certificates) {
    read_certificates(file, wanted, out);
  } else if (kind_ == ArtifactKind::registry) {
    read_registry(file, wanted, out);
  } else {
    read_printed(file, wanted, out);
  }
  out.coverage.damaged += info_.bytes - file.size();
}

/// The bundle does not say of every byte what it was: what is not named as lost counts as read.
void ArtifactSource::read_certificates(ByteView file, const Prefilter& wanted, EventBatch& out) const {
  CertBundle bundle = read_bundle(file);
  for (const std::string& other : bundle.others) {
    out.damage.add({"cert-other", Severity::note, {}, 0, fmt::format("{}: not read", other), ""});
  }
  out.coverage.damaged = std::min<std::uint64_t>(bundle.damage.bytes_lost(), file.size());
  const bool any = !bundle.certificates.empty() || !bundle.crls.empty();
  (any ? out.coverage.records : out.coverage.slack) = file.size() - out.coverage.damaged;
  out.damage.merge(std::move(bundle.damage));
  ArtifactEvents events(wanted, out, kCertificateChannel, {});
  deliver(bundle, store_, events);
}

void ArtifactSource::read_registry(ByteView file, const Prefilter& wanted, EventBatch& out) const {
  // An export begins with its name, what reg query prints with a key.
  TextLines lines(file);
  std::string_view first;
  while (first.empty() && lines.next()) first = trim(lines.text());
  const bool exported = first == "REGEDIT4" || first.starts_with("Windows Registry Editor");
  RegReading reading = exported ? read_reg_file(file) : read_reg_query(file);
  out.coverage = reading.coverage;
  out.damage.merge(std::move(reading.damage));
  const std::string computer = reading.computer();
  ArtifactEvents events(wanted, out, kRegistryChannel, computer);
  for (const RegValue& value : reading.values) events.add(value);
}

void ArtifactSource::read_printed(ByteView file, const Prefilter& wanted, EventBatch& out) const {
  CertutilReading reading = read_certutil(file);
  out.coverage = reading.coverage;
  out.damage.merge(std::move(reading.damage));
  ArtifactEvents events(wanted, out, kCertutilChannel, {});
  for (const auto& item : reading.items) {
    std::visit([&](const auto& what) { events.add(what); }, item);
  }
}

/// The folder names the store if it is called like one: "certs/ROOT/contoso.cer".
std::string store_of(const std::filesystem::path& path) {
  const std::string folder = path_text(path.parent_path().filename());
  return is_known_store(folder) ? store_name(folder) : std::string();
}

Result<std::unique_ptr<EventSource>> make(std::variant<File, std::string> input, std::uint64_t size, std::string shown,
                                          std::string store, ArtifactKind kind) {
  if (kind == ArtifactKind::none) return Error{Errc::bad_format, "nothing that is known here"};
  if (size > kLargestArtifact) return Error{Errc::limit, fmt::format("larger than {} bytes", kLargestArtifact)};
  return std::unique_ptr<EventSource>(
      std::make_unique<ArtifactSource>(std::move(input), size, std::move(shown), std::move(store), kind));
}

}  // namespace

Result<std::unique_ptr<EventSource>> open_artifact(const std::filesystem::path& path, std::string shown,
                                                   ArtifactKind kind) {
  auto file = File::open(path);
  if (!file) return file.error();
  const std::uint64_t size = file->size();
  return make(std::move(*file), size, std::move(shown), store_of(path), kind);
}

Result<std::unique_ptr<EventSource>> open_artifact_bytes(std::string bytes, std::string shown, ArtifactKind kind) {
  const std::uint64_t size = bytes.size();
  return make(std::move(bytes), size, std::move(shown), {}, kind);
}

}  // namespace doctor
