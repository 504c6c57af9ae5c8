#include "facts/algorithms.h"

#include <doctest/doctest.h>

#include "cert/certificate.h"

namespace doctor::facts {

TEST_CASE("the hash is told by name first, by oid second") {
  CHECK(signature_hash("SHA1", "1.3.14.3.2.29") == "SHA1");
  CHECK(signature_hash("md5", "") == "MD5");
  CHECK(signature_hash("", "1.2.840.113549.1.1.4") == "MD5");
  CHECK(signature_hash("", "1.2.840.113549.1.1.2") == "MD2");
  CHECK(signature_hash("", "1.2.840.113549.1.1.11") == "SHA256");
  CHECK(signature_hash("", "1.2.840.10045.4.3.3") == "SHA384");
  CHECK(signature_hash("?", "1.2.840.113549.1.1.13") == "SHA512");
}

TEST_CASE("RSASSA-PSS is told by its oid, whatever the name says") {
  CHECK(signature_hash("SHA256", "1.2.840.113549.1.1.10") == "RSASSA-PSS");
}

TEST_CASE("an unknown oid stays an oid") {
  CHECK(signature_hash("", "1.2.643.7.1.1.3.2") == "1.2.643.7.1.1.3.2");
  CHECK(signature_hash("", "").empty());
}

TEST_CASE("weak hashes are problems, but not all problems are weak") {
  CHECK(is_broken_hash("MD5"));
  CHECK_FALSE(is_broken_hash("SHA1"));
  CHECK_FALSE(is_broken_hash("SHA512"));
  CHECK(is_problem_hash("SHA512"));
  CHECK(is_problem_hash("RSASSA-PSS"));
  CHECK_FALSE(is_problem_hash("SHA256"));
}

}  // namespace doctor::facts
