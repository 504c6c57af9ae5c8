#include "knowledge/sentence.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

/// "before{A|B:wording}#stretch" of each part.
std::string taken_apart(std::string_view text) {
  const auto sentence = parse_sentence(text);
  if (!sentence) return "error: " + sentence.error().what;
  std::string out;
  for (const SentencePart& part : sentence->parts) {
    out += part.before + "{";
    for (std::size_t i = 0; i < part.names.size(); ++i) out += (i == 0 ? "" : "|") + part.names[i];
    out += ":" + std::string(wording_names()[static_cast<std::size_t>(part.wording)]) + "}#" +
           std::to_string(part.stretch) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a sentence is words, fields and stretches that may be missing") {
  CHECK(taken_apart("the system has no certificate") == "the system has no certificate{:text}#0\n");
  CHECK(taken_apart("sent alert {TlsAlert:alert}[ to {Name}][, state {TlsState|ErrorState:state}] at last") ==
        "sent alert {TlsAlert:alert}#0\n to {Name:text}#1\n, state {TlsState|ErrorState:state}#2\n at last{:text}#0\n");
  CHECK(taken_apart("[{A} and {B} too]") == "{A:text}#1\n and {B:text}#1\n too{:text}#1\n");
}

TEST_CASE("what is no sentence is refused with the reason") {
  CHECK(taken_apart("") == "error: the sentence is empty");
  CHECK(taken_apart("  ") == "error: the sentence is empty");
  CHECK(taken_apart("alert {TlsAlert:alrt}") == "error: there is no wording 'alrt'; did you mean 'alert'?");
  CHECK(taken_apart("{A:zzzzzzzz}") ==
        "error: there is no wording 'zzzzzzzz'; one of: text, alert, state, status, failure, suite, moment, shift");
  CHECK(taken_apart("{A:}").starts_with("error: there is no wording ''"));
  CHECK(taken_apart("a {b") == "error: '{' has no '}'");
  CHECK(taken_apart("a {b {c}") == "error: '{' has no '}'");
  CHECK(taken_apart("a b}") == "error: '}' has no '{'");
  CHECK(taken_apart("[a {B}") == "error: '[' has no ']'");
  CHECK(taken_apart("a]") == "error: ']' has no '['");
  CHECK(taken_apart("[a [b] {C}]") == "error: '[' within '['");
  CHECK(taken_apart("[never left out]") == "error: there is no field between '[' and ']'");
  CHECK(taken_apart("{}") == "error: '{}' names no field");
  CHECK(taken_apart("{A|}") == "error: '{A|}' names no field");
  CHECK(taken_apart("{ A}") == "error: '{ A}' names no field");
  CHECK(taken_apart("{:alert}") == "error: '{:alert}' names no field");
}

TEST_CASE("every beginning of a sentence is read or refused") {
  const std::string whole = "sent {TlsAlert|AlertDesc:alert}[ to {TlsTarget}][, state {TlsState:state}]";
  for (std::size_t n = 0; n <= whole.size(); ++n) {
    const auto part = parse_sentence(std::string_view(whole).substr(0, n));
    if (part) CHECK_FALSE(part->empty());
  }
  CHECK(parse_sentence(whole));
}
