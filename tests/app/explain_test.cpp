#include <doctest/doctest.h>

#include "app/run.h"

using namespace doctor;

TEST_CASE("a diagnosis is explained by its id, in any case") {
  const auto ran = test::run({"explain", "PKI-MD5-chain"});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(ran.out.find("Diagnosis pki-md5-chain: ") == 0);
  CHECK(ran.out.find("What to do") != std::string::npos);
}

TEST_CASE("a code is found in all its notations") {
  for (const char* query : {"0x80092013", "-2146885613", "2148081683", "CRYPT_E_REVOCATION_OFFLINE"}) {
    CAPTURE(query);
    const auto ran = test::run({"explain", query});
    CHECK(ran.code == ExitCode::nothing);
    CHECK(ran.out.find("CRYPT_E_REVOCATION_OFFLINE") != std::string::npos);
  }
}

TEST_CASE("what is unknown is said to be, and the exit code tells") {
  const auto ran = test::run({"explain", "zzzzqqqq"});
  CHECK(ran.code == ExitCode::not_assessable);
  CHECK(ran.out.find("Nothing is known") != std::string::npos);
}

TEST_CASE("words find diagnoses as well as articles") {
  const auto ran = test::run({"explain", "chain signed with MD5"});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(ran.out.find("pki-md5-chain") != std::string::npos);
}

TEST_CASE("JSON holds hits and diagnoses") {
  CHECK(test::run({"explain", "--format", "json", "36888"}).out.find("\"schannel-doctor/explain/1\"") !=
        std::string::npos);
  CHECK(test::run({"explain", "--format", "json", "pki-md5-chain"}).out.find("\"id\": \"pki-md5-chain\"") !=
        std::string::npos);
}
