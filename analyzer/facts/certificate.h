#pragma once
#include <string_view>

#include "cert/certificate.h"
#include "cert/crl.h"
#include "facts/fact_list.h"

namespace doctor::facts {

/// The facts of one certificate or CRL that stands in an event as bytes, under the names that CAPI2 event 90 has for them.
void add_certificate_facts(FactList& out, const Certificate& certificate);
void add_crl_facts(FactList& out, const Crl& crl);

/// The certificates in the first of these fields that has any: typed as bytes, or as hexadecimal text.
void add_attached_certificates(FactList& out);

}  // namespace doctor::facts
