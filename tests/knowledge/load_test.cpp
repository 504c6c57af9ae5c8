#include "knowledge/load.h"

#include <doctest/doctest.h>

#include <string>

using namespace doctor;

namespace {

std::string problems_text(const Diagnostics& problems) {
  std::string out;
  for (const Diagnostic& d : problems.kept()) {
    out += std::to_string(d.where.source) + ":" + std::to_string(d.where.line) + ":" + std::to_string(d.where.column) +
           ": ";
    out += d.severity == Severity::error ? "error: " : "note: ";
    out += d.message + " [" + std::string(d.code) + "]";
    if (!d.help.empty()) out += " (" + d.help + ")";
    out += '\n';
  }
  return out;
}

struct Read {
  EventTables tables;
  std::vector<CodeArticle> codes;
  std::string problems;
};

Read events_of(std::vector<std::string> texts) {
  std::vector<KnowledgeDocument> documents;
  for (const std::string& t : texts) documents.push_back({static_cast<std::uint32_t>(documents.size()), {{}, {}, t}});
  Diagnostics problems;
  Read out;
  out.tables = read_events(documents, problems);
  out.problems = problems_text(problems);
  return out;
}

Read codes_of(std::vector<std::string> texts) {
  std::vector<KnowledgeDocument> documents;
  for (const std::string& t : texts) documents.push_back({static_cast<std::uint32_t>(documents.size()), {{}, {}, t}});
  Diagnostics problems;
  Read out;
  out.codes = read_codes(documents, problems);
  out.problems = problems_text(problems);
  return out;
}

}  // namespace

TEST_CASE("an event article is read with all its parts, and takes trust from the head of its document") {
  const Read r = events_of({R"(
provider: Contoso
channel: System
aliases: [CTS]
confidence: verified
sources: [book]
events:
  - id: 7
    title: It broke
    level: Error
    texts: ["It broke at {Place}."]
    meaning: Broken.
    causes: [rust, rain]
    harmless_when: Never.
    check_next: look
    fields: {Place: where, Time: when}
    related: [Contoso/8]
  - id: 0x3
    title: Earlier
    meaning: Before.
    confidence: uncertain
    sources: [hearsay]
)"});
  CHECK(r.problems.empty());
  REQUIRE(r.tables.events.size() == 2);
  const EventArticle& three = r.tables.events[0];
  CHECK(three.event_id == 3);
  CHECK(three.confidence == Confidence::uncertain);
  CHECK(three.sources == std::vector<std::string>{"hearsay"});
  const EventArticle& seven = r.tables.events[1];
  CHECK(seven.provider == "Contoso");
  CHECK(seven.channel == "System");
  CHECK(seven.title == "It broke");
  CHECK(seven.level == "Error");
  CHECK(seven.texts == std::vector<std::string>{"It broke at {Place}."});
  CHECK(seven.meaning == "Broken.");
  CHECK(seven.causes == std::vector<std::string>{"rust", "rain"});
  CHECK(seven.harmless_when == "Never.");
  CHECK(seven.check_next == std::vector<std::string>{"look"});
  REQUIRE(seven.fields.size() == 2);
  CHECK(seven.fields[0] == std::pair<std::string, std::string>("Place", "where"));
  CHECK(seven.related == std::vector<std::string>{"Contoso/8"});
  CHECK(seven.confidence == Confidence::verified);
  CHECK(seven.sources == std::vector<std::string>{"book"});
  REQUIRE(r.tables.providers.size() == 1);
  CHECK(r.tables.providers[0].aliases == std::vector<std::string>{"CTS"});
}

TEST_CASE("an article's sentence is taken apart; one that cannot be used is an error of its article") {
  const Read r = events_of({R"(
provider: Contoso
channel: System
events:
  - {id: 1, title: Alert, meaning: M, sentence: "sent alert {TlsAlert:alert}[, state {TlsState:state}]"}
  - {id: 2, title: None, meaning: M}
)"});
  CHECK(r.problems.empty());
  REQUIRE(r.tables.events.size() == 2);
  REQUIRE(r.tables.events[0].sentence.parts.size() == 2);
  CHECK(r.tables.events[0].sentence.parts[1].wording == Wording::state);
  CHECK(r.tables.events[1].sentence.empty());

  const Read wrong = events_of({R"(provider: Contoso
channel: System
events:
  - id: 1
    title: Alert
    meaning: M
    sentence: "sent alert {TlsAlert:alrt}"
  - {id: 2, title: List, meaning: M, sentence: [a, b]}
  - {id: 3, title: Good, meaning: M, sentence: good}
)"});
  CHECK(wrong.problems ==
        "0:7:15: error: 'sentence' cannot be used: there is no wording 'alrt'; did you mean 'alert'? [knowledge-sentence]\n"
        "0:8:48: error: 'sentence' cannot be used: it must be a text [knowledge-sentence]\n");
  REQUIRE(wrong.tables.events.size() == 1);
  CHECK(wrong.tables.events[0].event_id == 3);
}

TEST_CASE("an unknown key is an error with the nearest key, and only its article is left out") {
  const Read r = events_of({R"(provider: Contoso
channel: System
events:
  - id: 7
    title: A
    meening: B
    meaning: C
  - id: 8
    title: A
    meaning: B
)"});
  CHECK(r.problems == "0:6:5: error: unknown key 'meening' [yaml-unknown-key] (did you mean 'meaning'?)\n");
  REQUIRE(r.tables.events.size() == 1);
  CHECK(r.tables.events[0].event_id == 8);
}

TEST_CASE("an unknown key in the head refuses the document") {
  const Read r = events_of({"provider: Contoso\nchanel: System\nevents: []\n"});
  CHECK(r.problems ==
        "0:1:1: error: key 'channel' is missing [yaml-missing-key]\n"
        "0:2:1: error: unknown key 'chanel' [yaml-unknown-key] (did you mean 'channel'?)\n");
  CHECK(r.tables.providers.empty());
}

TEST_CASE("loader errors name the place and the remedy") {
  struct Case {
    const char* item;
    const char* message;
  };
  const Case cases[] = {
      {"{id: 7, meaning: B}", "0:4:5: error: key 'title' is missing [yaml-missing-key]\n"},
      {"{id: 7, title: A}", "0:4:5: error: key 'meaning' is missing [yaml-missing-key]\n"},
      {"{title: A, meaning: B}", "0:4:5: error: key 'id' is missing [yaml-missing-key]\n"},
      {"{id: many, title: A, meaning: B}", "0:4:10: error: 'id' must be a whole number [yaml-type]\n"},
      {"{id: -1, title: A, meaning: B}", "0:4:10: error: 'id' must be between 0 and 4294967295 [knowledge-range]\n"},
      {"{id: 4294967296, title: A, meaning: B}",
       "0:4:10: error: 'id' must be between 0 and 4294967295 [knowledge-range]\n"},
      {"{id: 7, title: A, meaning: B, fields: [x]}",
       "0:4:43: error: 'fields' must be a map of names and texts [yaml-type]\n"},
      {"{id: 7, title: A, meaning: B, fields: {x: [y]}}", "0:4:47: error: 'x' must be a text [yaml-type]\n"},
      {"{id: 7, title: A, meaning: B, confidence: verifed}",
       "0:4:47: error: 'confidence' cannot be 'verifed' [knowledge-word] (did you mean 'verified'?)\n"},
      {"{id: 7, title: A, meaning: B, confidence: 99}",
       "0:4:47: error: 'confidence' cannot be '99' [knowledge-word] (one of: verified, derived, remembered, "
       "uncertain)\n"},
      {"just a text", "0:4:5: error: expected a map of keys and values [yaml-type]\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.item);
    const Read r = events_of({std::string("provider: P\nchannel: C\nevents:\n  - ") + c.item + "\n"});
    CHECK(r.problems.starts_with(c.message));
    CHECK(r.tables.events.empty());
  }
}

TEST_CASE("events must be a list") {
  CHECK(events_of({"provider: P\nchannel: C\nevents: none\n"}).problems ==
        "0:3:9: error: 'events' must be a list [yaml-type]\n");
  CHECK(events_of({"provider: P\nchannel: C\n"}).problems ==
        "0:1:1: error: key 'events' is missing [yaml-missing-key]\n");
}

TEST_CASE("one article twice in a document is an error, in a later document it replaces the first") {
  const std::string first = "provider: P\nchannel: C\nevents:\n  - {id: 1, title: old, meaning: m}\n";
  const Read twice = events_of({first + "  - {id: 1, title: new, meaning: m}\n"});
  CHECK(twice.problems == "0:5:5: error: 'P/1' stands twice [knowledge-duplicate]\n");

  const Read replaced =
      events_of({first, "provider: p\nchannel: C\naliases: [q]\nevents:\n  - {id: 1, title: new, meaning: m}\n"});
  CHECK(replaced.problems == "1:5:5: note: 'p/1' replaces the one read before [knowledge-replaced]\n");
  REQUIRE(replaced.tables.events.size() == 1);
  CHECK(replaced.tables.events[0].title == "new");
  REQUIRE(replaced.tables.providers.size() == 1);
  CHECK(replaced.tables.providers[0].aliases == std::vector<std::string>{"q"});
}

TEST_CASE("several providers share a file, and their events are sorted by provider and id") {
  const Read r = events_of(
      {"provider: B\nchannel: C\nevents:\n  - {id: 2, title: t, meaning: m}\n  - {id: 1, title: t, meaning: m}\n---\n"
       "provider: a\nchannel: C\nevents:\n  - {id: 9, title: t, meaning: m}\n"});
  CHECK(r.problems.empty());
  REQUIRE(r.tables.events.size() == 3);
  CHECK(r.tables.events[0].provider == "a");
  CHECK(r.tables.events[1].event_id == 1);
  CHECK(r.tables.events[2].event_id == 2);
}

TEST_CASE("codes are read in decimal and hexadecimal, with what their space allows") {
  const Read r = codes_of(
      {"space: status\ncodes:\n  - {value: 0x80092013, name: X, meaning: m}\n"
       "  - {value: 2148204809, name: Y, meaning: m}\n",
       "space: tls_alert\ncodes:\n  - {value: 40, name: h, meaning: m, sent: s, received: r, status: 0x80090326}\n",
       "space: schannel_state\ncodes:\n  - {value: 252, meaning: m, alert: 43, event: 36888}\n"
       "  - {value: 252, meaning: m, alert: 40, event: 36888}\n",
       "space: cert_trust\ncodes:\n  - {value: 0x20, name: R, meaning: m, status: 0x800B0109}\n"});
  CHECK(r.problems.empty());
  REQUIRE(r.codes.size() == 6);
  CHECK(r.codes[0].value == 0x80092013);
  CHECK(r.codes[1].value == 0x800B0109);
  CHECK(r.codes[2].space == CodeSpace::tls_alert);
  CHECK(r.codes[2].sent == "s");
  CHECK(r.codes[2].received == "r");
  CHECK(r.codes[2].status == 0x80090326u);
  CHECK(r.codes[3].alert == 40u);
  CHECK(r.codes[4].alert == 43u);
  CHECK(r.codes[4].event_id == 36888u);
  CHECK(r.codes[5].status == 0x800B0109u);
}

TEST_CASE("what belongs to another space of codes is an unknown key") {
  CHECK(codes_of({"space: status\ncodes:\n  - {value: 1, name: n, meaning: m, sent: s}\n"}).problems ==
        "0:3:37: error: unknown key 'sent' [yaml-unknown-key]\n");
  CHECK(codes_of({"space: tls_alert\ncodes:\n  - {value: 256, name: n, meaning: m}\n"}).problems ==
        "0:3:13: error: 'value' must be between 0 and 255 [knowledge-range]\n");
  CHECK(codes_of({"space: tls_alerts\ncodes: []\n"}).problems ==
        "0:1:8: error: 'space' cannot be 'tls_alerts' [knowledge-word] (did you mean 'tls_alert'?)\n");
  CHECK(codes_of({"codes: []\n"}).problems == "0:1:1: error: key 'space' is missing [yaml-missing-key]\n");
  CHECK(codes_of({"space: status\ncodes:\n  - {value: 1, meaning: m}\n"}).problems ==
        "0:3:5: error: key 'name' is missing [yaml-missing-key]\n");
}

TEST_CASE("a state may have one article for each alert, but not two") {
  const Read r =
      codes_of({"space: schannel_state\ncodes:\n  - {value: 7, meaning: m, alert: 40}\n"
                "  - {value: 7, meaning: m}\n  - {value: 7, meaning: m, alert: 40}\n"});
  CHECK(r.problems == "0:5:5: error: 'schannel_state 7 with alert 40' stands twice [knowledge-duplicate]\n");
  CHECK(r.codes.size() == 2);
}

TEST_CASE("a document is told by its first list") {
  CHECK(holds_codes("# x\nspace: status\ncodes:\n  - events:\n"));
  CHECK_FALSE(holds_codes("provider: P\nevents:\ncodes:\n"));
  CHECK_FALSE(holds_codes("  codes:\n"));
  CHECK_FALSE(holds_codes(""));
}

TEST_CASE("a syntax error is reported and the documents before it are kept") {
  const Read r = events_of({"provider: P\nchannel: C\nevents:\n  - {id: 1, title: t, meaning: m}\n---\nprovider: [\n"});
  CHECK(r.problems.find("[yaml-syntax]") != std::string::npos);
  CHECK(r.tables.events.size() == 1);
}
