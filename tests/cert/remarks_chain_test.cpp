#include <doctest/doctest.h>

#include "cert/good_certs.h"
#include "cert/make_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string about(const std::vector<Certificate>& path, bool complete = true) {
  CertChain chain;
  for (std::size_t i = 0; i < path.size(); ++i) chain.links.push_back({i, true});
  chain.complete = complete;
  if (!complete) {
    chain.missing = path.back().issuer;
    chain.links.back().verified.reset();
  }
  return said(remarks_on(chain, path, in_june_2015()));
}

Certificate limited(Certificate c, std::uint32_t path_length) {
  c.path_length = path_length;
  return c;
}

constexpr const char* kSound = "note intermediates-needed";

}  // namespace

TEST_CASE("a sound chain has a note at most") {
  CHECK(about({good_leaf(), good_ca(), good_root()}) == kSound);
  CHECK(about({good_leaf(), good_root()}).empty());
  CHECK(about({good_root()}).empty());
}

TEST_CASE("a leaf alone is judged with a reservation, a CA without its root is not bad") {
  CHECK(about({good_leaf()}, false) == "warning missing-issuer");
  CHECK(about({good_leaf(), good_ca()}, false) == "note missing-issuer");
  CHECK(about({good_ca()}, false) == "note missing-issuer");

  CertChain chain;
  chain.links = {{0, std::nullopt}};
  chain.missing = "CN=Contoso Issuing CA";
  chain.missing_urls = {"http://pki.contoso.com/a.crt", "ldap:///CN=a"};
  const std::vector<Certificate> given = {good_leaf()};
  CHECK(remarks_on(chain, given, {})[0].text.starts_with(
      "the issuer 'CN=Contoso Issuing CA' of 'fe01.contoso.com' is not among the files; it says that can be had from "
      "http://pki.contoso.com/a.crt and 1 more"));
}

TEST_CASE("a signature that does not fit") {
  const std::vector<Certificate> given = {good_leaf(), good_ca(), good_root()};
  CertChain chain;
  chain.links = {{0, false}, {1, std::nullopt}, {2, true}};
  chain.complete = true;
  const auto remarks = remarks_on(chain, given, in_june_2015());
  CHECK(said(remarks) == std::string("error bad-signature, ") + kSound);
  CHECK(remarks[0].text.find("'fe01.contoso.com' was not made by the key of 'Contoso Issuing CA'") !=
        std::string::npos);
  chain.links[0].verified.reset();  // cannot be checked: nothing is said
  CHECK(said(remarks_on(chain, given, in_june_2015())) == kSound);

  chain.links = {{2, false}};
  chain.complete = false;
  CHECK(said(remarks_on(chain, given, in_june_2015())) == "error bad-signature");
}

TEST_CASE("who may issue") {
  Certificate no_ca = good_ca();
  no_ca.is_ca = false;
  CHECK(about({good_leaf(), no_ca, good_root()}) == std::string("error not-a-ca, ") + kSound);
  no_ca.is_ca.reset();
  CHECK(about({good_leaf(), no_ca, good_root()}) == std::string("error not-a-ca, ") + kSound);
  Certificate old_root = good_root();
  old_root.is_ca.reset();
  CHECK(about({good_leaf(), good_ca(), old_root}) == kSound);

  Certificate no_sign = good_ca();
  no_sign.key_usage = {"Digital Signature"};
  CHECK(about({good_leaf(), no_sign, good_root()}) == std::string("error ca-key-usage, ") + kSound);

  Certificate for_mail = good_ca();
  for_mail.has_extended_usage = true;
  for_mail.extended_usage = {{"1.3.6.1.5.5.7.3.4", "Secure Email"}};
  CHECK(about({good_leaf(), for_mail, good_root()}) == std::string("error ca-purpose, ") + kSound);
  Certificate client = good_leaf();  // it is not for servers anyway
  client.extended_usage.erase(client.extended_usage.begin());
  CHECK(about({client, for_mail, good_root()}) == kSound);
}

TEST_CASE("the path length counts CAs below, not the leaf and not a change of keys") {
  const Certificate policy = good_ca("Contoso Policy CA");
  CHECK(about({good_leaf(), limited(good_ca(), 0), limited(good_root(), 1)}) == kSound);
  CHECK(about({good_leaf(), limited(good_ca(), 0), good_root()}) == kSound);
  CHECK(about({good_leaf(), good_ca(), limited(good_root(), 0)}) == std::string("error path-length, ") + kSound);
  CHECK(about({good_leaf(), good_ca(), limited(policy, 0), good_root()}) ==
        std::string("error path-length, ") + kSound);
  CHECK(about({good_leaf(), good_ca(), limited(policy, 1), limited(good_root(), 2)}) == kSound);
  Certificate new_key = good_ca();
  new_key.self_issued = true;
  CHECK(about({good_leaf(), new_key, limited(good_root(), 0)}) == kSound);
}

TEST_CASE("a CA that ends before what it issued") {
  Certificate ca = good_ca();
  ca.not_after = day("2016-01-01");
  CHECK(about({good_leaf(), ca, good_root()}) == std::string("note ends-before-leaf, ") + kSound);
  ca.not_after = day("2015-05-01");  // expired: the certificate itself says so
  CHECK(about({good_leaf(), ca, good_root()}) == kSound);
}

TEST_CASE("a chain that was cut") {
  std::vector<Certificate> path = {good_leaf()};
  while (path.size() < kLongestChain) path.push_back(good_ca());
  CHECK(about(path, false) == "error chain-too-long");
}

TEST_CASE("real certificates of three tiers have no error and no warning") {
  CertSpec root = ca_spec("CN=Contoso Root CA", 1), issuing = ca_spec("CN=Contoso Issuing CA", 2);
  CertSpec leaf = leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com"});
  issuing.signed_by = &root;
  leaf.signed_by = &issuing;
  leaf.crl_urls = {"http://pki.contoso.com/issuing.crl"};
  issuing.crl_urls = {"http://pki.contoso.com/root.crl"};
  std::vector<Certificate> given;
  for (const CertSpec* spec : {&root, &issuing, &leaf}) given.push_back(*parse_certificate(make_certificate(*spec)));
  const auto chains = build_chains(given);
  REQUIRE(chains.size() == 1);
  std::vector<Remark> all = remarks_on(chains[0], given, in_june_2015());
  for (std::size_t i = 0; i < given.size(); ++i) {
    for (Remark& r : remarks_on(given[i], role_of(given[i], i < 2), in_june_2015())) all.push_back(std::move(r));
  }
  for (const Remark& r : all) {
    CAPTURE(r.code);
    CHECK(r.level == RemarkLevel::note);
  }
}

TEST_CASE("what is for no server need not be sent with its intermediates") {
  Certificate signer = good_leaf();
  signer.dns_names.clear();
  signer.extended_usage = {{"1.3.6.1.5.5.7.3.3", "Code Signing"}};
  CHECK(about({signer, good_ca(), good_root()}).empty());
}
