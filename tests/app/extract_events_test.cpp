#include <doctest/doctest.h>

#include "app/dump_events.h"
#include "app/extract_events.h"
#include "app/inputs.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxBuilder a_log(const char* text = "text") {
  EvtxBuilder log;
  for (int i = 0; i < 5; ++i) {
    log.record(EvtxRecord("Schannel", 36888).level(2).data("Text", std::string(text) + std::to_string(i)));
    log.record(EvtxRecord("Contoso", 7).data("Text", "quiet"));
  }
  return log;
}

struct Taken {
  Taken(const Inputs& inputs, const ExtractOptions& how) {
    outcome = extract_events(inputs.sources, how, [&](Extracted&& events) {
      records += events.records.size();
      text += events.text.view();
      count += events.events;
      return true;
    });
  }
  ExtractOutcome outcome;
  std::size_t records = 0;
  std::uint64_t count = 0;
  std::string text;
};

std::string dumped(const Inputs& inputs, const Prefilter& wanted) {
  DumpOptions how;
  how.wanted = wanted;
  std::string out;
  dump_events(inputs.sources, how, [&](std::string_view piece) {
    out += piece;
    return true;
  });
  const std::string head = "<?xml version='1.0' encoding='utf-8'?>\n<Events>\n", foot = "</Events>\n";
  return out.substr(head.size(), out.size() - head.size() - foot.size());
}

}  // namespace

TEST_CASE("without a choice everything wanted is taken, and printed as dump prints it") {
  const TempDir dir;
  const Inputs inputs = open_inputs({dir.write("a.evtx", a_log().build()).string()});
  ExtractOptions how;
  how.wanted.only_provider("schannel");
  CHECK(Taken(inputs, how).records == 5);
  how.as_xml = true;
  const Taken xml(inputs, how);
  CHECK(xml.records == 0);
  CHECK(xml.count == 5);
  CHECK(xml.text == dumped(inputs, how.wanted));
}

TEST_CASE("with a choice, what it lists and the first that meets each need") {
  const TempDir dir;
  const EvtxBuilder log = a_log();
  const Inputs inputs = open_inputs({dir.write("a.evtx", log.build()).string()});
  Choice choice;
  choice.slices.resize(1);
  choice.slices[0].resize(1);
  choice.damage.resize(1);
  choice.slices[0][0].offsets = {log.place(4).first, log.place(6).first};
  ExtentNeed need;
  need.computer = "FE01.contoso.local";
  need.channel = "System";
  need.kind = ExtentNeed::Kind::provider;
  for (const char* provider : {"Schannel", "Contoso", "Nobody"}) {
    need.provider = provider;
    choice.slices[0][0].needs.push_back(need);
  }
  ExtractOptions how;
  how.choice = &choice;
  how.as_xml = true;
  const Taken taken(inputs, how);
  CHECK(taken.count == 3);  // Schannel is among those listed
  CHECK(taken.text.find("text2") < taken.text.find("text3"));
  CHECK(taken.text.find("<EventRecordID>2<") < taken.text.find("<EventRecordID>5<"));
  choice.slices[0][0] = {};
  CHECK(Taken(inputs, how).count == 0);
}

TEST_CASE("event XML is taken by its places") {
  const TempDir dir;
  std::string xml = "<Events>\n";
  std::vector<std::uint64_t> places;
  for (int i = 0; i < 4; ++i) {
    places.push_back(xml.size());
    xml +=
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
        "Name='Schannel'/><EventID>" +
        std::to_string(36880 + i) +
        "</EventID><TimeCreated SystemTime='2015-06-01T07:00:00Z'/><Channel>System</Channel><Computer>fe01</Computer>"
        "</System><EventData><Data Name='T'>a\nb</Data></EventData></Event>\n";
  }
  const Inputs inputs = open_inputs({dir.write("a.xml", xml + "</Events>").string()});
  Choice choice;
  choice.slices.resize(1);
  choice.slices[0].resize(1);
  choice.damage.resize(1);
  choice.slices[0][0].offsets = {places[1], places[3]};
  ExtractOptions how;
  how.choice = &choice;
  how.as_xml = true;
  const Taken taken(inputs, how);
  CHECK(taken.count == 2);
  CHECK(taken.text.find("36880") == std::string::npos);
  CHECK(taken.text.find("36881") < taken.text.find("36883"));
  CHECK(taken.text.find("36882") == std::string::npos);
}

TEST_CASE("what two inputs have is taken once, what one has twice stays") {
  const TempDir dir;
  EvtxBuilder twice = a_log();
  twice.record(EvtxRecord("Schannel", 36888).record_id(1).level(2).data("Text", "text0"));
  const Inputs inputs = open_inputs({dir.write("a.evtx", twice.build()).string(),
                                     dir.write("b.evtx", a_log().record(EvtxRecord("New", 1)).build()).string()});
  ExtractOptions how;
  CHECK(Taken(inputs, how).records == 22);
  how.once = true;
  const Taken once(inputs, how);
  CHECK(once.records == 12);
  CHECK(once.outcome.duplicates == 10);
}

TEST_CASE("an editor is made for each thread; damage is reported; taking can be ended") {
  class Shouting : public TextEditor {
   public:
    bool edit(std::string_view text, std::string_view, std::string& out) override {
      out = text == "text3" ? std::string(40'000, '!') : "loud";
      return true;
    }
    bool edit_sid(std::string_view, std::string&) override { return false; }
  };
  const TempDir dir;
  const Inputs inputs = open_inputs({dir.write("a.evtx", a_log().with_record_size(1, 7).build()).string()});
  ExtractOptions how;
  how.threads = 2;
  how.as_xml = true;
  how.make_editor = [] { return std::make_unique<Shouting>(); };
  const Taken taken(inputs, how);
  CHECK(taken.count == 8);
  CHECK(taken.text.find("text") == std::string::npos);
  CHECK(taken.text.find("<Computer>loud<") != std::string::npos);
  CHECK(taken.outcome.damage[0].count("evtx-record-size") == 1);
  CHECK(taken.outcome.damage[0].count("extract-record") == 1);
  CHECK_FALSE(extract_events(inputs.sources, how, [](Extracted&&) { return false; }).whole);
}
