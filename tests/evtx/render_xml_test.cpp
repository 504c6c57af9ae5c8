// Walking in XML; that it prints the same as plans is checked by Printing in every test.
#include <doctest/doctest.h>

#include "evtx/printing.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string walked(const EvtxBuilder& log) {
  EvtxOptions options;
  options.without_plans = true;
  return Printing(log.chunk(), RenderFormat::xml, {}, options).text();
}

}  // namespace

TEST_CASE("elements, attributes and entities of inline XML") {
  EvtxElement e{"Root", {{"a", "1 < 2 & 'x'"}}, {}, {}};
  e.children.push_back({"Text", {}, "\"q\" <tag> & more", {}});
  const std::string xml = walked(EvtxBuilder().record(EvtxRecord("Contoso", 1).user_data(e)));
  CHECK(between(xml, "<UserData>", "</UserData>") ==
        "<Root a='1 &lt; 2 &amp; &apos;x&apos;'><Text>\"q\" &lt;tag&gt; &amp; more</Text></Root>");
}

TEST_CASE("arrays repeat their element with its attributes") {
  const std::string xml =
      walked(EvtxBuilder().record(EvtxRecord("Contoso", 1).data("n", EvtxValue::strings({"a", "b", ""}))));
  CHECK(between(xml, "<EventData>", "</EventData>") ==
        "<Data Name='n'>a</Data><Data Name='n'>b</Data><Data Name='n'></Data>");
}

TEST_CASE("an array whose bytes hold no item is one empty element, by plans as well") {
  const EvtxBuilder log = EvtxBuilder().record(EvtxRecord("Contoso", 1).data("n", EvtxValue{0x81, std::string(1, 'x')}));
  CHECK(between(walked(log), "<EventData>", "</EventData>") == "<Data Name='n'></Data>");
  CHECK(Printing(log.chunk(), RenderFormat::xml).text() == walked(log));
}

TEST_CASE("binary XML that breaks off is closed and reported") {
  EventBatch batch;
  const std::string chunk =
      EvtxBuilder().record(EvtxRecord("Contoso", 1).raw_user_data(std::string("\x0f\x01\x01\x00\x3f\x00", 6))).chunk();
  RenderOptions how;
  evtx::render_chunk(as_bytes(chunk.data(), chunk.size()), 4096, {}, how, batch);
  CHECK(std::string(batch.rendered.view()).ends_with("<UserData></UserData></Event>\n"));
  CHECK(batch.damage.count("evtx-record-data") == 1);
}
