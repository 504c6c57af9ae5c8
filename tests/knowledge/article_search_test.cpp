#include "knowledge/article_search.h"

#include <doctest/doctest.h>

#include <string>

#include "knowledge/built_in.h"

using namespace doctor;

namespace {

std::string first(std::string_view query) {
  const auto found = search_articles(test::built_in_knowledge(), query);
  if (found.empty()) return "";
  const FoundArticle& f = found.front();
  return f.event != nullptr ? f.event->provider + "/" + std::to_string(f.event->event_id) : f.code->name;
}

}  // namespace

TEST_CASE("free words lead to the article that speaks of them") {
  CHECK(first("revocation server was offline") == "CRYPT_E_REVOCATION_OFFLINE");
  CHECK(first("revocaton sever offlin") == "CRYPT_E_REVOCATION_OFFLINE");
  CHECK(first("certificate has wrong name") == "Schannel/36884");
  CHECK(first("initial placement of users") == "LS User Services/32174");
  CHECK(first("private key cannot be used") == "Schannel/36870");
  CHECK(first("no cipher suite in common") == "Schannel/36874");
  CHECK(first("clocks differ") == "SEC_E_TIME_SKEW");
  CHECK(first("crl could not be published") == "Microsoft-Windows-CertificationAuthority/65");
}

TEST_CASE("only what comes close to the best is listed, best first") {
  const auto found = search_articles(test::built_in_knowledge(), "revocation server was offline");
  REQUIRE(found.size() > 1);
  CHECK(found.size() <= 10);
  for (std::size_t i = 1; i < found.size(); ++i) {
    CHECK(found[i].score <= found[i - 1].score);
    CHECK(found[i].score * 2 >= found[0].score);
  }
}

TEST_CASE("chance words find nothing") {
  CHECK(first("xyzzy plugh") == "");
  CHECK(first("") == "");
  CHECK(search_articles(KnowledgeBase(), "revocation").empty());
}
