// What is remarkable about one certificate. Facts and how sure they are: docs/cert.md.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cert/remark_list.h"
#include "cert/remarks.h"

namespace doctor {

namespace {

// Since January 2016 no public CA signs with SHA-1, and internal ones had their warning.
constexpr CivilTime kEndOfSha1{2016, 1, 1, 0, 0, 0, 0};
constexpr std::uint32_t kShortestRsa = 1024, kUsualRsa = 2048;
constexpr std::size_t kNamesListed = 6;
constexpr const char* kReissue =
    "set the CA to SHA-256 (`certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256`, restart CertSvc) and issue "
    "this certificate anew: what exists keeps its signature";

bool is_self_signed(const Certificate& c) {
  return c.self_signed || c.self_signed_unverified;
}

void on_broken_hash(const Certificate& c, CertRole role, std::string_view code, RemarkList& list) {
  const std::string diagnosis = code == "md5" ? "pki-md5-chain" : code == "md2" ? "pki-md2-chain" : "";
  if (role == CertRole::root) {
    list.note(
        code,
        fmt::format(
            "the root is signed with {}: nobody checks a root's own signature, but a server that sends the root "
            "along fails with TLS 1.2",
            c.hash),
        fmt::format("see that the CA no longer signs with {} (`certutil -getreg ca\\csp`) and renew it when convenient",
                    c.hash),
        diagnosis);
    return;
  }
  list.error(code,
             fmt::format("signed with {}, which TLS 1.2 clients do not accept: connections to a server that sends this "
                         "certificate fail as "
                         "if there were no common cipher suite (36874, 36888 with alert 40)",
                         c.hash),
             std::string(kReissue) + "; do not switch TLS 1.2 off instead", diagnosis);
}

void on_sha1(const Certificate& c, CertRole role, RemarkList& list) {
  const bool late = c.not_before.ticks != 0 && c.not_before >= *from_civil(kEndOfSha1);
  if (role == CertRole::root || !late) {
    list.note("sha1", role == CertRole::root
                          ? "the root is signed with SHA-1: nobody checks a root's own signature"
                          : "signed with SHA-1: usual when it was issued, refused by browsers since 2017");
    return;
  }
  list.warning(
      "sha1",
      fmt::format(
          "signed with SHA-1 as late as {}: Windows still takes it from an internal CA, browsers and newer clients "
          "do not",
          day_text(c.not_before)),
      kReissue);
}

void on_sha512(CertRole role, RemarkList& list) {
  if (role == CertRole::root) {
    list.note("sha512", "the root is signed with SHA-512: that matters only if a server sends the root along");
    return;
  }
  list.warning(
      "sha512",
      "signed with SHA-512, which Windows Server 2008 R2, 2012 and 2012 R2 do not offer in TLS 1.2 before an update "
      "(KB2973337): there, the first front end of a pool starts and the others do not",
      "install the update on every server that is part of the connection, or issue the certificate with SHA-256",
      "pki-sha512-chain");
}

void on_pss(const Certificate& c, CertRole role, RemarkList& list) {
  const std::string with = c.pss_hash.empty() ? "RSASSA-PSS" : "RSASSA-PSS with " + c.pss_hash;
  const char* advice =
      "`certutil -setreg ca\\csp\\AlternateSignatureAlgorithm 0` on every CA, remove it from CAPolicy.inf, renew the "
      "CA "
      "certificates, then issue the others anew";
  if (role == CertRole::root) {
    list.note("rsassa-pss",
              fmt::format(
                  "the root is signed with {}: nobody checks a root's own signature, but its CA probably signs so, too",
                  with),
              advice, "pki-rsassa-pss-chain");
    return;
  }
  list.error(
      "rsassa-pss",
      fmt::format("signed with {}, which Lync and Skype for Business do not support, nor phones and older TLS stacks: "
                  "sign-in and call forwarding fail, or every connection",
                  with),
      advice, "pki-rsassa-pss-chain");
}

void on_signature(const Certificate& c, CertRole role, RemarkList& list) {
  if (c.hash == "MD5") on_broken_hash(c, role, "md5", list);
  if (c.hash == "MD4") on_broken_hash(c, role, "md4", list);
  if (c.hash == "MD2") on_broken_hash(c, role, "md2", list);
  if (c.hash == "RSASSA-PSS") on_pss(c, role, list);
  if (c.hash == "SHA512") on_sha512(role, list);
  if (c.hash == "SHA1") on_sha1(c, role, list);
}

void on_elliptic_key(const Certificate& c, CertRole role, RemarkList& list) {
  const bool usual = c.curve == "P-256" || c.curve == "P-384" || c.curve == "P-521";
  if (!usual) {
    list.warning("curve",
                 fmt::format("the curve of its key is {}: Windows of that time knows P-256, P-384 and P-521 only",
                             c.curve.empty() ? "not known" : c.curve),
                 "issue it with an RSA key of 2048 bits");
  }
  if (role != CertRole::leaf) return;
  list.warning(
      "ec-key",
      "its key is an EC key, which is always kept by a CNG provider: Lync 2010 and 2013 are reported to refuse such "
      "certificates, although the curve is on the list of what they support",
      "for Lync, request an RSA key with the provider Microsoft RSA SChannel Cryptographic Provider", "lync-cng-key");
}

void on_key(const Certificate& c, CertRole role, RemarkList& list) {
  if (c.key == "RSA" && c.key_bits > 0 && c.key_bits < kShortestRsa) {
    list.error(
        "weak-key",
        fmt::format("its RSA key has {} bits: Windows refuses every chain with a key of less than 1024", c.key_bits),
        role == CertRole::leaf ? "issue it anew with 2048 bits or more"
                               : "renew the CA with a new key of 2048 bits or more, then issue what it signed anew",
        "pki-weak-key");
  } else if (c.key == "RSA" && c.key_bits > 0 && c.key_bits < kUsualRsa) {
    list.warning(
        "short-key",
        fmt::format("its RSA key has {} bits: Windows still takes it, browsers and newer clients do not", c.key_bits),
        "take 2048 bits at the next renewal");
  } else if (c.key == "EC") {
    on_elliptic_key(c, role, list);
  } else if (c.key != "RSA") {
    list.warning(
        "key-kind",
        fmt::format("its key is of the kind {}: Lync and Skype for Business take RSA, or EC on P-256, P-384 and P-521",
                    c.key.empty() ? "unknown" : c.key),
        "issue it with an RSA key of 2048 bits");
  }
}

/// Of a CA certificate whose end harms nobody: another one is here.
void on_replaced(const Certificate& c, const Certificate& other, bool is_over, RemarkList& list) {
  const std::string ends = fmt::format("{} on {}", is_over ? "expired" : "expires", day_text(c.not_after));
  const std::string which = fmt::format("'{}' ({}, until {})", short_name(other.subject_cn, other.subject),
                                        other.thumbprint, day_text(other.not_after));
  const bool same_name = equals_ignore_case(c.subject, other.subject);
  list.note(
      is_over ? "expired" : "expires-soon",
      ends + (same_name
                  ? ": the valid " + which + " is here, and no chain of a leaf goes through the old one"
                  : ": it stands only above a cross-certificate, and there is a whole chain without it, with " + which),
      "see that servers do not send it along, and that it is not the only one computers know");
}

void on_dates(const Certificate& c, CertRole role, const RemarkOptions& options, RemarkList& list) {
  if (c.not_before.ticks == 0 || c.not_after.ticks == 0) {
    list.warning("no-dates", "its dates cannot be read: whether it is valid cannot be told");
  }
  if (options.now.ticks == 0) return;
  const FileTime now = options.now;
  const char* follows =
      role == CertRole::leaf ? "whoever checks it ends the connection" : "all it issued is refused with it";
  const char* renew = role == CertRole::leaf ? "renew it, assign the new one to the services and restart them"
                                             : "renew the CA certificate and distribute it";
  const bool is_over = c.not_after.ticks != 0 && c.not_after < now;
  const bool ends_soon = c.not_after.ticks != 0 && !is_over && c.not_after.ticks - now.ticks <= options.within.count;
  if (options.replaced_by != nullptr && (is_over || ends_soon)) {
    on_replaced(c, *options.replaced_by, is_over, list);
  } else if (is_over) {
    list.error("expired",
               fmt::format("expired on {}, {} ago: {}", day_text(c.not_after),
                           days_text({now.ticks - c.not_after.ticks}), follows),
               renew, "pki-certificate-expired");
  } else if (c.not_before > now) {
    list.error("not-yet-valid",
               fmt::format("not valid before {}, {} from now: until then, {}", day_text(c.not_before),
                           days_text({c.not_before.ticks - now.ticks}), follows),
               "compare the clock of this computer with that of the CA before anything else",
               "pki-certificate-not-yet-valid");
  } else if (ends_soon) {
    list.warning("expires-soon",
                 fmt::format("expires on {}, in {}: from then on, {}", day_text(c.not_after),
                             days_text({c.not_after.ticks - now.ticks}), follows),
                 renew, "pki-certificate-expiring");
  }
}

bool has_usage(const Certificate& c, std::string_view usage) {
  return std::find(c.key_usage.begin(), c.key_usage.end(), usage) != c.key_usage.end();
}

// Key agreement with a signature (ECDHE, all of TLS 1.3) needs Digital Signature; the old one, where the client encrypts the secret with
// the server's RSA key, needs Key Encipherment.
void on_key_usage(const Certificate& c, RemarkList& list) {
  if (!c.has_key_usage) return;
  const bool signs = has_usage(c, "Digital Signature");
  const bool enciphers = has_usage(c, "Key Encipherment");
  if (!signs && (c.key != "RSA" || !enciphers)) {
    list.error("key-usage",
               "its key usage allows neither signing nor key encipherment: clients that check it refuse the server",
               "issue it from a template with both (Web Server has them)");
  } else if (!signs) {
    list.warning("key-usage",
                 "its key usage lacks Digital Signature: clients that check it cannot use ECDHE suites, nor TLS 1.3",
                 "issue it from a template with both usages (Web Server has them)");
  } else if (c.key == "RSA" && !enciphers) {
    list.note(
        "key-usage",
        "its key usage lacks Key Encipherment: suites without forward secrecy, which old phones and gateways need, "
        "are not possible with it");
  }
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kNamesListed); ++i) out += (i > 0 ? ", " : "") + names[i];
  if (names.size() > kNamesListed) out += fmt::format(" and {} more", names.size() - kNamesListed);
  return out;
}

std::vector<std::string> purposes_of(const Certificate& c) {
  std::vector<std::string> out;
  for (const CertPurpose& p : c.extended_usage) out.push_back(p.name.empty() ? p.oid : p.name);
  return out;
}

void on_purpose(const Certificate& c, RemarkList& list) {
  if (is_for_no_server(c)) {
    list.note("no-server-usage", fmt::format("is for no server: its extended key usage is {}", listed(purposes_of(c))),
              "if it is meant for a server, issue it with Server Authentication (1.3.6.1.5.5.7.3.1) and its DNS names");
    return;
  }
  if (!good_for(c, kServerPurpose)) {
    list.error("no-server-usage",
               "its extended key usage does not hold Server Authentication: clients refuse it as certificate of a "
               "server, and Lync "
               "requires it",
               "if it is meant for a server, issue it with Server Authentication (1.3.6.1.5.5.7.3.1)");
    return;
  }
  if (!good_for(c, kClientPurpose)) {
    list.note("no-client-usage",
              "its extended key usage does not hold Client Authentication: enough for servers of one's own, but a "
              "partner that asks for a "
              "client certificate may refuse it");
  }
  on_key_usage(c, list);
}

/// The names by which clients know a server: those of the alternative names, or the common name where there are none.
std::vector<std::string> host_names(const Certificate& c) {
  std::vector<std::string> out = c.dns_names;
  out.insert(out.end(), c.ip_addresses.begin(), c.ip_addresses.end());
  if (out.empty() && !c.subject_cn.empty()) out.push_back(c.subject_cn);
  return out;
}

void on_expected_names(const Certificate& c, const RemarkOptions& options, RemarkList& list) {
  const std::vector<std::string> has = host_names(c);
  std::vector<std::string> missing, by_wildcard;
  for (const std::string& name : options.expected_names) {
    const auto covers = [&](const std::string& pattern) { return name_covers(pattern, name); };
    if (std::none_of(has.begin(), has.end(), covers)) {
      missing.push_back(name);
    } else if (std::none_of(has.begin(), has.end(), [&](const std::string& p) { return covers(p) && p[0] != '*'; })) {
      by_wildcard.push_back(name);
    }
  }
  if (!missing.empty()) {
    list.error(
        "name-missing",
        fmt::format(
            "does not have the name {}: who connects by it is told of a wrong principal (0x80090322); its names are {}",
            listed(missing), has.empty() ? "none" : listed(has)),
        "issue it with all names that are used (pool and server for a front end) among the alternative names",
        "pki-name-mismatch");
  }
  if (!by_wildcard.empty()) {
    list.note("wildcard-only", fmt::format("has the name {} by its wildcard only: browsers take that, not every server "
                                           "does (Exchange Unified Messaging "
                                           "with a wildcard breaks calls from Lync)",
                                           listed(by_wildcard)));
  }
}

void on_names(const Certificate& c, const RemarkOptions& options, RemarkList& list) {
  const bool nameless =
      c.dns_names.empty() && c.ip_addresses.empty() && c.emails.empty() && c.upns.empty() && c.uris.empty();
  if (nameless && good_for(c, kServerPurpose)) {
    list.warning(
        "no-names",
        "has no alternative names: browsers and newer clients do not look at the common name any more, and refuse it",
        "issue it with its host names as alternative names (DNS)");
  }
  on_expected_names(c, options, list);
}

void on_revocation(const Certificate& c, CertRole role, RemarkList& list) {
  if (c.crl_urls.empty()) {
    if (c.ocsp_no_check) return;  // it was asked for: the certificate of an OCSP responder lives shortly instead
    if (role == CertRole::leaf && is_for_no_server(c)) {
      list.note("no-crl-address", "names no address of a CRL: that it was revoked, nobody would learn");
    } else if (role == CertRole::leaf) {
      list.warning(
          "no-crl-address",
          fmt::format(
              "names no address of a CRL{}: Lync and Skype for Business ask for one in every certificate of a server",
              c.ocsp_urls.empty() ? "" : ", only of an OCSP responder"),
          "add an HTTP address to the CRL distribution points of the CA, then issue the certificate anew");
    } else {
      list.note("no-crl-address", "names no address of a CRL: that this CA was revoked, nobody would learn");
    }
    return;
  }
  const bool only_ldap = std::all_of(c.crl_urls.begin(), c.crl_urls.end(),
                                     [](const std::string& url) { return starts_with_ignore_case(url, "ldap:"); });
  if (only_ldap) {
    list.note("crl-ldap-only",
              "its CRL is to be had by LDAP only: edge servers, phones and computers outside of the domain often "
              "cannot fetch it",
              "add an HTTP address to the CRL distribution points of the CA");
  }
}

void on_place(const Certificate& c, CertRole role, const RemarkOptions& options, RemarkList& list) {
  if (options.in_root_store && !is_self_signed(c)) {
    list.error("not-a-root",
               "lies among the trusted roots and is not self-signed: since Windows Server 2012 that breaks the check "
               "of client "
               "certificates (HTTP 403.16, Lync 32042 and 61029 with 0x800B0109), often only after the next restart",
               "move it to the intermediate authorities (`certutil -addstore CA FILE`, then delete it from Root) and "
               "find the group "
               "policy that put it there",
               "pki-nonroot-in-trusted-root");
  }
  if (role == CertRole::leaf && is_self_signed(c)) {
    list.warning("self-signed-leaf",
                 "signed by itself: it is trusted only where it was put among the trusted roots by hand",
                 "for services that others connect to, take one of a CA", "pki-untrusted-issuer");
  }
}

void on_form(const Certificate& c, CertRole role, RemarkList& list) {
  if (!c.unknown_critical.empty()) {
    list.error("unknown-critical",
               fmt::format("holds a critical extension that is not known ({}): who does not know it either must refuse "
                           "the certificate",
                           listed(c.unknown_critical)),
               "ask the issuer what it is for");
  }
  if (c.version < 3 && role != CertRole::root) {
    list.warning(
        "old-version",
        fmt::format("is of version {}, which has neither alternative names nor usages: newer clients refuse it",
                    c.version),
        "issue it anew as version 3");
  }
  if (c.has_name_constraints && role != CertRole::leaf) {
    list.note(
        "name-constraints",
        "limits the names it may issue for (name constraints): whether the certificates below keep to that was not "
        "judged",
        "let Windows judge it: `certutil -verify -urlfetch FILE` with the certificate of the server");
  }
  if (c.must_staple && role == CertRole::leaf) {
    list.note("must-staple",
              "asks for an OCSP answer in every handshake: if the server cannot reach its responder, strict clients "
              "refuse it");
  }
}

}  // namespace

std::vector<Remark> remarks_on(const Certificate& c, CertRole role, const RemarkOptions& options) {
  RemarkList list;
  on_dates(c, role, options, list);
  on_place(c, role, options, list);
  on_signature(c, role, list);
  on_key(c, role, list);
  if (role == CertRole::leaf) {
    on_purpose(c, list);
    on_names(c, options, list);
  }
  on_form(c, role, list);
  // Nobody revokes what signed itself.
  if (role != CertRole::root && !is_self_signed(c)) on_revocation(c, role, list);
  return list.take();
}

}  // namespace doctor
