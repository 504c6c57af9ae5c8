#include <doctest/doctest.h>

#include "artifact/artifact_source.h"
#include "base/text.h"
#include "kit.h"

namespace doctor {
namespace {

ArtifactKind kind_of(std::string_view text) {
  return artifact_kind(test::view(text));
}

}  // namespace

TEST_CASE("files of evidence are recognised") {
  for (const auto name : {"ca-csp-md5.reg", "front-end-tls.reg", "stores.reg", "reg-query-schannel.txt"}) {
    CAPTURE(name);
    CHECK(kind_of(test::data_file(name)) == ArtifactKind::registry);
  }
  for (const auto name : {"store-my-verbose.txt", "store-root.txt", "dump-crl.txt", "getreg-csp.txt"}) {
    CAPTURE(name);
    CHECK(kind_of(test::data_file(name)) == ArtifactKind::certutil);
    CHECK(kind_of(test::utf16(test::data_file(name))) == ArtifactKind::certutil);
  }
  CHECK(kind_of("REGEDIT4\r\n") == ArtifactKind::registry);
  CHECK(kind_of("\r\n\r\nWindows Registry Editor Version 5.00\r\n") == ArtifactKind::registry);
  CHECK(kind_of("C:\\>certutil -getreg ca\\csp\n\nHKEY_LOCAL_MACHINE\\X\\CSP:\n\n  A REG_SZ = x\n") ==
        ArtifactKind::certutil);
  CHECK(kind_of("================ Zertifikat 0 ================\n") == ArtifactKind::certutil);
}

TEST_CASE("certificates are left to cert/") {
  CHECK(kind_of("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n") == ArtifactKind::certificates);
}

TEST_CASE("logs, exports and other texts are none") {
  CHECK(kind_of("") == ArtifactKind::none);
  CHECK(kind_of("Dear support,\nthe server is slow.\n") == ArtifactKind::none);
  CHECK(kind_of("<Events>\nCertUtil: -store\n</Events>") == ArtifactKind::none);
  CHECK(kind_of(std::string("ElfFile\0\0\0\nCertUtil: -store\n", 27)) == ArtifactKind::none);
  CHECK(kind_of("2014-06-01 08:00 deleted HKEY_LOCAL_MACHINE\\SOFTWARE\\x\n  REG_SZ\n") == ArtifactKind::none);
  CHECK(kind_of("a\nHKEY_LOCAL_MACHINE\\SOFTWARE\\x\nREG_SZ\n") == ArtifactKind::none);
  CHECK(kind_of("====================\nname,value\n") == ArtifactKind::none);
}

}  // namespace doctor
