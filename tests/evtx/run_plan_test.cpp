// RenderPlan as it is run; the shapes are tested in renderer_test.cpp and value_printer_test.cpp.
#include <doctest/doctest.h>

#include <string>

#include "evtx/printing.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("values of any length fit, whatever they become") {
  for (const std::size_t n : {0u, 1u, 15u, 16u, 17u, 31u, 32u, 33u, 1000u, 20'000u}) {
    CAPTURE(n);
    const std::string quotes(n, '"'), amps(n, '&');
    const std::string chunk = EvtxBuilder()
                                  .record(EvtxRecord("Contoso", 1).data("q", quotes))
                                  .record(EvtxRecord("Contoso", 1).data("q", amps))
                                  .chunk();
    std::string json = printed_json(chunk), xml = printed_xml(chunk);
    std::string escaped, entities;
    for (std::size_t i = 0; i < n; ++i) escaped += "\\\"";
    for (std::size_t i = 0; i < n; ++i) entities += "&amp;";
    CHECK(json.find("\"q\":\"" + escaped + "\"}") != std::string::npos);
    if (xml.find("<Data Name='q'>" + entities + "</Data>") == std::string::npos)
      CHECK(n > 16'000);  // the second did not fit in the chunk
  }
}

TEST_CASE("many events in one buffer do not touch each other") {
  EvtxBuilder log;
  for (std::uint16_t i = 0; i < 200; ++i) log.record(EvtxRecord("Contoso", i).data("n", EvtxValue::uint32(i)));
  const std::string json = printed_json(log.chunk());
  for (int i = 0; i < 50; ++i) {
    CHECK(json.find("\"EventID\":" + std::to_string(i) + ",") != std::string::npos);
    CHECK(json.find("{\"n\":" + std::to_string(i) + "}}}") != std::string::npos);
  }
}

TEST_CASE("a value in an attribute is escaped for one") {
  EvtxRecord record("Contoso <&'> GmbH", 1);
  record.data("a'b", "x");
  const std::string chunk = EvtxBuilder().record(record).chunk();
  CHECK(between(printed_xml(chunk), "<Provider ", ">") == "Name='Contoso &lt;&amp;&apos;&gt; GmbH'/");
  CHECK(between(printed_xml(chunk), "<EventData>", "</EventData>") == "<Data Name='a&apos;b'>x</Data>");
}

TEST_CASE("elements where an attribute's value should be are left out, as no attribute can hold them") {
  // The second record's thread id becomes binary XML that ends at once.
  const std::size_t type_of_thread = 24 + 4 + 10 + 4 + 4 * 9 + 2;
  EvtxRecord second("Contoso", 1);
  second.process(652, 0);
  const std::string chunk = EvtxBuilder()
                                .record(EvtxRecord("Contoso", 1))
                                .record(second)
                                .with_record_bytes(1, type_of_thread, "\x21")
                                .chunk();
  const std::string xml = printed_xml(chunk);
  CHECK(xml.find("<Execution ProcessID='652' ThreadID='708'/>") != std::string::npos);
  CHECK(xml.find("<Execution ProcessID='652' ThreadID=''/>") != std::string::npos);
  CHECK(printed_json(chunk).find("\"ProcessID\":652") != std::string::npos);
}
