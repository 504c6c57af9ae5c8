#include "facts/authority.h"

#include <doctest/doctest.h>

#include "facts_of.h"

namespace doctor {

using test::EventBuilder;
using test::facts_of;

namespace {

constexpr const char* kCa = "Microsoft-Windows-CertificationAuthority";
constexpr const char* kOffline =
    "Die Sperrfunktion konnte die Sperrung nicht pr\xC3\xBC"
    "fen. 0x80092013 (-2146885613 CRYPT_E_REVOCATION_OFFLINE)";

}  // namespace

TEST_CASE("the code is taken out of the text around it, in any language") {
  CHECK(facts_of(EventBuilder(kCa, 100).data("CACommonName", "Contoso Issuing CA").data("ErrorCode", kOffline)) ==
        "StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE CaName=Contoso Issuing CA");
  CHECK(facts_of(EventBuilder("CertSvc", 7).unnamed("12").unnamed(kOffline)) ==
        "StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE");
}

TEST_CASE("which certificate of the CA, which address") {
  CHECK(facts_of(EventBuilder(kCa, 48)
                     .data("CACommonName", "Contoso Issuing CA")
                     .data("ErrorCode", "no code here")
                     .data("CACertIdentifier", "0")) == "CaName=Contoso Issuing CA CaCertIndex=0");
  CHECK(facts_of(EventBuilder(kCa, 65).data("CAKeyIdentifier", "0").data("URL", "ldap:///CN=Contoso")) ==
        "CrlUrl=ldap:///CN=Contoso");
}

TEST_CASE("AutoEnrollment 64 names a certificate by its thumbprint") {
  const auto event = EventBuilder("Microsoft-Windows-CertificateServicesClient-AutoEnrollment", 64)
                         .data("Context", "local system")
                         .data("ObjId", "49 43 d5 0a");
  CHECK(facts_of(event) == "CertThumbprint=4943d50a");
  CHECK(facts_of(EventBuilder("Microsoft-Windows-CertificateServicesClient-AutoEnrollment", 64)
                     .data("ObjId", std::string(257, 'a'))) == "");
  CHECK(facts_of(EventBuilder("Microsoft-Windows-CertificateServicesClient-AutoEnrollment", 6)
                     .data("ErrorCode", "0x80092013")) == "StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE");
}

TEST_CASE("a certificate that was replaced: the new one and the old one, as elements or as attributes") {
  const char* provider = "Microsoft-Windows-CertificateServicesClient-Lifecycle-System";
  CHECK(facts_of(EventBuilder(provider, 1001)
                     .field("CertNotificationData/OldCertificateDetails/@Thumbprint", "Thumbprint", "aa01")
                     .field("CertNotificationData/NewCertificateDetails/@Thumbprint", "Thumbprint", "bb02")
                     .field("CertNotificationData/NewCertificateDetails/SubjectNames/SubjectName", "SubjectName", "fe01")) ==
        "CertThumbprint=bb02 CertSubject=fe01 OldCertThumbprint=aa01");
  CHECK(facts_of(EventBuilder(provider, 1002).field("CertNotificationData/CertificateDetails/Thumbprint", "Thumbprint", "cc03")) ==
        "CertThumbprint=cc03");
  CHECK(facts_of(EventBuilder(provider, 1002).data("Thumbprint", "dd04")) == "");
}

}  // namespace doctor
