#pragma once
#include <span>
#include <string>

#include "cert/certificate.h"
#include "redact/redactor.h"

namespace doctor::redact {

/// The certificate with pseudonyms in its names, serial number and key identifiers, as DER. Everything else is as it was, also the key and
/// the signature, which no longer fits: who reads it finds the same algorithms, dates and usages, but no self-signed certificate.
std::string redacted_certificate(const Certificate& certificate, const NameBook& book);

/// Bytes from which certificates_in() reads these, redacted: one behind the other, as Schannel attaches them (a length of four bytes in
/// front), or, with `plain`, without that.
std::string redacted_certificates(std::span<const Certificate> certificates, bool plain, const NameBook& book);

}  // namespace doctor::redact
