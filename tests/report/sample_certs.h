#pragma once
#include "report/cert_report.h"

namespace doctor::test {

/// A leaf, its CA and the root, each in a file of its own, and the CRL of the root; all in order on 2015-06-01.
std::vector<CertFile> sound_cert_files();
/// The same with an MD5 leaf.
std::vector<CertFile> md5_cert_files();

/// Judged as of 2015-06-01.
CertReport judged_in_june(std::vector<CertFile> files);

}  // namespace doctor::test
