#include "facts/capi2_objects.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "facts_of.h"
#include "tree_builder.h"

namespace doctor {

using test::capi2;
using test::fact;

namespace {

std::string certificate(std::string_view index, std::string_view subject, std::string_view issuer,
                        std::string_view own_key, std::string_view issuer_key) {
  const std::string at = "Certificate" + std::string(index) + "/";
  std::string lines = at + "@fileRef=AA.cer\n" + at + "@subjectName=" + std::string(subject) + "\n" + at +
                      "Subject/CN=" + std::string(subject) + "\n" + at + "Subject/DC=contoso\n" + at +
                      "SignatureAlgorithm/@hashName=SHA256\n" + at + "PublicKeyAlgorithm/@publicKeyName=RSA\n" + at +
                      "PublicKeyAlgorithm/@publicKeyLength=4096\n" + at + "Issuer/CN=" + std::string(issuer) + "\n" +
                      at + "Issuer/DC=contoso\n" + at + "NotBefore=2014-06-01T00:00:00Z\n" + at +
                      "NotAfter=2016-06-01T00:00:00Z\n";
  if (!own_key.empty()) lines += at + "SubjectKeyID/@hash=" + std::string(own_key) + "\n";
  if (!issuer_key.empty())
    lines += at + "Extensions/AuthorityKeyIdentifier/KeyID/@hash=" + std::string(issuer_key) + "\n";
  return lines;
}

}  // namespace

TEST_CASE("certificates and CRLs are listed with their dates") {
  CHECK(test::facts_of(capi2(90, "X509Objects",
                             certificate("", "fe01.contoso.local", "Contoso CA", "01", "02") +
                                 "CertificateRevocationList/@issuerName=Contoso CA\n"
                                 "CertificateRevocationList/ThisUpdate=2015-01-01T00:00:00Z\n"
                                 "CertificateRevocationList/NextUpdate=2015-08-01T00:00:00Z")) ==
        "CapiOperation=objects CertSubject=fe01.contoso.local CertThumbprint=AA CertHash=SHA256 CertKey=RSA 4096 "
        "CertNotBefore=2014-06-01T00:00:00Z CertNotAfter=2016-06-01T00:00:00Z CertDaysLeft=365 CertSelfSigned=no "
        "CrlIssuer=Contoso CA "
        "CrlThisUpdate=2015-01-01T00:00:00Z CrlNextUpdate=2015-08-01T00:00:00Z CrlDaysLeft=60 CrlLongDaysLeft=60");
}

TEST_CASE("a certificate is self-signed if names and keys agree") {
  CHECK(fact(capi2(90, "X509Objects",
                   certificate("", "CA", "CA", "01", "01") + certificate("[1]", "CA", "CA", "01", "") +
                       certificate("[2]", "CA", "CA", "01", "02") + certificate("[3]", "CA", "Other", "", "")),
             "CertSelfSigned") == "yes|yes|no|no");
}

TEST_CASE("the list stops at the limit of facts with whole groups") {
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += certificate(i == 0 ? "" : "[" + std::to_string(i) + "]", "a", "b", "", "");
  const auto event = capi2(90, "X509Objects", lines);
  const std::string subjects = fact(event, "CertSubject"), keys = fact(event, "CertSelfSigned");
  CHECK(std::count(subjects.begin(), subjects.end(), '|') == 30);
  CHECK(std::count(keys.begin(), keys.end(), '|') == 30);
}

}  // namespace doctor
