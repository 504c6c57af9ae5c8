#include <doctest/doctest.h>

#include "app/run.h"
#include "cert/make_certs.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string as_text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A folder with the chain of a front end: root.cer, issuing.cer, fe01.cer.
class Folder {
 public:
  Folder() {
    issuing_.signed_by = &root_;
    issuing_.crl_urls = {"http://pki.contoso.com/root.crl"};
    leaf_.signed_by = &issuing_;
    leaf_.crl_urls = {"http://pki.contoso.com/issuing.crl"};
  }
  void write() {
    dir_.write("root.cer", as_text(make_certificate(root_)));
    dir_.write("issuing.cer", make_pem(make_certificate(issuing_)));
    dir_.write("fe01.cer", as_text(make_certificate(leaf_)));
  }
  CertSpec& leaf() { return leaf_; }
  const TempDir& dir() const { return dir_; }
  std::string file(const char* name) const { return (dir_.path() / name).string(); }

  Ran run(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"cert", dir_.path().string(), "--now", "2015-06-01", "--utc"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run(std::move(arguments));
  }

 private:
  TempDir dir_;
  CertSpec root_ = ca_spec("CN=Contoso Root CA", 1), issuing_ = ca_spec("CN=Contoso Issuing CA", 2);
  CertSpec leaf_ = leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com", "pool01.contoso.com"});
};

}  // namespace

TEST_CASE("a sound chain in a folder, beside files that are none") {
  Folder folder;
  folder.write();
  folder.dir().write("readme.txt", "nothing");
  const Ran ran = folder.run();
  CAPTURE(ran.out);
  CHECK(ran.code == ExitCode::nothing);
  CHECK(has(ran.out, "1 certificate chain: nothing wrong found\n"));
  CHECK(has(ran.out, "3 certificates and 0 CRLs in 3 files"));
}

TEST_CASE("an MD5 certificate is found, and the exit code says so") {
  Folder folder;
  folder.leaf().hash = TestHash::md5;
  folder.write();
  const Ran ran = folder.run();
  CHECK(ran.code == ExitCode::found);
  CHECK(has(ran.out, "1 certificate chain: 1 error\n"));
  CHECK(has(ran.out, "explain pki-md5-chain"));
  CHECK(has(folder.run({"--format", "json"}).out, "\"code\": \"md5\""));
}

TEST_CASE("expected names and the time ahead are asked for") {
  Folder folder;
  folder.leaf().not_after = "2015-07-15T00:00:00Z";
  folder.write();
  CHECK(folder.run({"--expect-name", "POOL01.contoso.com"}).code == ExitCode::nothing);
  CHECK(has(folder.run({"--expect-name", "sip.contoso.com"}).out, "[name-missing]"));
  CHECK(folder.run({"--within", "40d"}).code == ExitCode::nothing);
  CHECK(has(folder.run({"--within", "50d"}).out, "[expires-soon]"));
}

TEST_CASE("certificates of the root store") {
  Folder folder;
  folder.write();
  CHECK(has(folder.run({"--root-store"}).out, "[not-a-root]"));
  CHECK_FALSE(has(folder.run().out, "[not-a-root]"));
}

TEST_CASE("what cannot be read ends with its code, and the rest is judged") {
  Folder folder;
  folder.write();
  const Ran missing = run({"cert", folder.file("fe01.cer"), folder.file("none.cer")});
  CHECK(missing.code == ExitCode::input);
  CHECK(has(missing.out, "CN=fe01.contoso.com"));
  CHECK(has(missing.out, "none.cer: no such file"));

  folder.dir().write("cut.cer", as_text(make_certificate(folder.leaf())).substr(0, 300));
  CHECK(folder.run().code == ExitCode::input);
  const TempDir empty;
  CHECK(run({"cert", empty.path().string()}).code == ExitCode::input);
}

TEST_CASE("an incomplete chain is a finding") {
  Folder folder;
  folder.write();
  const Ran ran = run({"cert", folder.file("fe01.cer"), "--now", "2015-06-01"});
  CHECK(ran.code == ExitCode::found);
  CHECK(has(ran.out, "[missing-issuer]"));
}

TEST_CASE("a key beside certificates is no failure, a folder of keys alone is") {
  const std::string key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
  Folder folder;
  folder.write();
  folder.dir().write("key.pem", key);
  const Ran ran = folder.run();
  CHECK(ran.code == ExitCode::nothing);
  CHECK(has(ran.out, "key.pem: private key\n"));
  const TempDir keys;
  keys.write("key.pem", key);
  CHECK(run({"cert", keys.path().string()}).code == ExitCode::input);
}
