#include "artifact/artifact_source.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "kit.h"
#include "support/temp_dir.h"

namespace doctor {
namespace {

using test::read_artifact;

bool has(const test::ReadArtifact& all, const std::string& event) {
  return std::find(all.events.begin(), all.events.end(), event) != all.events.end();
}

}  // namespace

TEST_CASE("an export of a certification authority names the computer and its hash algorithm") {
  const std::string file = test::data_file("ca-csp-md5.reg");
  const auto all = read_artifact(file, ArtifactKind::registry);
  CHECK(all.damage.empty());
  CHECK(all.coverage.total() == file.size());
  CHECK(has(all,
            "#3 CA01 Hive=HKLM Key=SYSTEM\\CurrentControlSet\\Services\\CertSvc\\Configuration\\Contoso Root CA\\CSP "
            "ValueName=CNGHashAlgorithm ValueType=REG_SZ ValueData=MD5"));
  CHECK(has(all,
            "#3 CA01 Hive=HKLM Key=SYSTEM\\CurrentControlSet\\Services\\CertSvc\\Configuration\\Contoso Root CA "
            "ValueName=CRLPublicationURLs ValueType=REG_MULTI_SZ ValueData=65:C:\\a.crl ValueData[1]=6:http://pki"));
  REQUIRE(all.extents.list().size() == 1);
  CHECK(all.extents.list()[0].computer == "CA01");
  CHECK(all.extents.list()[0].channel == kRegistryChannel);
  CHECK(all.extents.events() == all.events.size());
}

TEST_CASE("an export of a front end gives what concerns TLS and nothing else") {
  const auto all = read_artifact(test::data_file("front-end-tls.reg"), ArtifactKind::registry);
  CHECK(all.damage.empty());
  const std::string head = "#3 FE01.contoso.local Hive=HKLM Key=SYSTEM\\CurrentControlSet\\Control\\";
  CHECK(has(
      all,
      head +
          "SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.2\\Server ValueName=Enabled ValueType=REG_DWORD ValueData=0"));
  CHECK(has(all, head + "SecurityProviders\\SCHANNEL ValueName=EventLogging ValueType=REG_DWORD ValueData=0"));
  CHECK(has(all, head + "SecurityProviders\\SCHANNEL\\Protocols"));
  CHECK(has(all, head + "Lsa\\FipsAlgorithmPolicy ValueName=Enabled ValueType=REG_DWORD ValueData=1"));
  CHECK(all.events.size() == 14);
}

TEST_CASE("stores in an export give certificates and CRLs") {
  const auto all = read_artifact(test::data_file("stores.reg"), ArtifactKind::registry);
  REQUIRE(all.events.size() == 2);
  CHECK(all.events[0] ==
        "#1 Store=MY Certificate=3003020105 Provider=Microsoft Software Key Storage Provider KeyContainer=le-Web "
        "KeySpec=0");
  CHECK(all.events[1] == "#2 Store=CA Crl=3003020106");
  CHECK(all.damage.count("reg-certificate") == 1);
}

TEST_CASE("what reg query and certutil print become events") {
  const auto query = read_artifact(test::data_file("reg-query-schannel.txt"), ArtifactKind::registry);
  CHECK(query.events.size() == 5);
  const auto listed = read_artifact(test::data_file("store-root.txt"), ArtifactKind::certutil);
  REQUIRE(listed.events.size() == 2);
  CHECK(listed.events[0].starts_with(
      "#4 Store=ROOT SerialNumber=79ad16a14aa0a5ad4c7358f407132e65 NotBefore=2001-05-09T23:19:00"));
  CHECK(listed.events[1].starts_with("#5 Store=ROOT ThisUpdate=2014-06-01T08:00:00"));
  const auto registry = read_artifact(test::data_file("getreg-csp.txt"), ArtifactKind::certutil);
  CHECK(registry.events.size() == 8);
  CHECK(registry.extents.list()[0].channel == kCertutilChannel);
}

TEST_CASE("a file of certificates that holds none is damaged or without events, and accounted for") {
  const std::string file = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const auto all = read_artifact(file, ArtifactKind::certificates);
  CHECK(all.events.empty());
  CHECK(all.coverage.total() == file.size());
  CHECK_FALSE(all.damage.empty());
}

TEST_CASE("certificates and CRLs come in the order of the file, and their folder may name their store") {
  const test::TempDir dir;
  const std::string file = test::data_file("crl-and-root.pem");
  const auto open = [&](const std::string& name) {
    auto source = open_artifact(dir.write(name, file), name, ArtifactKind::certificates);
    REQUIRE(source.has_value());
    return read_artifact(**source);
  };
  const auto plain = open("pki/contoso.pem");
  REQUIRE(plain.events.size() == 2);
  CHECK(plain.events[0].starts_with("#2 Crl=30"));
  CHECK(plain.events[1].starts_with("#1 Certificate=30"));
  CHECK(plain.damage.empty());
  CHECK(plain.coverage.total() == file.size());
  CHECK(plain.extents.list()[0].channel == kCertificateChannel);
  CHECK(open("root/contoso.pem").events[1].starts_with("#1 Store=ROOT Certificate=30"));
}

TEST_CASE("a file reads like the same bytes in memory, again and again") {
  const test::TempDir dir;
  const std::string bytes = test::data_file("front-end-tls.reg");
  auto source = open_artifact(dir.write("fe01.reg", bytes), "evidence/fe01.reg", ArtifactKind::registry);
  REQUIRE(source.has_value());
  CHECK((*source)->info().path == "evidence/fe01.reg");
  CHECK((*source)->info().kind == "registry");
  CHECK((*source)->info().bytes == bytes.size());
  CHECK((*source)->slices() == 1);
  CHECK((*source)->undated());
  CHECK((*source)->opening_coverage().total() == 0);
  const auto memory = read_artifact(bytes, ArtifactKind::registry);
  CHECK(read_artifact(**source).events == memory.events);
  CHECK(read_artifact(**source).events == memory.events);
}

TEST_CASE("nothing is printed by render") {
  auto source = open_artifact_bytes(test::data_file("store-root.txt"), "x", ArtifactKind::certutil);
  REQUIRE(source.has_value());
  EventBatch batch;
  (*source)->render(0, {}, {}, batch);
  CHECK(batch.events_rendered == 0);
  CHECK(batch.rendered.view().empty());
  CHECK(batch.extents.events() == 2);
  CHECK(batch.coverage.total() == (*source)->info().bytes);
}

TEST_CASE("what cannot be opened is an error") {
  const test::TempDir dir;
  CHECK(open_artifact(dir.path() / "none.reg", "none.reg", ArtifactKind::registry).error().code == Errc::not_found);
  CHECK(open_artifact_bytes("x", "x", ArtifactKind::none).error().code == Errc::bad_format);
  const auto large = dir.write("large.reg", "");
  std::filesystem::resize_file(large, kLargestArtifact + 1);
  CHECK(open_artifact(large, "large.reg", ArtifactKind::registry).error().code == Errc::limit);
  const auto empty = open_artifact_bytes("", "x", ArtifactKind::registry);
  REQUIRE(empty.has_value());
  CHECK((*empty)->slices() == 0);
}

TEST_CASE("a file that shrinks after it was opened loses what is gone, and says so") {
  const test::TempDir dir;
  const std::string bytes = test::data_file("front-end-tls.reg");
  const auto path = dir.write("fe01.reg", bytes);
  auto source = open_artifact(path, "fe01.reg", ArtifactKind::registry);
  REQUIRE(source.has_value());
  std::filesystem::resize_file(path, bytes.size() / 2);
  const auto all = read_artifact(**source);
  CHECK(all.damage.count("reg-read") == 1);
  CHECK(all.coverage.total() == bytes.size());
  CHECK(!all.events.empty());
}

}  // namespace doctor
