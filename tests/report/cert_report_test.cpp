#include "report/cert_report.h"

#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "report/sample_certs.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("files are judged as one set") {
  const CertReport report = judged_in_june(sound_cert_files());
  REQUIRE(report.chains.size() == 1);
  CHECK(report.chains[0].chain.links.size() == 3);
  CHECK(report.judged[0].role == CertRole::leaf);
  CHECK(report.judged[1].role == CertRole::intermediate);
  CHECK(report.judged[2].role == CertRole::root);
  CHECK(report.crls.size() == 1);
  CHECK(report.crls[0].crl.issuer_cn == "Contoso Root CA");  // it came back from being judged
  CHECK(report.levels()[0] + report.levels()[1] == 0);
  CHECK(report.files[0].certificates == 1);
  CHECK(report.files[3].crls == 1);
}

TEST_CASE("what is in two files is there once, with both places") {
  std::vector<CertFile> files = sound_cert_files();
  files.push_back(files[1]);
  files.back().path = "again.pem";
  files.back().bundle.certificates[0].where.line = 30;
  files.push_back(files[3]);
  const CertReport report = judged_in_june(std::move(files));
  CHECK(report.certificates.size() == 3);
  REQUIRE(report.judged[1].places.size() == 2);
  CHECK(report.judged[1].places[1].source == 4);
  CHECK(report.judged[1].places[1].line == 30);
  REQUIRE(report.crls.size() == 1);
  CHECK(report.crls[0].places.size() == 2);
}

TEST_CASE("each file says whether it lay among the trusted roots") {
  std::vector<CertFile> files = sound_cert_files();
  files[1].in_root_store = files[2].in_root_store = true;
  const CertReport report = judged_in_june(std::move(files));
  CHECK(find_remark(report.judged[1].remarks, "not-a-root") != nullptr);
  CHECK(report.judged[2].remarks.empty());
  CHECK(find_remark(report.judged[0].remarks, "not-a-root") == nullptr);
}

TEST_CASE("levels count each remark once, and the worst chain comes first") {
  std::vector<CertFile> files = sound_cert_files();
  CertFile bad = files[0];
  bad.path = "bad.cer";
  bad.bundle.certificates[0].what.hash = "MD5";
  bad.bundle.certificates[0].what.sha256 = "bad";
  files[2].bundle.certificates[0].what.hash = "SHA1";  // a note on the root, which both chains have
  files.push_back(bad);
  const CertReport report = judged_in_june(std::move(files));
  REQUIRE(report.chains.size() == 2);
  CHECK(report.chains[0].chain.links[0].certificate == 3);
  CHECK(report.levels()[0] == 1);
  CHECK(report.levels()[1] == 0);
  CHECK(report.levels()[2] == 3);  // the root's, and an intermediate to be sent in each chain
}

TEST_CASE("nothing at all is judged, too") {
  const CertReport report = judge_certificates({}, {});
  CHECK(report.certificates.empty());
  CHECK(report.chains.empty());
}

TEST_CASE("a CRL that was replaced is no error, and a renewed CA's old certificate none") {
  std::vector<CertFile> files = sound_cert_files();
  files.push_back(files[3]);
  Crl& old = files.back().bundle.crls[0].what;
  old.number = "11";
  old.thumbprint = std::string(40, 'D');
  old.this_update = day("2015-01-01");
  old.next_update = day("2015-05-01");
  files.push_back(files[1]);
  Certificate& expired = files.back().bundle.certificates[0].what;
  expired.sha256 = "old";
  expired.not_after = day("2015-05-01");
  const CertReport report = judged_in_june(std::move(files));
  CHECK(report.levels()[0] + report.levels()[1] == 0);
  CHECK(said(report.crls[1].remarks) == "note crl-replaced");
  CHECK(report.crls[0].remarks.empty());
  CHECK(report.crls[1].crl.number == "11");
  CHECK(said(report.judged[3].remarks) == "note expired");
}
