// What is remarkable about a chain as a whole.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "cert/remark_list.h"
#include "cert/remarks.h"

namespace doctor {

namespace {

const std::string& name_of(const Certificate& c) {
  return short_name(c.subject_cn, c.subject);
}

bool is_self_signed(const Certificate& c) {
  return c.self_signed || c.self_signed_unverified;
}

/// The certificates of a chain, leaf first.
std::vector<const Certificate*> elements(const CertChain& chain, std::span<const Certificate> given) {
  std::vector<const Certificate*> out;
  for (const CertChain::Link& link : chain.links) out.push_back(&given[link.certificate]);
  return out;
}

void on_signatures(const CertChain& chain, const std::vector<const Certificate*>& path, RemarkList& list) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (chain.links[i].verified.value_or(true)) continue;
    if (i + 1 == path.size()) {
      list.error(
          "bad-signature",
          fmt::format(
              "'{}' names itself as its issuer, and its own key did not make its signature: it was damaged or forged",
              name_of(*path[i])),
          "compare its thumbprint with that of the same certificate on the CA");
      continue;
    }
    list.error(
        "bad-signature",
        fmt::format(
            "the signature of '{}' was not made by the key of '{}' that is among the files: whoever checks the chain "
            "with it refuses it",
            name_of(*path[i]), name_of(*path[i + 1])),
        "look for another certificate of that CA: one that was renewed with a new key has the same name",
        "pki-untrusted-issuer");
  }
}

std::string where_to_get(const CertChain& chain) {
  if (chain.missing_urls.empty()) return "it does not say where that can be had";
  std::string out = "it says that can be had from " + chain.missing_urls.front();
  if (chain.missing_urls.size() > 1) out += fmt::format(" and {} more", chain.missing_urls.size() - 1);
  return out;
}

void on_missing(const CertChain& chain, const std::vector<const Certificate*>& path, RemarkList& list) {
  if (chain.complete) return;
  const Certificate& last = *path.back();
  if (path.size() == kLongestChain) {
    list.error("chain-too-long", fmt::format("there are more than {} certificates one above the other", kLongestChain),
               "such a chain is not of a CA: look where the files come from");
    return;
  }
  if (!chain.links.back().verified.value_or(true)) return;  // it is there, and bad: said already
  const std::string text = fmt::format("the issuer '{}' of '{}' is not among the files; {}", chain.missing,
                                       name_of(last), where_to_get(chain));
  if (path.size() == 1 && role_of(last, false) == CertRole::leaf) {
    list.warning("missing-issuer", text + ": what stands above this certificate was not judged",
                 "give the certificates of its CAs, too (`certutil -store CA`); on the server, an intermediate belongs "
                 "among the "
                 "intermediate authorities, because phones do not fetch one that is not sent",
                 "pki-incomplete-chain");
  } else {
    list.note("missing-issuer", text, "give it, too, to have the whole chain judged");
  }
}

void on_intermediates(const CertChain& chain, const std::vector<const Certificate*>& path, RemarkList& list) {
  if (path.size() < 2 || role_of(*path[0], false) != CertRole::leaf || is_for_no_server(*path[0])) return;
  std::string names;
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (is_self_signed(*path[i])) continue;
    names += (names.empty() ? "'" : ", '") + name_of(*path[i]) + "'";
  }
  if (names.empty() || !chain.complete) return;
  list.note(
      "intermediates-needed",
      fmt::format("the server must send {}: phones, USB-tethered ones above all, do not fetch an intermediate", names),
      "see that it lies among the intermediate authorities of the server (`certutil -store CA`)",
      "lync-phone-missing-intermediate");
}

void on_ca(const Certificate& ca, RemarkList& list) {
  // A root of version 1 or without Basic Constraints is one because it is trusted.
  if (!ca.is_ca.value_or(is_self_signed(ca))) {
    list.error("not-a-ca",
               fmt::format("'{}' issued a certificate and is not marked as a CA: whoever checks the chain refuses it",
                           name_of(ca)),
               "issue it anew as a CA (Basic Constraints), then what it signed");
  }
  const auto signs = [](const std::string& usage) { return usage.find("Certificate Sign") != std::string::npos; };
  if (ca.has_key_usage && std::none_of(ca.key_usage.begin(), ca.key_usage.end(), signs)) {
    list.error(
        "ca-key-usage",
        fmt::format("the key usage of '{}' does not allow it to sign certificates: whoever checks the chain refuses it",
                    name_of(ca)),
        "issue it anew as a CA, then what it signed");
  }
}

void on_cas(const std::vector<const Certificate*>& path, RemarkList& list) {
  std::size_t below =
      0;  // CAs between this one and the last certificate that count for the path length (RFC 5280, 4.2.1.9)
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Certificate& ca = *path[i];
    on_ca(ca, list);
    if (ca.path_length && below > *ca.path_length) {
      list.error("path-length",
                 fmt::format("'{}' allows {} CAs below it, and there are {}: whoever checks the chain refuses it",
                             name_of(ca), *ca.path_length, below),
                 "issue the CA below it from one that may have CAs, or renew it with a larger path length");
    }
    if (!ca.self_issued) ++below;
  }
}

// Extended usages of a CA limit what it may issue for: Windows and others take what is common to the whole chain. Of a root they are
// not looked at by all, so only intermediates count here.
void on_ca_purpose(const std::vector<const Certificate*>& path, RemarkList& list) {
  const Certificate& leaf = *path[0];
  if (role_of(leaf, false) != CertRole::leaf || !good_for(leaf, kServerPurpose)) return;
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (is_self_signed(*path[i]) || good_for(*path[i], kServerPurpose)) continue;
    list.error("ca-purpose",
               fmt::format("the extended key usage of '{}' does not hold Server Authentication: what it issues is not "
                           "good for a server",
                           name_of(*path[i])),
               "issue the certificate from another CA, or renew this one without that limit");
  }
}

// What no single certificate shows: the leaf is valid for long, and a CA above it is not.
void on_end(const std::vector<const Certificate*>& path, const RemarkOptions& options, RemarkList& list) {
  const Certificate& leaf = *path[0];
  const Certificate* first = path[0];
  for (const Certificate* c : path) {
    if (c->not_after.ticks != 0 && c->not_after < first->not_after) first = c;
  }
  if (first == path[0] || (options.now.ticks != 0 && first->not_after < options.now)) return;
  list.note("ends-before-leaf",
            fmt::format("'{}' is valid until {}, and '{}' above it ends on {}: on that day all fails together",
                        name_of(leaf), day_text(leaf.not_after), name_of(*first), day_text(first->not_after)),
            "renew the CA before then");
}

}  // namespace

std::vector<Remark> remarks_on(const CertChain& chain, std::span<const Certificate> given,
                               const RemarkOptions& options) {
  const std::vector<const Certificate*> path = elements(chain, given);
  RemarkList list;
  if (path.empty()) return {};
  on_signatures(chain, path, list);
  on_missing(chain, path, list);
  on_cas(path, list);
  on_ca_purpose(path, list);
  on_end(path, options, list);
  on_intermediates(chain, path, list);
  return list.take();
}

}  // namespace doctor
