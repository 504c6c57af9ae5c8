#include "app/dump_events.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/inputs.h"
#include "data/store.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

/// A log of `chunks` chunks with three events each: record ids 1, 2, 3 ...; every third is an error of Schannel.
std::string log_bytes(int chunks) {
  EvtxBuilder log;
  for (int i = 0; i < chunks; ++i) {
    if (i > 0) log.new_chunk();
    log.record(EvtxRecord("Schannel", 36888).level(2).data("AlertDesc", "40"));
    log.record(EvtxRecord("EventLog", 6005).level(4));
    log.record(EvtxRecord("EventLog", 6006).level(0));
  }
  return log.build();
}

struct Dumped {
  std::string text;
  std::size_t pieces = 0;
  DumpOutcome outcome;
};

Dumped dump(const Inputs& inputs, DumpOptions options, std::size_t most_pieces = 1'000'000) {
  Dumped d;
  d.outcome = dump_events(inputs.sources, options, [&](std::string_view piece) {
    CHECK_FALSE(piece.empty());
    d.text += piece;
    return ++d.pieces < most_pieces;
  });
  return d;
}

DumpOptions as(DumpFormat format, unsigned threads = 1) {
  DumpOptions options;
  options.format = format;
  options.threads = threads;
  return options;
}

/// The record ids in the order in which they are printed, one a line of a table.
std::vector<std::uint64_t> record_ids(const std::string& csv) {
  std::vector<std::uint64_t> ids;
  for (std::size_t at = csv.find('\n') + 1; at < csv.size(); at = csv.find('\n', at) + 1) {
    ids.push_back(std::stoull(csv.substr(csv.find(',', at) + 1)));
  }
  return ids;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

}  // namespace

TEST_CASE("every format is whole, one event a line") {
  TempDir dir;
  const Inputs inputs = open_inputs({dir.write("a.evtx", log_bytes(1)).string()});
  const std::string xml = dump(inputs, as(DumpFormat::xml)).text;
  CHECK(xml.starts_with("<?xml version='1.0' encoding='utf-8'?>\n<Events>\n<Event "));
  CHECK(xml.ends_with("</Event>\n</Events>\n"));
  CHECK(count(xml, "\n<Event ") == 3);
  CHECK(count(xml, "\n") == 6);

  const std::string json = dump(inputs, as(DumpFormat::json)).text;
  CHECK(json.starts_with("[\n{\"Event\":"));
  CHECK(json.ends_with("}\n]\n"));
  CHECK(count(json, "},\n{\"Event\":") == 2);

  const std::string jsonl = dump(inputs, as(DumpFormat::jsonl)).text;
  CHECK(jsonl.starts_with("{\"Event\":"));
  CHECK(jsonl.ends_with("}\n"));
  CHECK(count(jsonl, "\n") == 3);
  CHECK(count(jsonl, ",\n") == 0);

  const std::string text = dump(inputs, as(DumpFormat::text)).text;
  CHECK(text.find(" error Schannel 36888 on ") != std::string::npos);
  CHECK(text.find(" information EventLog 6006 on ") != std::string::npos);
  CHECK(count(text, "\n") == 3);

  const std::string csv = dump(inputs, as(DumpFormat::csv)).text;
  CHECK(csv.starts_with("time,record_id,"));
  CHECK(record_ids(csv) == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("with no event, what is printed is still well-formed") {
  for (const bool empty : {true, false}) {
    TempDir dir;
    dir.write("a.evtx", log_bytes(1));
    const Inputs inputs = empty ? Inputs{} : open_inputs({dir.path().string()});
    const auto none = [&](DumpFormat format) {
      DumpOptions options = as(format);
      options.wanted.only_record(99);
      const Dumped d = dump(inputs, options);
      CHECK(d.outcome.events == 0);
      CHECK(d.outcome.whole);
      return d.text;
    };
    CHECK(none(DumpFormat::xml) == "<?xml version='1.0' encoding='utf-8'?>\n<Events>\n</Events>\n");
    CHECK(none(DumpFormat::json) == "[\n]\n");
    CHECK(none(DumpFormat::jsonl) == "");
    CHECK(count(none(DumpFormat::csv), "\n") == 1);
    CHECK(none(DumpFormat::text) == "");
  }
}

TEST_CASE("file order, and the same bytes, for any number of threads; the result is not held back") {
  TempDir dir;
  dir.write("a.evtx", log_bytes(33));
  dir.write("b.evtx", log_bytes(9));
  const Inputs inputs = open_inputs({dir.path().string()});
  for (const DumpFormat format :
       {DumpFormat::xml, DumpFormat::json, DumpFormat::jsonl, DumpFormat::csv, DumpFormat::text}) {
    const Dumped one = dump(inputs, as(format));
    CHECK(one.outcome.events == 3 * 42);
    CHECK(one.pieces >= 4);  // a slice is sixteen chunks
    for (const unsigned threads : {2U, 5U}) CHECK(dump(inputs, as(format, threads)).text == one.text);
  }
  const auto ids = record_ids(dump(inputs, as(DumpFormat::csv, 3)).text);
  REQUIRE(ids.size() == 3 * 42);
  CHECK(std::is_sorted(ids.begin(), ids.begin() + 99));
  CHECK(std::is_sorted(ids.begin() + 99, ids.end()));
}

TEST_CASE("all formats print the events that were asked for, and no other") {
  TempDir dir;
  const Inputs inputs = open_inputs({dir.write("a.evtx", log_bytes(10)).string()});
  const auto events = [&](auto choose) {
    std::vector<std::uint64_t> counts;
    for (const DumpFormat format : {DumpFormat::xml, DumpFormat::json, DumpFormat::jsonl, DumpFormat::csv}) {
      DumpOptions options = as(format, 2);
      choose(options.wanted);
      const Dumped d = dump(inputs, options);
      CHECK(count(d.text, "EventLog") + count(d.text, "Schannel") == d.outcome.events);
      counts.push_back(d.outcome.events);
    }
    CHECK(std::count(counts.begin(), counts.end(), counts[0]) == 4);
    return counts[0];
  };
  CHECK(events([](Prefilter& p) { p.allow(6005); }) == 10);
  CHECK(events([](Prefilter& p) { p.only_level(0); }) == 10);
  CHECK(events([](Prefilter& p) { p.only_provider("eventlog"); }) == 20);
  CHECK(events([](Prefilter& p) { p.only_record(5); }) == 1);
  CHECK(events([](Prefilter& p) { p.only_text("40"); }) == 10);
  CHECK(events([](Prefilter& p) { p.only_computer("elsewhere"); }) == 0);
  CHECK(events([](Prefilter& p) { p.from = *parse_iso8601("2030-01-01"); }) == 0);
}

TEST_CASE("a text says what known events say, and of several files which one they are from") {
  TempDir dir;
  dir.write("a.evtx", log_bytes(1));
  dir.write("b.evtx", log_bytes(1));
  dir.write("c.evtx", EvtxBuilder().record(EvtxRecord("EventLog", 6005).level(4)).build());
  const Inputs inputs = open_inputs({dir.path().string()});
  DumpOptions options = as(DumpFormat::text);
  options.style.width = 10'000;
  options.wanted.only_level(2);
  Diagnostics problems;
  options.knowledge = KnowledgeBase::load(DataStore::built_in(), problems);
  const std::string text = dump(inputs, options).text;
  CHECK(count(text, ": sent alert 40 handshake_failure\n") == 2);
  CHECK(text.find("a.evtx:\n") < text.find("sent alert"));
  CHECK(text.find("\n\n" + inputs.sources[1]->info().path + ":\n") != std::string::npos);
  CHECK(text.find("c.evtx") == std::string::npos);  // nothing in it passed
}

TEST_CASE("a sink that takes no more ends the work") {
  TempDir dir;
  const Inputs inputs = open_inputs({dir.write("a.evtx", log_bytes(80)).string()});
  for (const unsigned threads : {1U, 2U}) {
    const Dumped d = dump(inputs, as(DumpFormat::xml, threads), 2);  // the beginning, and one slice
    CHECK(d.pieces == 2);
    CHECK_FALSE(d.outcome.whole);
    CHECK(d.outcome.events > 0);
    CHECK(d.outcome.events < 240);
  }
  CHECK_FALSE(dump(inputs, as(DumpFormat::xml), 1).outcome.whole);
}

TEST_CASE("whoever is asked after every slice may end it, and hears how far it is") {
  TempDir dir;
  const std::string bytes = log_bytes(80);
  const Inputs inputs = open_inputs({dir.write("a.evtx", bytes).string()});
  DumpOptions options = as(DumpFormat::jsonl);
  std::uint64_t last = 0;
  options.go_on = [&](std::uint64_t done) {
    CHECK(done > last);
    last = done;
    return true;
  };
  CHECK(dump(inputs, options).outcome.whole);
  CHECK(last == bytes.size());
  options.go_on = [](std::uint64_t) { return false; };
  const Dumped stopped = dump(inputs, options);
  CHECK_FALSE(stopped.outcome.whole);
  CHECK(stopped.outcome.events > 0);
  CHECK(stopped.outcome.events < 240);
}

TEST_CASE("damage is kept by file, with what was found at opening") {
  TempDir dir;
  dir.write("a.evtx", log_bytes(1));
  dir.write("b.evtx", EvtxBuilder().record(36888).record(36888).with_record_size(1, 7).dirty().build());
  const Inputs inputs = open_inputs({dir.path().string()});
  const Dumped d = dump(inputs, as(DumpFormat::xml));
  REQUIRE(d.outcome.damage.size() == 2);
  CHECK(d.outcome.damage[0].empty());
  CHECK(d.outcome.damage[1].count("evtx-file-dirty") == 1);
  CHECK(d.outcome.damage[1].count(Severity::warning) > 0);
}
