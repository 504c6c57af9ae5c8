// Everything that the domain dossiers name has its entry: catalogue.txt was written from them and not from the tables.
#include <doctest/doctest.h>

#include <sstream>

#include "base/text.h"
#include "knowledge/built_in.h"
#include "support/temp_dir.h"

namespace doctor {

namespace {

const KnowledgeBase& kb() {
  return test::built_in_knowledge();
}

std::uint64_t number(std::string_view text) {
  const auto n = parse_integer(text);
  REQUIRE_MESSAGE(n.has_value(), std::string(text));
  return *n;
}

bool has_event(std::string_view item) {
  const std::size_t slash = item.rfind('/');
  return kb().event(item.substr(0, slash), static_cast<std::uint32_t>(number(item.substr(slash + 1)))) != nullptr;
}

bool has_state(std::string_view item) {
  const auto parts = split(item, '/');
  REQUIRE(parts.size() == 3);
  const auto event = static_cast<std::uint32_t>(number(parts[0]));
  std::optional<std::uint32_t> alert;
  if (parts[1] != "-") alert = static_cast<std::uint32_t>(number(parts[1]));
  return kb().state(number(parts[2]), alert, event) != nullptr;
}

bool known(std::string_view kind, std::string_view item) {
  if (kind == "event") return has_event(item);
  if (kind == "state") return has_state(item);
  if (kind == "diagnosis") return test::built_in_diagnoses().contains(std::string(item));
  const auto space = kind == "alert"             ? CodeSpace::tls_alert
                     : kind == "status"          ? CodeSpace::status
                     : kind == "cert_trust"      ? CodeSpace::cert_trust
                     : kind == "cert_trust_info" ? CodeSpace::cert_trust_info
                                                 : CodeSpace::cipher_suite;
  return kb().code(space, number(item)) != nullptr;
}

}  // namespace

TEST_CASE("every id, code and family that the dossiers name is known") {
  std::istringstream lines(test::read_file(std::string(DOCTOR_SOURCE_DIR) + "/tests/knowledge/catalogue.txt"));
  std::size_t items = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string_view text = trim(std::string_view(line).substr(0, line.find('#')));
    if (text.empty()) continue;
    const std::size_t blank = text.find(' ');
    REQUIRE_MESSAGE(blank != std::string_view::npos, line);
    CHECK_MESSAGE(known(text.substr(0, blank), trim(text.substr(blank + 1))), line);
    ++items;
  }
  CHECK(items > 400);
}

}  // namespace doctor
