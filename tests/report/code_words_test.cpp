#include "report/code_words.h"

#include <doctest/doctest.h>

#include "knowledge/built_in.h"

using namespace doctor;

namespace {

std::string words(std::string_view value, Wording wording, std::uint32_t event_id = 36888,
                  std::optional<std::uint32_t> alert = std::nullopt) {
  return words_of_code(value, wording, {test::built_in_knowledge(), event_id, alert});
}

}  // namespace

TEST_CASE("an alert has its name") {
  CHECK(words("40", Wording::alert) == "40 handshake_failure");
  CHECK(words("0x28", Wording::alert) == "40 handshake_failure");
  CHECK(words("99", Wording::alert) == "99");
  CHECK(words("300", Wording::alert) == "300");
  CHECK(words("forty", Wording::alert) == "forty");
}

TEST_CASE("a state is known in its company") {
  CHECK(words("1205", Wording::state, 36888, 40) == "1205 (no usable cipher suite, server)");
  CHECK(words("1203", Wording::state, 36888, 10) == "1203 (not a TLS handshake, server)");
  CHECK(words("1205", Wording::state, 36888, 10) == "1205");
  CHECK(words("10001", Wording::state, 36870) == "10001 (private key not accessible)");
  CHECK(words("4294967295", Wording::state) == "4294967295");
}

TEST_CASE("a status is one code however it is written") {
  for (const char* one : {"0x8009030D", "0x8009030d", "2148074253", "-2146893043"}) {
    CHECK(words(one, Wording::status) == "0x8009030d SEC_E_UNKNOWN_CREDENTIALS");
  }
  CHECK(words("0x80ffffff", Wording::status) == "0x80ffffff");
  CHECK(words("0x800706BA", Wording::status) == "0x800706ba (error 1722 of Windows)");
  CHECK(words("5", Wording::status) == "5 E_ACCESSDENIED");
  CHECK(words("%%5", Wording::status) == "5 E_ACCESSDENIED");
  CHECK(words("1058", Wording::status) == "1058 ERROR_SERVICE_DISABLED");
  CHECK(words("0", Wording::status) == "0");
  CHECK(words("not now", Wording::status) == "not now");
}

TEST_CASE("a failure is a status, and 0 is none") {
  CHECK(words("0x800b0109", Wording::failure) == "0x800b0109 CERT_E_UNTRUSTEDROOT");
  CHECK(words("0", Wording::failure).empty());
  CHECK(words("", Wording::status).empty());
}

TEST_CASE("suites, moments and shifts of a clock") {
  CHECK(words("0xc030", Wording::suite) == "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
  CHECK(words("0xfefe", Wording::suite) == "0xfefe");
  CHECK(words("2015-06-01T07:00:00.1234567Z", Wording::moment) == "2015-06-01 07:00:00Z");
  CHECK(words("yesterday", Wording::moment) == "yesterday");
  CHECK(words("3600", Wording::shift) == "forward by 1 h");
  CHECK(words("-90", Wording::shift) == "back by 1 min 30 s");
  CHECK(words("0", Wording::shift) == "by less than a second");
  CHECK(words("18446744073709551615", Wording::shift) == "18446744073709551615");
  CHECK(words("as it is", Wording::text) == "as it is");
}

TEST_CASE("without a knowledge base numbers stay numbers") {
  const KnowledgeBase none;
  CHECK(words_of_code("40", Wording::alert, {none}) == "40");
  CHECK(words_of_code("1205", Wording::state, {none}) == "1205");
  CHECK(words_of_code("0x8009030D", Wording::status, {none}) == "0x8009030d");
}
