#pragma once
#include "facts/fact_list.h"

namespace doctor::facts {

/// Events of a certification authority (AD CS): StatusCode, StatusName, CaName, CaCertIndex, CrlUrl.
/// Source of the fields: gradenegger.eu's descriptions of 42, 48, 65, 66, 74, 75 and 100.
void add_authority_facts(FactList& out);

/// AutoEnrollment 64: CertThumbprint, from the attached object id. 6 and 13: StatusCode.
/// Source: an exported event 64; the manifest of Windows 10.
void add_enrollment_facts(FactList& out);

/// CertificateServicesClient-Lifecycle 1001 and later: CertThumbprint, CertSubject, OldCertThumbprint, as far as they are there.
/// Source: the manifest of Windows 10 names the elements; which of them are attributes is not known, so both are read.
void add_lifecycle_facts(FactList& out);

}  // namespace doctor::facts
