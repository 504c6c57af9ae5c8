// Certificates for programs: docs/cert.md.
#include "report/cert_report.h"
#include "report/json_parts.h"

namespace doctor {

namespace {

void write_remarks(JsonWriter& j, const std::vector<Remark>& remarks) {
  j.key("remarks").begin_array();
  for (const Remark& r : remarks) {
    j.begin_object().field("code", r.code).field("level", remark_level_name(r.level)).field("text", r.text);
    text_or_null(j, "advice", r.advice);
    text_or_null(j, "diagnosis", r.diagnosis);
    j.end_object();
  }
  j.end_array();
}

void write_places(JsonWriter& j, const std::vector<Location>& places) {
  j.key("places").begin_array();
  for (const Location& where : places) {
    j.begin_object().field("file", std::uint64_t{where.source}).field("offset", where.offset).key("line");
    if (where.line > 0) {
      j.number(std::uint64_t{where.line});
    } else {
      j.null();
    }
    j.end_object();
  }
  j.end_array();
}

void write_file(JsonWriter& j, const CertReport::File& file) {
  j.begin_object().field("path", file.path);
  text_or_null(j, "error", file.error);
  j.field("certificates", file.certificates).field("crls", file.crls);
  strings(j, "others", file.others);
  write_damage(j, file.damage);
  j.end_object();
}

void write_key(JsonWriter& j, const Certificate& c) {
  j.key("key").begin_object().field("kind", c.key).field("bits", std::uint64_t{c.key_bits});
  text_or_null(j, "curve", c.curve);
  j.end_object();
}

void write_names(JsonWriter& j, const Certificate& c) {
  j.key("names").begin_object();
  strings(j, "dns", c.dns_names);
  strings(j, "ip", c.ip_addresses);
  strings(j, "email", c.emails);
  strings(j, "upn", c.upns);
  strings(j, "uri", c.uris);
  j.end_object();
}

void write_usages(JsonWriter& j, const Certificate& c) {
  j.key("is_ca");
  if (c.is_ca) {
    j.boolean(*c.is_ca);
  } else {
    j.null();
  }
  j.key("path_length");
  if (c.path_length) {
    j.number(std::uint64_t{*c.path_length});
  } else {
    j.null();
  }
  strings(j, "key_usage", c.key_usage);
  j.key("extended_usage");
  if (!c.has_extended_usage) {
    j.null();
    return;
  }
  j.begin_array();
  for (const CertPurpose& p : c.extended_usage) j.begin_object().field("oid", p.oid).field("name", p.name).end_object();
  j.end_array();
}

void write_certificate(JsonWriter& j, const Certificate& c, const CertReport::Judged& judged) {
  j.begin_object().field("role", cert_role_name(judged.role));
  j.field("subject", c.subject).field("issuer", c.issuer).field("serial", c.serial);
  j.field("thumbprint", c.thumbprint).field("sha256", c.sha256).field("public_key_sha256", c.public_key_sha256);
  j.field("version", static_cast<std::uint64_t>(c.version));
  time_or_null(j, "not_before", c.not_before);
  time_or_null(j, "not_after", c.not_after);
  text_or_null(j, "hash", c.hash);
  text_or_null(j, "pss_hash", c.pss_hash);
  j.field("signature_algorithm", c.signature_algorithm);
  write_key(j, c);
  j.flag("self_signed", c.self_signed || c.self_signed_unverified);
  write_names(j, c);
  write_usages(j, c);
  strings(j, "crl_urls", c.crl_urls);
  strings(j, "issuer_urls", c.ca_issuer_urls);
  strings(j, "ocsp_urls", c.ocsp_urls);
  text_or_null(j, "subject_key_id", c.subject_key_id);
  text_or_null(j, "authority_key_id", c.authority_key_id);
  text_or_null(j, "template", c.template_name);
  strings(j, "policies", c.policies);
  j.flag("name_constraints", c.has_name_constraints).flag("ocsp_no_check", c.ocsp_no_check);
  write_places(j, judged.places);
  write_remarks(j, judged.remarks);
  j.end_object();
}

void write_chain(JsonWriter& j, const CertReport::Chain& c) {
  j.begin_object().key("certificates").begin_array();
  for (const CertChain::Link& link : c.chain.links) {
    j.begin_object().field("certificate", std::uint64_t{link.certificate}).key("verified");
    if (link.verified) {
      j.boolean(*link.verified);
    } else {
      j.null();
    }
    j.end_object();
  }
  j.end_array().flag("complete", c.chain.complete);
  text_or_null(j, "missing", c.chain.missing);
  strings(j, "missing_urls", c.chain.missing_urls);
  write_remarks(j, c.remarks);
  j.end_object();
}

void write_crl(JsonWriter& j, const CertReport::JudgedCrl& judged) {
  const Crl& crl = judged.crl;
  j.begin_object().field("issuer", crl.issuer).field("thumbprint", crl.thumbprint);
  text_or_null(j, "number", crl.number);
  j.flag("is_delta", crl.is_delta).field("revoked", crl.revoked);
  time_or_null(j, "this_update", crl.this_update);
  time_or_null(j, "next_update", crl.next_update);
  time_or_null(j, "next_publish", crl.next_publish);
  text_or_null(j, "hash", crl.hash);
  j.field("signature_algorithm", crl.signature_algorithm);
  text_or_null(j, "authority_key_id", crl.authority_key_id);
  write_places(j, judged.places);
  write_remarks(j, judged.remarks);
  j.end_object();
}

void write_totals(JsonWriter& j, const CertReport& report) {
  const auto [errors, warnings, notes] = report.levels();
  j.key("totals").begin_object();
  j.field("certificates", std::uint64_t{report.certificates.size()})
      .field("chains", std::uint64_t{report.chains.size()});
  j.field("crls", std::uint64_t{report.crls.size()});
  j.field("errors", errors).field("warnings", warnings).field("notes", notes).end_object();
}

}  // namespace

std::string cert_json(const CertReport& report, const std::string& tool_version) {
  std::string out;
  JsonWriter j(out);
  j.begin_object().field("schema", "schannel-doctor/cert/1");
  j.key("tool").begin_object().field("version", tool_version).end_object();
  time_or_null(j, "now", report.now);
  write_totals(j, report);
  j.key("files").begin_array();
  for (const CertReport::File& f : report.files) write_file(j, f);
  j.end_array().key("chains").begin_array();
  for (const CertReport::Chain& c : report.chains) write_chain(j, c);
  j.end_array().key("certificates").begin_array();
  for (std::size_t i = 0; i < report.certificates.size(); ++i) {
    write_certificate(j, report.certificates[i], report.judged[i]);
  }
  j.end_array().key("crls").begin_array();
  for (const CertReport::JudgedCrl& c : report.crls) write_crl(j, c);
  j.end_array();
  write_remarks(j, report.remarks);
  j.end_object();
  return out + "\n";
}

}  // namespace doctor
