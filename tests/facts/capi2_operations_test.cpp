#include "facts/capi2_operations.h"

#include <doctest/doctest.h>

#include "facts_of.h"
#include "tree_builder.h"

namespace doctor {

using test::capi2;
using test::facts_of;

TEST_CASE("an SSL policy check is for TLS") {
  CHECK(facts_of(capi2(30, "CertVerifyCertificateChainPolicy",
                       "Policy/@type=CERT_CHAIN_POLICY_SSL\nPolicy/@constant=4\nCertificate/@fileRef=EC53.cer\n"
                       "Certificate/@subjectName=*.contoso.local\nSSLAdditionalPolicyInfo/@authType=server\n"
                       "SSLAdditionalPolicyInfo/@serverName=sip.contoso.local\nEventAuxInfo/@ProcessName=lsass.exe\n"
                       "Result/@value=800B0109")) ==
        "CapiOperation=verify-policy CapiProcess=lsass.exe StatusCode=0x800b0109 StatusName=CERT_E_UNTRUSTEDROOT "
        "CapiResult=failed PolicyType=CERT_CHAIN_POLICY_SSL PolicyServerName=sip.contoso.local "
        "ChainSubject=*.contoso.local "
        "ChainThumbprint=EC53 ChainSubjectScope=same-domain ChainForTls=yes");
  CHECK(test::fact(capi2(30, "CertVerifyCertificateChainPolicy", "Policy/@oid=1.2.3"), "PolicyType") == "1.2.3");
  CHECK(test::fact(capi2(30, "CertVerifyCertificateChainPolicy", "Policy/@type=CERT_CHAIN_POLICY_BASE"),
                   "ChainForTls") == "-");
}

TEST_CASE("a revocation check names the certificate, the source and the error") {
  CHECK(
      facts_of(capi2(41, "CertVerifyRevocation",
                     "Certificate/@subjectName=Contoso Issuing CA\nRevocationStatus/@index=0\n"
                     "RevocationStatus/@error=80092013\nCertificateRevocationList/@location=UrlCache\n"
                     "CertificateRevocationList/@url=http://pki.contoso.com/root.crl\n"
                     "CertificateRevocationList/@issuerName=Contoso Root CA\nResult/@value=80092013")) ==
      "CapiOperation=verify-revocation StatusCode=0x80092013 StatusName=CRYPT_E_REVOCATION_OFFLINE CapiResult=failed "
      "RevocationSubject=Contoso Issuing CA RevocationUrl=http://pki.contoso.com/root.crl RevocationLocation=UrlCache "
      "CrlIssuer=Contoso Root CA RevocationError=0x80092013");
  CHECK(test::fact(capi2(41, "CertVerifyRevocation", "OCSPResponse/@url=http://ocsp.contoso.com"), "RevocationUrl") ==
        "http://ocsp.contoso.com");
}

TEST_CASE("a rejected CRL says which step rejected it, and has no result") {
  CHECK(facts_of(capi2(42, "CertRejectedRevocationInfo",
                       "SubjectCertificate/@subjectName=Contoso Issuing CA\n"
                       "CertificateRevocationList/@url=http://pki.contoso.com/root.crl\n"
                       "CertificateRevocationList/@issuerName=Contoso Root CA\nAction/@name=CheckTimeValidity")) ==
        "CapiOperation=reject-revocation RevocationSubject=Contoso Issuing CA "
        "RevocationUrl=http://pki.contoso.com/root.crl "
        "CrlIssuer=Contoso Root CA RevocationAction=CheckTimeValidity");
}

TEST_CASE("a retrieval is ok by its result, not by what failed on the way") {
  CHECK(facts_of(capi2(53, "CryptRetrieveObjectByUrlWire",
                       "URL/@scheme=http\nURL=http://pki.contoso.com/root.crl\nObject/@type=CONTEXT_OID_CRL\n"
                       "AdditionalInfo/Action/Error/@value=2F94\nResult/@value=0")
                     .level(2)) ==
        "CapiOperation=retrieve-url StatusCode=0x0 CapiResult=ok RetrievalUrl=http://pki.contoso.com/root.crl "
        "RetrievalObject=CONTEXT_OID_CRL RetrievalResult=ok");
}

TEST_CASE("a private key has a certificate") {
  CHECK(
      facts_of(capi2(70, "CryptAcquireCertificatePrivateKey",
                     "Certificate/@fileRef=AA11.cer\nCertificate/@subjectName=fe01.contoso.local\nResult/@value=0")) ==
      "CapiOperation=private-key StatusCode=0x0 CapiResult=ok KeySubject=fe01.contoso.local KeyThumbprint=AA11 "
      "KeyResult=ok");
}

TEST_CASE("what the cache knows of a CRL") {
  const auto cached = [](std::string_view kind) {
    return test::facts_of(test::capi2(51, "CryptRetrieveObjectByUrlCache",
                                      "URL=http://pki.contoso.com/root.crl\nObject/@type=CONTEXT_OID_CRL\n"
                                      "URLCachePrefetchInfo/@objectType=CRYPTNET_URL_CACHE_PRE_FETCH_" +
                                          std::string(kind) +
                                          "\nURLCachePrefetchInfo/@nextUpdateTime=2015-05-31T07:00:00Z\nResult/@value=0"));
  };
  CHECK(cached("CRL") ==
        "CapiOperation=retrieve-cache StatusCode=0x0 CapiResult=ok RetrievalUrl=http://pki.contoso.com/root.crl "
        "RetrievalObject=CONTEXT_OID_CRL RetrievalResult=ok CrlNextUpdate=2015-05-31T07:00:00Z CrlDaysLeft=-1 CrlLongDaysLeft=");
  CHECK(cached("OCSP").find("CrlNextUpdate") == std::string::npos);
}

}  // namespace doctor
