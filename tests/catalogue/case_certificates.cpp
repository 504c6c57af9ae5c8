#include "catalogue/case_certificates.h"

#include <deque>
#include <map>
#include <stdexcept>

#include "base/text.h"
#include "cert/make_certs.h"

namespace doctor::test {

namespace {

std::string moment(const Case& story, double seconds) {
  const auto ticks = static_cast<std::int64_t>(seconds * static_cast<double>(kTicksPerSecond));
  return to_iso8601(FileTime{story.start.ticks + static_cast<std::uint64_t>(ticks)});
}

TestHash hash_of(const std::string& name) {
  static const std::map<std::string, TestHash> kHashes = {
      {"", TestHash::sha256},      {"MD2", TestHash::md2},       {"MD4", TestHash::md4},       {"MD5", TestHash::md5},
      {"SHA1", TestHash::sha1},    {"SHA256", TestHash::sha256}, {"SHA384", TestHash::sha384}, {"SHA512", TestHash::sha512},
      {"PSS", TestHash::pss_sha256}};
  return kHashes.at(name);
}

// All certificates of the case; the specifications refer to each other.
class Certificates {
 public:
  explicit Certificates(const Case& story) {
    for (const CaseCertificate& c : story.certificates) add(story, c);
  }

  const CertSpec& spec(const std::string& name) const {
    const auto it = by_name_.find(name);
    if (it == by_name_.end()) throw std::runtime_error("no certificate '" + name + "' in the case");
    return *it->second;
  }

 private:
  void add(const Case& story, const CaseCertificate& c) {
    CertSpec spec = c.is_ca ? ca_spec(c.subject, static_cast<int>(specs_.size()) + 1) : leaf_spec(c.subject, c.names);
    if (!c.issuer.empty()) spec.signed_by = &this->spec(c.issuer);
    spec.hash = hash_of(c.hash);
    if (c.key == "rsa1024") spec.key = {TestKey::rsa1024, 0};
    if (!c.usage.empty()) spec.extended_usage = c.usage;
    spec.not_before = moment(story, c.from);
    spec.not_after = moment(story, c.to);
    specs_.push_back(std::move(spec));
    by_name_[c.name] = &specs_.back();
  }

  std::deque<CertSpec> specs_;
  std::map<std::string, const CertSpec*> by_name_;
};

std::string text_of(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string bytes_of(const Case& story, const Certificates& certificates, const CaseArtifact& file) {
  if (!file.crl_of.empty()) {
    CrlSpec crl;
    crl.issuer = &certificates.spec(file.crl_of);
    crl.this_update = moment(story, file.from);
    crl.next_update = moment(story, file.to);
    return text_of(make_crl(crl));
  }
  if (file.certificates.size() == 1) return text_of(make_certificate(certificates.spec(file.certificates.front())));
  std::string out;
  for (const std::string& name : file.certificates) out += make_pem(make_certificate(certificates.spec(name)));
  if (!out.empty()) return out;
  return file.utf16 ? "\xff\xfe" + to_utf16le(file.text) : file.text;
}

}  // namespace

std::string certificate_of(const Case& story, const std::string& name) {
  return text_of(make_certificate(Certificates(story).spec(name)));
}

std::vector<std::pair<std::string, std::string>> files_of(const Case& story) {
  const Certificates certificates(story);
  std::vector<std::pair<std::string, std::string>> out;
  for (const CaseArtifact& file : story.files) out.emplace_back(file.name, bytes_of(story, certificates, file));
  return out;
}

}  // namespace doctor::test
