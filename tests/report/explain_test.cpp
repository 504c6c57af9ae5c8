#include "report/explain.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "data/store.h"

using namespace doctor;

namespace {

const KnowledgeBase& kb() {
  static const KnowledgeBase kKnowledge = [] {
    DataStore data;
    data.add("events.yml", R"(
provider: Contoso
channel: System
confidence: verified
sources: [book]
events:
  - id: 7
    title: The lamp went out
    level: Error
    meaning: There is no light.
    causes: [The bulb is broken., Somebody switched it off.]
    harmless_when: It is day.
    check_next: ["`lamp --on` in the hall."]
    fields: {AlertDesc: number of the alert, Room: where}
    related: [Contoso/8, some_code, pki-md5-chain]
  - id: 8
    title: Known by number only
    meaning: No reliable text is known.
    confidence: uncertain
)");
    data.add("status.yml",
             "space: status\nsources: [s]\nconfidence: derived\ncodes:\n"
             "  - {value: 0x80090326, name: BAD_MESSAGE, meaning: The message was bad. It really was.}\n"
             "  - {value: 0x00090312, name: GO_ON, meaning: Not an error.}\n");
    data.add("alerts.yml",
             "space: tls_alert\nsources: [s]\nconfidence: remembered\ncodes:\n"
             "  - {value: 40, name: handshake_failure, meaning: Nothing in common., sent: We refused.,\n"
             "     received: They refused., status: 0x80090326}\n");
    data.add("states.yml",
             "space: schannel_state\nsources: [s]\ncodes:\n"
             "  - {value: 1205, alert: 40, event: 36888, name: no suite, meaning: m.}\n");
    data.add("trust.yml",
             "space: cert_trust\nsources: [s]\ncodes:\n"
             "  - {value: 0x20, name: CERT_TRUST_X, meaning: m., status: 0x80090326}\n");
    Diagnostics problems;
    KnowledgeBase base = KnowledgeBase::load(data, problems);
    REQUIRE(problems.empty());
    return base;
  }();
  return kKnowledge;
}

Hit event_hit(std::uint32_t id) {
  Hit hit;
  hit.score = 1000;
  hit.event = kb().event("Contoso", id);
  hit.value = id;
  return hit;
}

Hit code_hit(HitKind kind, CodeSpace space, std::uint64_t value) {
  Hit hit;
  hit.kind = kind;
  hit.score = 1000;
  hit.code = kb().code(space, value);
  hit.value = value;
  return hit;
}

std::string text_of(const std::vector<Hit>& hits, unsigned width = 100) {
  return explain_text(hits, kb(), {width, false});
}

}  // namespace

TEST_CASE("an event article is shown with all its parts") {
  Hit hit = event_hit(7);
  hit.inserts = {{"AlertDesc", "40"}, {"Room", "hall"}};
  CHECK(text_of({hit}) ==
        "Contoso 7: The lamp went out\n"
        "  Log: System. Level: Error.\n"
        "  In this event\n"
        "    AlertDesc: 40 (handshake_failure)\n"
        "    Room: hall\n"
        "  What it means\n"
        "    There is no light.\n"
        "  Who usually causes it, most likely first\n"
        "    1. The bulb is broken.\n"
        "    2. Somebody switched it off.\n"
        "  Harmless when\n"
        "    It is day.\n"
        "  Check next\n"
        "    - `lamp --on` in the hall.\n"
        "  Fields\n"
        "    AlertDesc: number of the alert\n"
        "    Room: where\n"
        "  Diagnoses it may point to: pki-md5-chain\n"
        "  Related: Contoso/8, some_code\n"
        "  How sure: verified, read in a named source or tested on real logs. Source: book.\n");
}

TEST_CASE("what is uncertain says so, and empty parts leave no heading") {
  CHECK(text_of({event_hit(8)}) ==
        "Contoso 8: Known by number only\n"
        "  Log: System\n"
        "  What it means\n"
        "    No reliable text is known.\n"
        "  How sure: uncertain, do not rely on it. Source: book.\n");
}

TEST_CASE("a status code shows its number in all notations") {
  CHECK(status_numbers(0x80092013) == "0x80092013, -2146885613, 2148081683");
  CHECK(status_numbers(0x00090312) == "0x00090312, 590610");
  CHECK(text_of({code_hit(HitKind::status, CodeSpace::status, 0x80090326)}) ==
        "Status code BAD_MESSAGE (0x80090326, -2146893018, 2148074278)\n"
        "  What it means\n"
        "    The message was bad. It really was.\n"
        "  How sure: derived from verified facts, or from one report with a confirmed cause. Source: s.\n");
}

TEST_CASE("an alert is read in the direction that was asked for, or in both") {
  Hit hit = code_hit(HitKind::alert, CodeSpace::tls_alert, 40);
  CHECK(text_of({hit}) ==
        "TLS alert 40: handshake_failure\n"
        "  What it means\n"
        "    Nothing in common.\n"
        "  If this host sent it (36888)\n"
        "    We refused.\n"
        "  If the other side sent it (36887)\n"
        "    They refused.\n"
        "  An application that receives it gets: BAD_MESSAGE = 0x80090326, -2146893018, 2148074278\n"
        "  How sure: remembered, believed right without a source at hand. Source: s.\n");
  hit.direction = Direction::sent;
  CHECK(text_of({hit}).find("They refused.") == std::string::npos);
  CHECK(text_of({hit}).find("We refused.") != std::string::npos);
  hit.direction = Direction::received;
  CHECK(text_of({hit}).find("They refused.") != std::string::npos);
  CHECK(text_of({hit}).find("We refused.") == std::string::npos);
}

TEST_CASE("states and trust flags have headings of their own") {
  CHECK(text_of({code_hit(HitKind::state, CodeSpace::schannel_state, 1205)})
            .starts_with("Schannel state 1205 of event 36888 with alert 40: no suite\n"));
  CHECK(text_of({code_hit(HitKind::cert_trust, CodeSpace::cert_trust, 0x20)})
            .starts_with("Trust flag CERT_TRUST_X (0x00000020)\n"));
}

TEST_CASE("a number without an article shows what can be said of it") {
  Hit hit;
  hit.kind = HitKind::status;
  hit.score = 970;
  hit.value = 0x80070005;
  hit.note = "win32 error 5";
  CHECK(text_of({hit}) == "Status code 0x80070005, -2147024891, 2147942405\n  Win32 error 5.\n");
  hit.kind = HitKind::state;
  hit.value = 4711;
  hit.note = "undocumented state";
  CHECK(text_of({hit}) == "Schannel state 4711\n  Undocumented state.\n");
  hit.kind = HitKind::alert;
  hit.value = 200;
  hit.note = "unassigned alert";
  CHECK(text_of({hit}) == "TLS alert 200\n  Unassigned alert.\n");
}

TEST_CASE("certain hits are shown in full, of guesses only the best; the others as a list") {
  Hit best = code_hit(HitKind::status, CodeSpace::status, 0x80090326);
  best.fit = HitFit::words;
  best.score = 900;
  Hit second = event_hit(7);
  second.fit = HitFit::words;
  second.score = 850;
  Hit third = code_hit(HitKind::status, CodeSpace::status, 0x00090312);
  third.fit = HitFit::words;
  third.score = 500;
  const std::string text = text_of({best, second, third});
  CHECK(text.find("  The article that fits the words best.\n") != std::string::npos);
  CHECK(
      text.ends_with("\nAlso about this (ask for what stands before the colon)\n"
                     "  - Contoso/7: The lamp went out\n"
                     "  - GO_ON: Not an error.\n"));
  CHECK(text_of({event_hit(7), event_hit(8)}).find("Also about this") == std::string::npos);
}

TEST_CASE("a hit that is only near is told from an exact one") {
  Hit hit = event_hit(8);
  hit.fit = HitFit::near;
  CHECK(text_of({hit}).find("The nearest to what was asked for, not exactly that.") != std::string::npos);
  hit.fit = HitFit::pasted;
  CHECK(text_of({hit}).find("Recognised by its text.") != std::string::npos);
}

TEST_CASE("nothing found: says so and shows what can be asked") {
  const std::string text = text_of({});
  CHECK(text.starts_with("Nothing is known about this.\n"));
  CHECK(text.find("schannel-doctor explain \"36888 alert=40 state=1205\"\n") != std::string::npos);
}

TEST_CASE("lines keep to the width, and what a log says cannot reach the terminal raw") {
  Hit hit = event_hit(7);
  hit.inserts = {{"Room", "a\x1b[2Jb\xE2\x80\xAE"}};
  const std::string text = text_of({hit}, 40);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("a\\x1b[2Jb") != std::string::npos);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 40);
  }
}

TEST_CASE("colours appear only when asked for") {
  CHECK(explain_text({event_hit(7)}, kb(), {100, true}).find('\x1b') != std::string::npos);
  CHECK(text_of({event_hit(7)}).find('\x1b') == std::string::npos);
}

TEST_CASE("the same as JSON") {
  Hit alert = code_hit(HitKind::alert, CodeSpace::tls_alert, 40);
  alert.direction = Direction::sent;
  CHECK(explain_json("alert \x1b 40", {alert}, kb()) == R"({
  "schema": "schannel-doctor/explain/1",
  "query": "alert \u001b 40",
  "hits": [
    {
      "kind": "alert",
      "fit": "exact",
      "score": 1000,
      "id": "alert 40",
      "value": 40,
      "direction": "sent",
      "inserts": [],
      "name": "handshake_failure",
      "meaning": "Nothing in common.",
      "sent": "We refused.",
      "received": "They refused.",
      "status": {
        "name": "BAD_MESSAGE",
        "hex": "0x80090326",
        "unsigned": 2148074278,
        "signed": -2146893018
      },
      "check_next": [],
      "related": [],
      "confidence": "remembered",
      "sources": [
        "s"
      ]
    }
  ],
  "diagnoses": []
}
)");
  const std::string event = explain_json("7", {event_hit(7)}, kb());
  for (const char* part : {"\"provider\": \"Contoso\"", "\"event_id\": 7", "\"title\": \"The lamp went out\"",
                           "\"harmless_when\": \"It is day.\"", "\"confidence\": \"verified\""}) {
    CAPTURE(part);
    CHECK(event.find(part) != std::string::npos);
  }
  const std::string status = explain_json("x", {code_hit(HitKind::status, CodeSpace::status, 0x80090326)}, kb());
  CHECK(status.find("\"signed\": -2146893018") != std::string::npos);
  const std::string nothing = explain_json("x", {}, kb());
  CHECK(nothing.find("\"hits\": []") != std::string::npos);
}
