#include "redact/attribute.h"

#include <doctest/doctest.h>

#include <string>

using doctor::redact::attribute_at;

namespace {

std::string parts(std::string_view text, bool certificate_name, bool in_name = false) {
  const auto found = attribute_at(text, 0, certificate_name, in_name);
  if (!found) return "none";
  std::string out;
  for (const auto& part : found->parts) out += std::string(text.substr(part.begin, part.end - part.begin)) + "|";
  return out + std::string(text.substr(found->end));
}

}  // namespace

TEST_CASE("the ways in which a value may be written") {
  CHECK(parts("CN=Quandt\\, Petra,OU=Users", false) == "Quandt\\, Petra|,OU=Users");
  CHECK(parts("CN = Petra Quandt, O = x", false) == "Petra Quandt|, O = x");
  CHECK(parts("CN=\"Quandt, \"\"Petra\"\"\", O=x", false) == "Quandt, \"\"Petra\"\"|\", O=x");
  CHECK(parts("CN=fe01 OU=x", false) == "fe01| OU=x");
  CHECK(parts("cn=fe01/O=x", false) == "fe01|/O=x");
  CHECK(parts("CN=", false).empty());
  CHECK(parts("CN", false) == "none");
}

TEST_CASE("in a certificate's name what no attribute follows belongs to the value") {
  CHECK(parts("CN=Quandt, Petra, OU=x", true) == "Quandt|Petra|, OU=x");
  CHECK(parts("O=A/S Foo, C=DK", true) == "A|S Foo|, C=DK");
  CHECK(parts("O=A+B+CN=x", true) == "A+B|+CN=x");
  CHECK(parts("DC=contoso,DC=local?x", true) == "contoso|,DC=local?x");
  CHECK(parts("DC=local?x", true) == "local|?x");
}

TEST_CASE("any name counts in a certificate's name but C, and in other texts those that names of certificates have") {
  CHECK(parts("PostalCode=98765, CN=x", true) == "98765|, CN=x");
  CHECK(parts("Whatever=x", true) == "x|");
  CHECK(parts("C=DE", true) == "none");
  CHECK(parts("Whatever=x", false) == "none");
  CHECK(parts("OID.2.5.4.17=98765", false) == "98765|");
  CHECK(attribute_at("OID.2.5.4.17=98765", 0, false, false)->is_number);
  CHECK(parts("SN=Quandtmann, G=Petrine", false) == "Quandtmann|, G=Petrine");
  CHECK(parts("SN=5 of 7", false) == "none");
  CHECK(parts("T=5", false) == "none");
  CHECK(parts("T=5", false, true) == "5|");
  CHECK(parts("E=5, then", false) == "none");
}
