#include "cert/chain.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "cert/make_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

Certificate made(const CertSpec& spec) {
  auto c = parse_certificate(make_certificate(spec));
  REQUIRE(c);
  return *std::move(c);
}

struct ThreeTiers {
  CertSpec root = ca_spec("CN=Contoso Root CA, O=Contoso", 1);
  CertSpec issuing = ca_spec("CN=Contoso Issuing CA, O=Contoso", 2);
  CertSpec leaf = leaf_spec("CN=fe01.contoso.com", {"fe01.contoso.com"});
  ThreeTiers() {
    issuing.signed_by = &root;
    leaf.signed_by = &issuing;
    issuing.ca_issuer_urls = {"http://pki.contoso.com/root.crt"};
    leaf.ca_issuer_urls = {"http://pki.contoso.com/issuing.crt"};
  }
};

std::vector<std::size_t> path(const CertChain& chain) {
  std::vector<std::size_t> out;
  for (const CertChain::Link& link : chain.links) out.push_back(link.certificate);
  return out;
}

using Path = std::vector<std::size_t>;

/// A certificate of names alone: nothing about it can be verified.
Certificate named(const std::string& subject, const std::string& issuer) {
  Certificate c;
  c.subject = subject;
  c.issuer = issuer;
  c.sha256 = subject + "<" + issuer;
  c.self_issued = subject == issuer;
  return c;
}

}  // namespace

TEST_CASE("a chain goes from the leaf to the root, whatever the order of the files") {
  const ThreeTiers t;
  const std::vector<Certificate> given = {made(t.root), made(t.leaf), made(t.issuing)};
  const auto chains = build_chains(given);
  REQUIRE(chains.size() == 1);
  CHECK(path(chains[0]) == Path{1, 2, 0});
  CHECK(chains[0].complete);
  CHECK(chains[0].missing.empty());
  for (const CertChain::Link& link : chains[0].links) CHECK(link.verified == true);
}

TEST_CASE("a missing issuer is named, with where it can be had") {
  const ThreeTiers t;
  const auto alone = build_chains(std::vector<Certificate>{made(t.leaf)});
  REQUIRE(alone.size() == 1);
  CHECK_FALSE(alone[0].complete);
  CHECK(alone[0].missing == "CN=Contoso Issuing CA, O=Contoso");
  CHECK(alone[0].missing_urls == std::vector<std::string>{"http://pki.contoso.com/issuing.crt"});
  CHECK_FALSE(alone[0].links[0].verified);

  // A root and a leaf with nothing between are two chains.
  const auto apart = build_chains(std::vector<Certificate>{made(t.leaf), made(t.root)});
  REQUIRE(apart.size() == 2);
  CHECK(path(apart[1]) == Path{1});
  CHECK(apart[1].complete);
}

TEST_CASE("of two CAs of one name, the one whose key made the signature") {
  ThreeTiers t;
  t.issuing.key_ids = t.leaf.key_ids = false;
  CertSpec other = t.issuing;
  other.key.number = 7;
  other.not_after = "2030-01-01T00:00:00Z";
  const std::vector<Certificate> given = {made(t.leaf), made(other), made(t.issuing), made(t.root)};
  const auto chains = build_chains(given);
  REQUIRE(chains.size() == 2);
  CHECK(path(chains[0]) == Path{0, 2, 3});
  CHECK(path(chains[1]) == Path{1, 3});  // the other is not passed over
}

TEST_CASE("of two certificates of one CA and one key, the one that lives longer") {
  ThreeTiers t;
  CertSpec renewed = t.issuing;
  renewed.not_after = "2030-01-01T00:00:00Z";
  const auto chains = build_chains(std::vector<Certificate>{made(t.leaf), made(t.issuing), made(renewed)});
  CHECK(path(chains[0]) == Path{0, 2});
}

TEST_CASE("if no key fits, the chain says so instead of ending") {
  ThreeTiers t;
  t.issuing.key_ids = t.leaf.key_ids = false;
  CertSpec other = t.issuing;
  other.key.number = 7;
  const auto chains = build_chains(std::vector<Certificate>{made(t.leaf), made(other), made(t.root)});
  REQUIRE(chains.size() == 1);
  CHECK(path(chains[0]) == Path{0, 1, 2});
  CHECK(chains[0].links[0].verified == false);
  CHECK(chains[0].links[1].verified == true);
}

TEST_CASE("the same certificate twice is one") {
  const ThreeTiers t;
  const auto chains =
      build_chains(std::vector<Certificate>{made(t.leaf), made(t.leaf), made(t.issuing), made(t.issuing)});
  REQUIRE(chains.size() == 1);
  CHECK(path(chains[0]) == Path{0, 2});
}

TEST_CASE("CAs that certified each other end no program, and each is in a chain") {
  const std::vector<Certificate> given = {named("CN=A", "CN=B"), named("CN=B", "CN=A")};
  const auto chains = build_chains(given);
  REQUIRE(chains.size() == 1);
  CHECK(path(chains[0]) == Path{0, 1});
  CHECK_FALSE(chains[0].complete);
  CHECK(chains[0].missing == "CN=A");
}

TEST_CASE("a chain without end is cut") {
  std::vector<Certificate> given;
  for (int i = 0; i < 40; ++i) given.push_back(named("CN=" + std::to_string(i), "CN=" + std::to_string(i + 1)));
  const auto chains = build_chains(given);
  CHECK(chains.front().links.size() == kLongestChain);
  CHECK_FALSE(chains.front().complete);
}

TEST_CASE("names are compared without case") {
  const auto chains = build_chains(std::vector<Certificate>{named("CN=a", "cn=root ca"), named("CN=Root CA", "CN=X")});
  REQUIRE(chains.size() == 1);
  CHECK(path(chains[0]) == Path{0, 1});
}

TEST_CASE("a damaged root is not taken for a whole one, a change of keys not for damage") {
  Certificate damaged = named("CN=Root", "CN=Root");
  damaged.der = make_certificate(ca_spec("CN=Root", 1));
  damaged.der.back() ^= std::byte{1};
  auto chains = build_chains(std::vector<Certificate>{damaged});
  CHECK_FALSE(chains[0].complete);
  CHECK(chains[0].links[0].verified == false);

  damaged.subject_key_id = "01";
  damaged.authority_key_id = "02";
  chains = build_chains(std::vector<Certificate>{damaged});
  CHECK_FALSE(chains[0].complete);
  CHECK_FALSE(chains[0].links[0].verified);
  CHECK(chains[0].missing == "CN=Root");
}

TEST_CASE("thousands of one name do not take for ever") {
  std::vector<Certificate> given;
  for (int i = 0; i < 2000; ++i) {
    given.push_back(named("CN=x", "CN=x"));
    given.back().sha256 = std::to_string(i);
  }
  const auto chains = build_chains(given);
  std::vector<bool> shown(given.size());
  for (const CertChain& chain : chains) {
    for (const CertChain::Link& link : chain.links) shown[link.certificate] = true;
  }
  CHECK(std::find(shown.begin(), shown.end(), false) == shown.end());
}
