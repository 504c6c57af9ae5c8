#include "redact/field_kind.h"

#include <doctest/doctest.h>

using redact_kind = doctor::redact::FieldKind;
using doctor::redact::field_kind;

TEST_CASE("fields of Windows, of CAPI2 and of our own") {
  CHECK(field_kind("Computer") == redact_kind::host);
  CHECK(field_kind("WorkstationName") == redact_kind::host);
  CHECK(field_kind("SubjectUserName") == redact_kind::user);
  CHECK(field_kind("TargetDomainName") == redact_kind::domain);
  CHECK(field_kind("subjectName") == redact_kind::subject);
  CHECK(field_kind("CN") == redact_kind::subject);
  CHECK(field_kind("DC_1") == redact_kind::dn_label);
  CHECK(field_kind("fileRef") == redact_kind::number);
  CHECK(field_kind("CertThumbprint") == redact_kind::number);
  CHECK(field_kind("DriverVersion") == redact_kind::version);
  CHECK(field_kind("Binary") == redact_kind::bytes);
}

TEST_CASE("flags of CAPI2 are called like names and hold true and false") {
  CHECK(field_kind("CERT_TRUST_HAS_PREFERRED_ISSUER") == redact_kind::text);
  CHECK(field_kind("Data") == redact_kind::text);
  CHECK(field_kind("") == redact_kind::text);
  CHECK(field_kind("_1") == redact_kind::text);
}
