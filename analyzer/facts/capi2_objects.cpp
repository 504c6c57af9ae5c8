#include "facts/capi2_objects.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "facts/algorithms.h"
#include "facts/capi2_read.h"

namespace doctor::facts {

namespace {

struct CertificateObject {
  std::string_view shown_name, common_name, file_ref, hash_name, oid, key, key_length, not_before, not_after;
  std::string_view own_key_id, issuer_key_id;
  std::string subject, issuer;  ///< all parts of the names, one per line
};

struct CrlObject {
  std::string_view issuer_name, issuer_common_name, this_update, next_update;
};

void take(std::string_view& place, std::string_view value) {
  if (place.empty()) place = value;
}

void read_certificate(CertificateObject& c, std::string_view path, std::string_view text) {
  if (path == "@subjectName") {
    take(c.shown_name, text);
  } else if (path == "@fileRef") {
    take(c.file_ref, text);
  } else if (path == "SignatureAlgorithm/@hashName") {
    take(c.hash_name, text);
  } else if (path == "SignatureAlgorithm/@oid") {
    take(c.oid, text);
  } else if (path == "PublicKeyAlgorithm/@publicKeyName") {
    take(c.key, text);
  } else if (path == "PublicKeyAlgorithm/@publicKeyLength") {
    take(c.key_length, text);
  } else if (path == "NotBefore") {
    take(c.not_before, text);
  } else if (path == "NotAfter") {
    take(c.not_after, text);
  } else if (path == "SubjectKeyID/@hash") {
    take(c.own_key_id, text);
  } else if (path == "Extensions/AuthorityKeyIdentifier/KeyID/@hash") {
    take(c.issuer_key_id, text);
  } else if (path.starts_with("Subject/")) {
    if (path == "Subject/CN") take(c.common_name, text);
    c.subject.append(path.substr(8)).append("=").append(text).append("\n");
  } else if (path.starts_with("Issuer/")) {
    c.issuer.append(path.substr(7)).append("=").append(text).append("\n");
  }
}

void read_crl(CrlObject& crl, std::string_view path, std::string_view text) {
  if (path == "@issuerName") {
    take(crl.issuer_name, text);
  } else if (path == "Issuer/CN") {
    take(crl.issuer_common_name, text);
  } else if (path == "ThisUpdate") {
    take(crl.this_update, text);
  } else if (path == "NextUpdate") {
    take(crl.next_update, text);
  }
}

/// Equal names alone do not prove it: a renewed CA may have issued its own new certificate with the old key.
bool is_self_signed(const CertificateObject& c) {
  if (c.subject.empty() || c.subject != c.issuer) return false;
  return c.own_key_id.empty() || c.issuer_key_id.empty() || equals_ignore_case(c.own_key_id, c.issuer_key_id);
}

void add_certificate(FactList& out, const CertificateObject& c) {
  if (!out.room_for(8)) return;
  out.text("CertSubject", c.shown_name.empty() ? c.common_name : c.shown_name);
  out.text("CertThumbprint", thumbprint(c.file_ref));
  out.text("CertHash", signature_hash(c.hash_name, c.oid));
  out.text("CertKey", trim(std::string(c.key) + " " + std::string(c.key_length)));
  out.text("CertNotBefore", c.not_before);
  out.text("CertNotAfter", c.not_after);
  add_days_left(out, "CertDaysLeft", c.not_after);
  out.word("CertSelfSigned", is_self_signed(c) ? "yes" : "no");
}

void add_crl(FactList& out, const CrlObject& crl) {
  if (!out.room_for(5)) return;
  out.text("CrlIssuer", crl.issuer_name.empty() ? crl.issuer_common_name : crl.issuer_name);
  out.text("CrlThisUpdate", crl.this_update);
  out.text("CrlNextUpdate", crl.next_update);
  add_days_left(out, "CrlDaysLeft", crl.next_update);
  add_long_days_left(out, crl.this_update, crl.next_update);
}

/// The object of that number; null beyond what is looked at.
template <class T>
T* object(std::vector<T>& objects, std::size_t index) {
  if (index >= kMaxElements) return nullptr;
  if (index >= objects.size()) objects.resize(index + 1);
  return &objects[index];
}

}  // namespace

void add_object_facts(FactList& out, const Tree& tree) {
  std::vector<CertificateObject> certificates;
  std::vector<CrlObject> crls;
  for (const Field& field : tree.event().data) {
    const Step step = first_step(tree.below_root(field));
    if (step.name == "Certificate") {
      if (auto* c = object(certificates, step.index)) read_certificate(*c, step.rest, trim(out.text_of(field.value)));
    } else if (step.name == "CertificateRevocationList") {
      if (auto* crl = object(crls, step.index)) read_crl(*crl, step.rest, trim(out.text_of(field.value)));
    }
  }
  for (const CertificateObject& c : certificates) add_certificate(out, c);
  for (const CrlObject& crl : crls) add_crl(out, crl);
}

}  // namespace doctor::facts
