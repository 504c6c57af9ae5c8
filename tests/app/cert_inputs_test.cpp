#include "app/cert_inputs.h"

#include <doctest/doctest.h>

#include "cert/make_certs.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string certificate(const char* subject = "CN=Contoso Root CA") {
  const auto der = make_certificate(ca_spec(subject));
  return {reinterpret_cast<const char*>(der.data()), der.size()};
}

std::vector<CertFile> read(const std::vector<std::string>& paths, bool root_store = false) {
  return read_cert_files(paths, root_store);
}

}  // namespace

TEST_CASE("a folder gives what is one by its bytes, and complains of what is one by its name") {
  const TempDir dir;
  dir.write("sub/b.dat", certificate());
  dir.write("a.txt", "words");
  dir.write("c.cer", "words");
  dir.write("d.crl", "");
  const auto files = read({dir.path().string()});
  REQUIRE(files.size() == 3);  // sorted by path
  CHECK(files[0].path.ends_with("c.cer"));
  CHECK(files[0].error == "not a certificate and not a CRL");
  CHECK(files[1].error == "the file is empty");
  CHECK(files[2].path.ends_with("b.dat"));
  CHECK(files[2].bundle.certificates.size() == 1);
}

TEST_CASE("what is named must be one") {
  const TempDir dir;
  const std::string words = dir.write("a.txt", "words").string();
  const auto files = read({words, dir.path().string() + "/none"});
  REQUIRE(files.size() == 2);
  CHECK(files[0].error.starts_with("holds no certificate and no CRL"));
  CHECK_FALSE(files[1].error.empty());
}

TEST_CASE("a certificate behind a long text is found if the file is named") {
  const TempDir dir;
  const auto der = make_certificate(ca_spec("CN=Contoso Root CA"));
  const std::string path = dir.write("mail.txt", std::string(20'000, 'x') + "\n" + make_pem(der)).string();
  const auto files = read({path});
  REQUIRE(files.size() == 1);
  CHECK(files[0].bundle.certificates.size() == 1);
}

TEST_CASE("a file reached twice is read once") {
  const TempDir dir;
  const std::string path = dir.write("a.cer", certificate()).string();
  CHECK(read({path, dir.path().string(), path}).size() == 1);
}

TEST_CASE("below a folder called Root lies what is trusted") {
  const TempDir dir;
  dir.write("store/ROOT/a.cer", certificate("CN=A"));
  dir.write("store/CA/b.cer", certificate("CN=B"));
  dir.write("store/Root.cer", certificate("CN=C"));
  const auto files = read({dir.path().string()});
  REQUIRE(files.size() == 3);
  for (const CertFile& f : files) CHECK(f.in_root_store == f.path.ends_with("a.cer"));
  for (const CertFile& f : read({dir.path().string()}, true)) CHECK(f.in_root_store);
}

TEST_CASE("reading can be stopped") {
  const TempDir dir;
  dir.write("a.cer", certificate("CN=A"));
  dir.write("b.cer", certificate("CN=B"));
  int left = 1;
  CHECK(read_cert_files({dir.path().string()}, false, [&] { return left-- > 0; }).size() == 1);
}

TEST_CASE("a key in a folder is passed over, one that is named is not") {
  const TempDir dir;
  dir.write("a.cer", certificate());
  const std::string key =
      dir.write("key.pem", "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n").string();
  const auto files = read({dir.path().string()});
  REQUIRE(files.size() == 2);
  CHECK(files[1].error.empty());
  CHECK(files[1].bundle.others == std::vector<std::string>{"private key"});
  CHECK(read({key})[0].error == "holds no certificate and no CRL: private key");
}
