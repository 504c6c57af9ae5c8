#include "artifact/certutil_object.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace doctor {

namespace {

// Numbers do not change with the language of Windows.
constexpr std::string_view kSubjectAltName = "2.5.29.17", kCrlNumber = "2.5.29.20",
                           kTemplateName = "1.3.6.1.4.1.311.20.2", kTemplate = "1.3.6.1.4.1.311.21.7",
                           kNextCrlPublish = "1.3.6.1.4.1.311.21.4";

/// Labels whose text is taken as it is.
struct Label {
  std::string_view label, field;
};
constexpr Label kCertificateLabels[] = {
    {"NotBefore:", "NotBefore"},         {"NotAfter:", "NotAfter"},
    {"Template:", "Template"},           {"Certificate Template Name (Certificate Type):", "Template"},
    {"Provider =", "Provider"},          {"KeySpec =", "KeySpec"},
    {"Key Container =", "KeyContainer"},
};
constexpr Label kCrlLabels[] = {
    {"ThisUpdate:", "ThisUpdate"},
    {"NextUpdate:", "NextUpdate"},
    {"CRL Number=", "CRLNumber"},
};

/// "1.2.840.113549.1.1.11" at the front of the text, if something like it is there.
std::string_view leading_oid(std::string_view text) {
  std::size_t i = 0, dots = 0;
  while (i < text.size() && ((text[i] >= '0' && text[i] <= '9') || (text[i] == '.' && i > 0))) {
    if (text[i] == '.') ++dots;
    ++i;
  }
  return dots >= 2 && text[i - 1] != '.' ? text.substr(0, i) : std::string_view();
}

bool is_key_oid(std::string_view oid) {
  return oid == "1.2.840.113549.1.1.1" || oid == "1.2.840.10045.2.1" || oid == "1.2.840.10040.4.1" ||
         oid == "1.3.101.112";
}

bool is_signature_oid(std::string_view oid) {
  return !is_key_oid(oid) && (oid.starts_with("1.2.840.113549.1.1.") || oid.starts_with("1.2.840.10045.4.") ||
                              oid.starts_with("1.2.840.10040.4.") || oid.starts_with("1.3.14.3.2."));
}

/// Hex digits in one case without what stands between them.
std::string hex_digits(std::string_view text, bool upper) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == ':') continue;
    const bool small = c >= 'a' && c <= 'f', large = c >= 'A' && c <= 'F';
    if (!small && !large && (c < '0' || c > '9')) return {};
    out += small && upper ? static_cast<char>(c - 32) : large && !upper ? static_cast<char>(c + 32) : c;
  }
  return out;
}

}  // namespace

std::string_view behind_label(std::string_view text, std::string_view label) {
  if (!text.starts_with(label)) return {};
  const std::string_view rest = trim(text.substr(label.size()));
  return rest.empty() ? text.substr(text.size()) : rest;  // empty, but not null
}

std::string_view DescribedObject::find(std::string_view name) const {
  const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == name; });
  return at == fields.end() ? std::string_view() : std::string_view(at->second);
}

void DescribedObject::set(std::string_view name, std::string_view text) {
  if (!text.empty() && find(name).empty()) fields.emplace_back(name, text);
}

CertutilObject::CertutilObject(Location where, bool is_crl, std::string_view store) {
  object_.where = where;
  object_.is_crl = is_crl;
  object_.set("Store", store);
}

void CertutilObject::read_line(std::string_view line) {
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  const std::string_view text = trim(line);
  if (text.empty()) {
    section_ = Section::none;
    return;
  }
  ++lines_;
  if (indent >= 4 && read_extension_heading(text)) return;
  if (section_ == Section::extension && indent >= 8) return read_extension(text);
  if (indent >= 4 && (section_ == Section::issuer || section_ == Section::subject)) {
    if (text.find('=') == std::string_view::npos || text.starts_with("EMPTY")) return;
    std::string& name = section_ == Section::issuer ? issuer_ : subject_;
    if (!name.empty()) name += ", ";
    name += text;
    return;
  }
  if (indent < 4) section_ = Section::none;
  if (read_key(text)) return;
  if (indent < 4 && read_label(text)) return;
  if (indent == 4) read_algorithm(text);
}

/// "Issuer:", with the name in lines of its own or on the same.
void CertutilObject::begin_name(Section section, std::string_view inline_name) {
  subject_met_ = subject_met_ || section == Section::subject;
  section_ = section;
  std::string& name = section == Section::issuer ? issuer_ : subject_;
  if (name.empty() && !inline_name.starts_with("EMPTY")) name = inline_name;
}

bool CertutilObject::read_label(std::string_view text) {
  const auto starts = [&](std::string_view label) { return behind_label(text, label).data() != nullptr; };
  if (starts("Issuer:")) {
    begin_name(Section::issuer, behind_label(text, "Issuer:"));
  } else if (starts("Subject:")) {
    begin_name(Section::subject, behind_label(text, "Subject:"));
  } else if (starts("Serial Number:")) {
    // In a CRL these are the revoked ones.
    if (!object_.is_crl) object_.set("SerialNumber", hex_digits(behind_label(text, "Serial Number:"), false));
  } else if (starts("Cert Hash(sha1):") || starts("CRL Hash(sha1):")) {
    object_.set("Thumbprint", hex_digits(text.substr(text.find(':') + 1), true));
  } else if (starts("Public Key Length:")) {
    const std::string_view length = behind_label(text, "Public Key Length:");
    object_.set("PublicKeyLength", length.substr(0, length.find(' ')));
  } else if (starts("Root Certificate:")) {
    object_.set("RootCertificate", "yes");
  } else if (starts("Non-root Certificate")) {
    object_.set("RootCertificate", "no");
  } else {
    return false;
  }
  return true;
}

/// Labels that stand at different depths, and what certutil found out about the private key.
bool CertutilObject::read_key(std::string_view text) {
  const auto take = [&](const Label& l) {
    const std::string_view rest = behind_label(text, l.label);
    if (rest.data() == nullptr) return false;
    object_.set(l.field, rest);
    return true;
  };
  if (object_.is_crl) return std::any_of(std::begin(kCrlLabels), std::end(kCrlLabels), take);
  if (std::any_of(std::begin(kCertificateLabels), std::end(kCertificateLabels), take)) return true;
  const bool is_test = text.starts_with("Encryption test") || text.starts_with("Signature test");
  if (is_test && text.find("FAILED") != std::string_view::npos) {
    private_key_ = "unusable";
  } else if (text.starts_with("Missing stored keyset") || text.starts_with("No key provider information") ||
             text.starts_with("No stored keyset property")) {
    private_key_ = "missing";
  } else if (is_test || text.starts_with("Private key is ")) {
    if (private_key_.empty()) private_key_ = "present";
  } else {
    return false;
  }
  return true;
}

/// "    2.5.29.17: Flags = 0, Length = 1d"
bool CertutilObject::read_extension_heading(std::string_view text) {
  const std::string_view oid = leading_oid(text);
  if (oid.empty() || !text.substr(oid.size()).starts_with(": ") || text.find('=') == std::string_view::npos)
    return false;
  section_ = Section::extension;
  extension_ = oid;
  return true;
}

void CertutilObject::read_extension(std::string_view text) {
  if (extension_ == kSubjectAltName) {
    const std::string_view name = behind_label(text, "DNS Name=");
    constexpr std::size_t most = 1000;
    if (!name.empty() && object_.fields.size() < most) object_.add("DnsName", name);
  } else if (extension_ == kTemplateName) {
    object_.set("Template", text);
  } else if (extension_ == kTemplate) {
    const std::string_view name = behind_label(text, "Template=");
    object_.set("Template", name.substr(0, name.find('(')));
  } else if (extension_ == kCrlNumber) {
    const std::size_t at = text.find('=');
    if (at != std::string_view::npos) object_.set("CRLNumber", text.substr(at + 1));
  } else if (extension_ == kNextCrlPublish) {
    object_.set("NextCrlPublish", text);
  }
}

/// "    Algorithm ObjectId: 1.2.840.113549.1.1.4 md5RSA": the number tells what it is, in every language.
void CertutilObject::read_algorithm(std::string_view text) {
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return;
  std::string_view rest = trim(text.substr(colon + 1));
  const std::string_view oid = leading_oid(rest);
  if (oid.empty()) return;
  rest = trim(rest.substr(oid.size()));
  if (is_signature_oid(oid)) {
    object_.set("SignatureOid", oid);
    object_.set("SignatureAlgorithm", rest);
  } else if (is_key_oid(oid)) {
    object_.set("PublicKeyAlgorithm", rest.empty() ? oid : rest);
  }
}

bool CertutilObject::is_known() const {
  if (object_.is_crl) return !issuer_.empty();
  const bool named = !object_.find("SerialNumber").empty() || !object_.find("Thumbprint").empty();
  return named && !issuer_.empty() && subject_met_;  // without both nobody can say who signed it
}

DescribedObject CertutilObject::finish() {
  object_.set("Issuer", issuer_);
  object_.set("Subject", subject_);
  object_.set("PrivateKey", private_key_);
  return std::move(object_);
}

}  // namespace doctor
