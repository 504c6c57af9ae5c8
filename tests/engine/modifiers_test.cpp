#include "engine/modifiers.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

std::string refusal(std::string_view key) {
  SelectionKey parsed;
  const auto error = parse_selection_key(key, parsed);
  if (!error) return "accepted";
  return std::string(error->code) + ": " + error->message + (error->help.empty() ? "" : "; " + error->help);
}

std::string encoded(const char* modifiers, const char* value) {
  SelectionKey key;
  REQUIRE_FALSE(parse_selection_key(std::string("F|") + modifiers, key));
  const auto values = encoded_values(value, key.modifiers);
  if (!values) return "error: " + values.error().what;
  std::string out;
  for (const std::string& v : *values) out += (out.empty() ? "" : " ") + v;
  return out;
}

}  // namespace

TEST_CASE("a key is a field and its modifiers in any order that makes sense") {
  SelectionKey key;
  REQUIRE_FALSE(parse_selection_key("CommandLine|contains|all|windash|cased", key));
  CHECK(key.field == "CommandLine");
  CHECK(key.modifiers.position == Glob::Position::anywhere);
  CHECK(key.modifiers.all);
  CHECK(key.modifiers.windash);
  CHECK(key.modifiers.cased);
  CHECK(key.modifiers.form == Modifiers::Form::text);
  for (const char* good : {"F",
                           "F|re",
                           "F|re|i|m|s",
                           "F|re|ignorecase|multiline|dotall",
                           "F|cidr",
                           "F|exists",
                           "F|fieldref",
                           "F|fieldref|startswith",
                           "F|neq|fieldref",
                           "F|cased|fieldref",
                           "F|lt",
                           "F|neq",
                           "F|all|neq",
                           "F|hour",
                           "F|hour|gte",
                           "F|wide|base64offset|contains",
                           "F|utf16|base64",
                           "F|base64offset|contains|all",
                           "|all",
                           "|re",
                           "|contains|windash",
                           ""}) {
    CHECK_MESSAGE(refusal(good) == "accepted", std::string(good));
  }
}

TEST_CASE("a modifier that is not known is refused with the nearest that is") {
  CHECK(refusal("F|contain") == "rule-unknown-modifier: unknown modifier 'contain'; did you mean 'contains'?");
  CHECK(refusal("F|startwith") == "rule-unknown-modifier: unknown modifier 'startwith'; did you mean 'startswith'?");
  CHECK(refusal("F|vql") == "rule-unknown-modifier: unknown modifier 'vql'");
  CHECK(refusal("F|") == "rule-unknown-modifier: unknown modifier ''");
}

TEST_CASE("modifiers that contradict each other are refused") {
  for (const auto& [key, message] : {
           std::pair{"F|contains|startswith", "modifiers 'contains' and 'startswith' do not go together"},
           {"F|re|cidr", "modifiers 're' and 'cidr' do not go together"},
           {"F|lt|gt", "modifiers 'lt' and 'gt' do not go together"},
           {"F|re|windash", "modifiers 're' and 'windash' do not go together"},
           {"F|re|cased", "modifiers 're' and 'cased' do not go together"},
           {"F|re|base64", "modifiers 're' and 'base64' do not go together"},
           {"F|exists|neq", "modifiers 'exists' and 'neq' do not go together"},
           {"F|windash|base64", "modifiers 'base64' and 'windash' do not go together"},
           {"F|contains|contains", "modifiers 'contains' and 'contains' do not go together"},
       }) {
    CHECK(refusal(key) == std::string("rule-modifier-conflict: ") + message);
  }
}

TEST_CASE("order is checked where it changes the meaning") {
  CHECK(refusal("F|i") == "rule-modifier-order: modifier 'i' is a flag of 're' and must follow it");
  CHECK(refusal("F|i|re") == "rule-modifier-order: modifier 'i' is a flag of 're' and must follow it");
  CHECK(refusal("F|wide").starts_with("rule-modifier-order: a UTF-16 modifier has no meaning without 'base64'"));
  CHECK(refusal("F|base64|wide").starts_with("rule-modifier-order: modifier 'wide' must stand in front"));
  CHECK(refusal("F|re|startswith") == "accepted");
}

TEST_CASE("placeholders go with whatever takes texts") {
  CHECK(refusal("F|expand") == "accepted");
  CHECK(refusal("F|expand|contains|all") == "accepted");
  CHECK(refusal("F|cidr|expand") == "accepted");
  CHECK(refusal("F|fieldref|expand") == "rule-modifier-conflict: modifiers 'fieldref' and 'expand' do not go together");
  CHECK(refusal("F|exists|expand") == "rule-modifier-conflict: modifiers 'exists' and 'expand' do not go together");
}

TEST_CASE("keywords take text modifiers only") {
  CHECK(refusal("|cidr") == "rule-keyword-modifier: modifier 'cidr' needs a field in front of it");
  CHECK(refusal("|exists") == "rule-keyword-modifier: modifier 'exists' needs a field in front of it");
}

TEST_CASE("base64 encodes the text, after UTF-16 if asked") {
  CHECK(encoded("base64", "foobar") == "Zm9vYmFy");
  CHECK(encoded("base64", "fooba") == "Zm9vYmE=");
  CHECK(encoded("base64", "foob") == "Zm9vYg==");
  CHECK(encoded("wide|base64", "ab") == "YQBiAA==");
  CHECK(encoded("utf16le|base64", "ab") == "YQBiAA==");
  CHECK(encoded("utf16be|base64", "ab") == "AGEAYg==");
  CHECK(encoded("utf16|base64", "ab") == "//5hAGIA");
  CHECK(encoded("base64", R"(a\*)") == "YSo=");
}

TEST_CASE("base64offset gives what is the same at each of three offsets") {
  CHECK(encoded("base64offset", "foobar") == "Zm9vYmFy Zvb2Jhc mb29iYX");
  CHECK(encoded("base64offset", "http://") == "aHR0cDovL h0dHA6Ly odHRwOi8v");
  CHECK(encoded("base64offset", "/bin/bash") == "L2Jpbi9iYXNo 9iaW4vYmFza vYmluL2Jhc2");
}

TEST_CASE("what cannot be encoded is refused") {
  CHECK(encoded("base64", "a*") == "error: a text with wildcards cannot be encoded in Base64");
  CHECK(encoded("base64offset", "a") == "error: too short to be found at any offset in Base64");
}
