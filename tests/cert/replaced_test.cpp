#include "cert/replaced.h"

#include <doctest/doctest.h>

#include "cert/good_certs.h"

using namespace doctor;
using namespace doctor::test;

namespace {

/// "- - 0": which replaces each one in June 2015.
std::string replaced(const std::vector<Certificate>& given, const std::vector<std::vector<std::size_t>>& paths) {
  std::vector<CertChain> chains;
  for (const auto& path : paths) {
    chains.emplace_back();
    for (const std::size_t i : path) chains.back().links.push_back({i, true});
    chains.back().complete = given[path.back()].self_signed;
  }
  std::string out;
  for (const auto& r : replaced_certificates(given, chains, day("2015-06-01"), day("2015-07-01"))) {
    out += (out.empty() ? "" : " ") + (r ? std::to_string(*r) : "-");
  }
  return out;
}

Certificate ended(Certificate c) {
  c.not_after = day("2015-05-01");
  c.sha256 += "old";
  return c;
}

}  // namespace

TEST_CASE("an expired CA certificate beside its renewal") {
  const Certificate old = ended(good_ca());
  CHECK(replaced({good_leaf(), good_ca(), good_root(), old}, {{0, 1, 2}, {3, 2}}) == "- - - 1");
  CHECK(replaced({good_leaf(), good_ca(), good_root(), ended(good_root())}, {{0, 1, 2}, {3}}) == "- - - 2");
  CHECK(replaced({old}, {{0}}) == "-");
  // A leaf that is under the old one fails with it.
  CHECK(replaced({good_leaf(), good_ca(), good_root(), old}, {{0, 3, 2}, {1, 2}}) == "- - - -");
}

TEST_CASE("another key needs a whole chain") {
  Certificate renewed = good_ca();
  renewed.public_key_sha256 = "another";
  const Certificate old = ended(good_ca());
  CHECK(replaced({old, renewed}, {{0}, {1}}) == "- -");
  CHECK(replaced({old, renewed, good_root()}, {{0}, {1, 2}}) == "1 - -");
  CHECK(replaced({old, renewed, ended(good_root())}, {{0}, {1, 2}}) == "- - -");
  renewed.public_key_sha256 = old.public_key_sha256;
  CHECK(replaced({old, renewed}, {{0}, {1}}) == "1 -");
  renewed.not_after = day("2015-05-02");
  CHECK(replaced({old, renewed}, {{0}, {1}}) == "- -");
}

TEST_CASE("an expired root above a cross-certificate that nobody needs") {
  Certificate cross = good_ca("Contoso Root CA", "Fabrikam Root CA");
  cross.public_key_sha256 = good_root().public_key_sha256;
  const Certificate fabrikam = ended(good_ca("Fabrikam Root CA", "Fabrikam Root CA"));
  const std::vector<Certificate> given = {good_leaf(), good_ca(), good_root(), cross, fabrikam};
  CHECK(replaced(given, {{0, 1, 2}, {3, 4}}) == "- - - - 2");
  CHECK(replaced(given, {{0, 1, 3, 4}, {2}}) == "- - - - -");
}
