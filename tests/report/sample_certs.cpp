#include "report/sample_certs.h"

#include "cert/good_certs.h"

namespace doctor::test {

namespace {

CertFile file_of(std::string path, Certificate certificate) {
  CertFile file;
  file.path = std::move(path);
  file.bundle.certificates.push_back({std::move(certificate), {}, 0});
  return file;
}

}  // namespace

std::vector<CertFile> sound_cert_files() {
  std::vector<CertFile> files = {file_of("fe01.cer", good_leaf()), file_of("issuing.cer", good_ca()),
                                 file_of("root.cer", good_root())};
  CertFile crl;
  crl.path = "root.crl";
  crl.bundle.crls.push_back({good_crl(), {}, 0});
  files.push_back(std::move(crl));
  return files;
}

std::vector<CertFile> md5_cert_files() {
  std::vector<CertFile> files = sound_cert_files();
  files[0].bundle.certificates[0].what.hash = "MD5";
  return files;
}

CertReport judged_in_june(std::vector<CertFile> files) {
  return judge_certificates(std::move(files), in_june_2015());
}

}  // namespace doctor::test
