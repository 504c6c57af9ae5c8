#include "evtx/renderer.h"

#include <doctest/doctest.h>

#include "evtx/printing.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

EvtxRecord contoso() {
  return EvtxRecord("Contoso", 1);
}

}  // namespace

TEST_CASE("an event is printed as Windows prints it") {
  const EvtxRecord record = EvtxRecord("Schannel", 36888)
                                .guid("{1F678132-5938-4686-9FDC-C8FF68F15C85}")
                                .level(2)
                                .at("2015-06-01T07:00:00.1234567Z")
                                .process(652, 708)
                                .user("S-1-5-18")
                                .data("AlertDesc", "40")
                                .data("ErrorState", EvtxValue::uint32(1205));
  CHECK(printed_xml(EvtxBuilder().record(record).chunk()) ==
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
        "<Provider Name='Schannel' Guid='{1f678132-5938-4686-9fdc-c8ff68f15c85}'/><EventID>36888</EventID>"
        "<Version>0</Version><Level>2</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>"
        "<TimeCreated SystemTime='2015-06-01T07:00:00.1234567Z'/><EventRecordID>1</EventRecordID><Correlation/>"
        "<Execution ProcessID='652' ThreadID='708'/><Channel>System</Channel><Computer>FE01.contoso.local</Computer>"
        "<Security UserID='S-1-5-18'/></System><EventData><Data Name='AlertDesc'>40</Data>"
        "<Data Name='ErrorState'>1205</Data></EventData></Event>");
  CHECK(printed_json(EvtxBuilder().record(record).chunk()) ==
        "{\"Event\":{\"#attributes\":{\"xmlns\":\"http://schemas.microsoft.com/win/2004/08/events/event\"},\"System\":{"
        "\"Provider\":{\"#attributes\":{\"Name\":\"Schannel\",\"Guid\":\"1F678132-5938-4686-9FDC-C8FF68F15C85\"}},"
        "\"EventID\":36888,\"Version\":0,\"Level\":2,\"Task\":0,\"Opcode\":0,\"Keywords\":\"0x8000000000000000\","
        "\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"2015-06-01T07:00:00.1234567Z\"}},\"EventRecordID\":1,"
        "\"Correlation\":null,\"Execution\":{\"#attributes\":{\"ProcessID\":652,\"ThreadID\":708}},\"Channel\":"
        "\"System\","
        "\"Computer\":\"FE01.contoso.local\",\"Security\":{\"#attributes\":{\"UserID\":\"S-1-5-18\"}}},"
        "\"EventData\":{\"AlertDesc\":\"40\",\"ErrorState\":1205}}}");
}

TEST_CASE("qualifiers stand beside the id, activities in Correlation") {
  const std::string chunk =
      EvtxBuilder()
          .record(contoso().qualifiers(32768).activity("{00000000-0000-0000-0000-0000000000AB}").strings({"x"}))
          .chunk();
  CHECK(between(printed_xml(chunk), "<EventID", "</EventID>") == " Qualifiers='32768'>1");
  CHECK(between(printed_json(chunk), "\"EventID\":", ",\"Level\"") ==
        "{\"#attributes\":{\"Qualifiers\":32768},\"#text\":1}");
  const std::string active =
      EvtxBuilder().record(contoso().activity("{00000000-0000-0000-0000-0000000000AB}").data("a", "x")).chunk();
  CHECK(between(printed_xml(active), "<Correlation", "<Execution") ==
        " ActivityID='{00000000-0000-0000-0000-0000000000ab}'/>");
  CHECK(between(printed_json(active), "\"Correlation\":", ",\"Execution\"") ==
        "{\"#attributes\":{\"ActivityID\":\"00000000-0000-0000-0000-0000000000AB\"}}");
}

TEST_CASE("the strings of a classic event are elements of their own in XML, and a list in JSON unless there is one") {
  const std::string several = EvtxBuilder().record(contoso().strings({"one", "", "t<o"})).chunk();
  CHECK(between(printed_xml(several), "<EventData>", "</EventData>") ==
        "<Data>one</Data><Data></Data><Data>t&lt;o</Data>");
  CHECK(between(printed_json(several), "\"EventData\":", "}}") == "{\"Data\":[\"one\",\"\",\"t<o\"]");
  const std::string single = EvtxBuilder().record(contoso().strings({"one"})).chunk();
  CHECK(between(printed_json(single), "\"EventData\":", "}}") == "{\"Data\":\"one\"");
  const std::string unnamed = EvtxBuilder().record(contoso().data("", "x").data("n", "y").data("", "z")).chunk();
  CHECK(between(printed_json(unnamed), "\"EventData\":", "}}") == "{\"Data\":[\"x\",\"z\"],\"n\":\"y\"");
  CHECK(between(printed_xml(unnamed), "<EventData>", "</EventData>") ==
        "<Data>x</Data><Data Name='n'>y</Data><Data>z</Data>");
}

TEST_CASE("names that repeat are numbered in JSON") {
  const std::string chunk =
      EvtxBuilder().record(contoso().data("a", "1").data("b", "2").data("a", "3").data("a", "4")).chunk();
  CHECK(between(printed_json(chunk), "\"EventData\":", "}}") == "{\"a\":\"1\",\"b\":\"2\",\"a_1\":\"3\",\"a_2\":\"4\"");
}

TEST_CASE("inline UserData is printed element by element") {
  EvtxElement chain{"Chain", {{"ref", "{A}"}}, {}, {}};
  chain.children.push_back({"Element", {}, "x & y", {}});
  chain.children.push_back({"Element", {{"n", "1"}}, {}, {}});
  chain.children.push_back({"Empty", {}, {}, {}});
  const std::string chunk = EvtxBuilder().record(contoso().user_data(chain)).chunk();
  CHECK(between(printed_xml(chunk), "<UserData>", "</UserData>") ==
        "<Chain ref='{A}'><Element>x &amp; y</Element><Element n='1'/><Empty/></Chain>");
  CHECK(between(printed_json(chunk), "\"UserData\":", "}}}") ==
        "{\"Chain\":{\"#attributes\":{\"ref\":\"{A}\"},\"Element\":\"x & "
        "y\",\"Element_1\":{\"#attributes\":{\"n\":\"1\"}},"
        "\"Empty\":null");
}

TEST_CASE("a second fragment behind the data stays in the event") {
  const std::string chunk = EvtxBuilder().record(contoso().data("a", "1").rendering_info("Ein Text.")).chunk();
  CHECK(printed_xml(chunk).find("</EventData><RenderingInfo") != std::string::npos);
  CHECK(printed_xml(chunk).ends_with("</RenderingInfo></Event>"));
  CHECK(printed_json(chunk).find("\"a\":\"1\"},\"RenderingInfo\":{") != std::string::npos);
}

TEST_CASE("an event without a template prints like one with") {
  const EvtxRecord record = EvtxRecord("Contoso", 7).qualifiers(5).strings({"one", "two"});
  EvtxRecord inline_record = record;
  inline_record.without_template();
  const std::string with = printed_json(EvtxBuilder().record(record).chunk());
  const std::string without = printed_json(EvtxBuilder().record(inline_record).chunk());
  CHECK(between(without, "\"EventID\":", ",") == between(with, "\"EventID\":", ","));
  CHECK(between(without, "\"EventData\":", "}}") == between(with, "\"EventData\":", "}}"));
  CHECK(between(printed_xml(EvtxBuilder().record(inline_record).chunk()), "<EventData>", "</EventData>") ==
        "<Data>one</Data><Data>two</Data>");
}

TEST_CASE("only what is wanted is printed, and all is counted") {
  const std::string chunk = EvtxBuilder()
                                .record(EvtxRecord("Contoso", 1).data("a", "needle"))
                                .record(EvtxRecord("Contoso", 2).level(2).data("a", "hay"))
                                .record(EvtxRecord("Fabrikam", 1).channel("Application").data("a", "hay"))
                                .chunk();
  const auto printed = [&](auto narrow) {
    Prefilter f;
    narrow(f);
    const Printing p(chunk, RenderFormat::json, f);
    CHECK(p.batch.extents.events() == 3);
    std::string records;
    for (std::size_t at = 0; (at = p.text().find("\"EventRecordID\":", at)) != std::string::npos; ++at) {
      records += p.text()[at + 16];
    }
    return records;
  };
  CHECK(printed([](Prefilter&) {}) == "123");
  CHECK(printed([](Prefilter& f) { f.allow(1); }) == "13");
  CHECK(printed([](Prefilter& f) { f.only_provider("FABRIKAM"); }) == "3");
  CHECK(printed([](Prefilter& f) { f.only_channel("system"); }) == "12");
  CHECK(printed([](Prefilter& f) { f.only_level(2); }) == "2");
  CHECK(printed([](Prefilter& f) { f.only_record(3); }) == "3");
  CHECK(printed([](Prefilter& f) { f.only_text("NEEDLE"); }) == "1");
  CHECK(printed([](Prefilter& f) { f.only_computer("elsewhere"); }) == "");
}

TEST_CASE("an event whose outermost element depends on a value that was never written is printed all the same") {
  // The <Event> of the template that the first record defines: behind the record's header, the instance's and the definition's.
  const std::size_t dependency = 24 + 4 + 10 + 24 + 4 + 1;
  const EvtxBuilder log = EvtxBuilder().record(1).record(2).with_record_bytes(
      0, dependency, std::string("\x11\0", 2));  // the data: there is none
  const std::string chunk = log.chunk();
  REQUIRE(Printing(chunk, RenderFormat::xml).batch.events_rendered == 2);
  CHECK(between(printed_xml(chunk), "<EventID>", "</EventID>") == "1");
  const std::string json = printed_json(chunk);
  CHECK(json.find("\"EventID\":1,") != std::string::npos);
  CHECK(json.find("\"EventID\":2,") != std::string::npos);
  CHECK(Reading(chunk).ids() == "1 2");
}

TEST_CASE("what is put around events is put around each") {
  EventBatch batch;
  RenderOptions how;
  how.format = RenderFormat::json;
  how.before = "<<";
  how.after = ">>";
  const std::string chunk = EvtxBuilder().record(1).record(2).chunk();
  evtx::render_chunk(as_bytes(chunk.data(), chunk.size()), 4096, {}, how, batch);
  const std::string text(batch.rendered.view());
  CHECK(text.starts_with("<<{"));
  CHECK(text.ends_with("}>>"));
  CHECK(text.find("}>><<{") != std::string::npos);
  CHECK(batch.events_rendered == 2);
}

TEST_CASE("real logs: plans and walking print the same, and every event") {
  const auto folder = corpus();
  if (!folder) {
    MESSAGE("skipped: no corpus");
    return;
  }
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "evtx")) {
    if (entry.path().extension() != ".evtx") continue;
    CAPTURE(entry.path().filename().string());
    const std::string log = read_file(entry.path());
    std::size_t printed = 0, counted = 0;
    for (std::size_t at = 4096; at < log.size(); at += 65536) {
      const std::string_view chunk = std::string_view(log).substr(at, 65536);
      for (const RenderFormat format : {RenderFormat::xml, RenderFormat::json}) {
        const Printing p(chunk, format);
        printed += p.batch.events_rendered;
        counted += p.batch.extents.events();
      }
    }
    CHECK(printed == counted);
  }
}
