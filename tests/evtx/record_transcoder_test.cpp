#include <doctest/doctest.h>

#include <filesystem>

#include "base/text.h"
#include "evtx/copying.h"
#include "evtx/evtx_source.h"
#include "evtx/printing.h"
#include "evtx/reading.h"
#include "evtx/record_place.h"
#include "evtx/record_transcoder.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::evtx;
using namespace doctor::test;

namespace {

EvtxRecord capi2() {
  EvtxElement chain{"ChainElement", {{"index", "0"}}, {}, {{"Certificate", {{"subjectName", "CN=fe01.contoso.com"}}}}};
  return EvtxRecord("Microsoft-Windows-CAPI2", 11)
      .channel("Microsoft-Windows-CAPI2/Operational")
      .user_data({"CertGetCertificateChain", {}, {}, {chain, {"Result", {{"value", "800B0109"}}, "A & B <c>"}}});
}

/// One record of every shape there is.
std::string shapes() {
  EvtxBuilder log;
  log.record(EvtxRecord("Schannel", 36888)
                 .guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}")
                 .user("S-1-5-21-1-2-3-500")
                 .activity("{00112233-4455-6677-8899-aabbccddeeff}")
                 .data("Text", "one")
                 .data("Empty", EvtxValue::text(""))
                 .data("Null", EvtxValue::null())
                 .data("Binary", EvtxValue::binary("\x01\x02\x03"))
                 .data("Sid", EvtxValue::sid("S-1-5-18"))
                 .data("Real", EvtxValue::real64(1.5))
                 .data("List", EvtxValue::strings({"a", "", "c"}))
                 .optional_data("Optional", 0x01, EvtxValue::null()));
  log.record(EvtxRecord("LS User Services", 32174)
                 .channel("Lync Server")
                 .qualifiers(17390)
                 .strings({"x", "y"})
                 .binary("\x7f"));
  log.record(capi2());
  log.record(EvtxRecord("Contoso", 77).without_template().strings({"literal & more"}));
  log.record(EvtxRecord("Contoso", 78).data("A", "b").rendering_info("A sentence."));
  log.record(EvtxRecord("Schannel", 36888).user("S-1-5-20").data("Text", "two"));
  return log.chunk();
}

std::string with_new_numbers(std::string chunk) {
  for (const std::size_t at : {8u, 16u, 24u, 32u, 52u, 124u}) {
    chunk.replace(at, at < 40 ? 8 : 4, at < 40 ? 8 : 4, '\0');
  }
  return chunk;
}

}  // namespace

TEST_CASE("every shape of record is printed by its copy as by the original") {
  const std::string chunk = shapes();
  const Copying copy(chunk);
  CHECK(copy.problems.empty());
  CHECK(printed_xml(copy.bytes) == printed_xml(chunk));
  CHECK(printed_json(copy.bytes) == printed_json(chunk));
  CHECK(Reading(copy.bytes, {}, {.verify_checksums = true}).damage().empty());
}

TEST_CASE("a chunk whose records are all copied is that chunk again, byte for byte") {
  const std::string chunk = shapes();
  CHECK(with_new_numbers(Copying(chunk).bytes) == with_new_numbers(chunk));
}

TEST_CASE("a copy of some records brings their templates and names along") {
  const std::string chunk = shapes();
  const Reading reading(chunk);
  RecordTranscoder transcoder;
  transcoder.begin(as_bytes(chunk.data(), chunk.size()));
  PortableRecord last;
  RecordPlace place = record_places(reading.batch)[5];
  place.chunk = as_bytes(chunk.data(), chunk.size());
  CHECK(transcoder.record(place, last).empty());
  CHECK(last.templates.size() == 2);
}

TEST_CASE("padding, slack and the values of nulls are not copied") {
  EvtxBuilder log;
  log.record(EvtxRecord("Contoso", 1).data("N", EvtxValue::raw(0x00, "secret")).data("T", "text"));
  log.with_chunk_bytes(0, 60'000, "secret");
  const std::string chunk = log.chunk();
  REQUIRE(chunk.find("secret") < 60'000);
  const Copying copy(chunk);
  CHECK(copy.bytes.find("secret") == std::string::npos);
  CHECK(printed_xml(copy.bytes) == printed_xml(chunk));
}

TEST_CASE("an editor replaces texts wherever they stand: in values, templates, inline elements, attributes, SIDs") {
  ListedTexts editor;
  editor.replace = {{"FE01.contoso.local", "host-1"},
                    {"one", "1 < 2 & \"3\""},
                    {"c", "sea"},
                    {"S-1-5-21-1-2-3-500", "S-1-5-21-7-7-7-1000"},
                    {"CN=fe01.contoso.com", "CN='x'"},
                    {"A & B <c>", "nothing & more"},
                    {"literal & more", "other"},
                    {"\x7f", "\x11\x22"},
                    {"A sentence.", "Another."}};
  const std::string chunk = shapes();
  const Copying copy(chunk, &editor);
  REQUIRE(copy.problems.empty());
  std::string expected = printed_xml(chunk);
  const auto change = [&](const std::string& from, const std::string& to) {
    REQUIRE(expected.find(from) != std::string::npos);
    for (std::size_t at = 0; (at = expected.find(from, at)) != std::string::npos; at += to.size()) {
      expected.replace(at, from.size(), to);
    }
  };
  change("<Computer>FE01.contoso.local<", "<Computer>host-1<");
  change("<Data Name='Text'>one<", "<Data Name='Text'>1 &lt; 2 &amp; \"3\"<");
  change("<Data Name='List'>c<", "<Data Name='List'>sea<");
  change("S-1-5-21-1-2-3-500", "S-1-5-21-7-7-7-1000");
  change("CN=fe01.contoso.com", "CN=&apos;x&apos;");
  change("A &amp; B &lt;c&gt;", "nothing &amp; more");
  change("literal &amp; more", "other");
  change("<Binary>7F<", "<Binary>1122<");
  change("A sentence.", "Another.");
  CHECK(printed_xml(copy.bytes) == expected);
  CHECK(copy.bytes.find(to_utf16le("contoso")) == std::string::npos);
  CHECK(Reading(copy.bytes, {}, {.verify_checksums = true}).damage().empty());
}

TEST_CASE("an editor is told where a text stands, and is not asked about what events are found by") {
  ListedTexts editor;
  const Copying copy(shapes(), &editor);
  CHECK(editor.was_asked("Computer=FE01.contoso.local"));
  CHECK(editor.was_asked("Text=one"));
  CHECK(editor.was_asked("Text=two"));
  CHECK(editor.was_asked("List=c"));
  CHECK(editor.was_asked("Data=x"));
  CHECK(editor.was_asked("Binary=\x7f"));
  CHECK(editor.was_asked("subjectName=CN=fe01.contoso.com"));
  CHECK(editor.was_asked("Result=A & B <c>"));  // in one piece, though it is stored in five
  CHECK(editor.was_asked("sid=S-1-5-21-1-2-3-500"));
  for (const std::string& question : editor.asked) {
    CAPTURE(question);
    if (question.starts_with("=")) continue;  // of a value that its template does not use, nobody knows what it is
    for (const char* never : {"Schannel", "Microsoft-Windows-CAPI2", "LS User Services", "Lync Server", "36888",
                              "Empty", "http://schemas.microsoft.com", "2015-06-01"}) {
      CHECK(question.find(never) == std::string::npos);
    }
  }
}

TEST_CASE("templates that differ in nothing but what was replaced become one") {
  EvtxBuilder log;
  log.record(EvtxRecord("Contoso", 1).computer("a.contoso.com").data("T", "x"));
  log.record(EvtxRecord("Contoso", 1).computer("b.contoso.com").data("T", "x"));
  ListedTexts editor;
  editor.replace = {{"a.contoso.com", "host"}, {"b.contoso.com", "host"}};
  const Copying copy(log.chunk(), &editor);
  REQUIRE(copy.records.size() == 2);
  CHECK(copy.records[0].templates.size() == 2);
  CHECK(copy.bytes.find(to_utf16le("contoso.com")) == std::string::npos);
}

TEST_CASE("a text that became too long for its value is no record; the others are") {
  class Longer : public ListedTexts {
   public:
    bool edit(std::string_view text, std::string_view, std::string& out) override {
      out.assign(text == "long" ? 40'000 : 1, 'x');
      return true;
    }
  } editor;
  const Copying copy(EvtxBuilder()
                         .record(EvtxRecord("Contoso", 1).data("T", "long"))
                         .record(EvtxRecord("Contoso", 1).data("T", "short"))
                         .chunk(),
                     &editor);
  REQUIRE(copy.problems.size() == 1);
  CHECK(copy.problems[0] == "is left out: what replaces one of its values is too long");
  CHECK(copy.records.size() == 1);
}

TEST_CASE("what a reader leaves out of a broken record, its copy does not have") {
  for (std::size_t cut = 30; cut < 260; cut += 3) {
    CAPTURE(cut);
    EvtxBuilder log;
    log.record(EvtxRecord("Contoso", 1).data("T", "x")).record(capi2()).record(EvtxRecord("Contoso", 1).data("T", "y"));
    log.with_record_bytes(1, log.place(1).second - cut, "\xee\xee");
    const std::string chunk = log.chunk();
    const Copying copy(chunk);
    CHECK(copy.problems.empty());
    CHECK(printed_xml(copy.bytes) == printed_xml(chunk));
  }
}

TEST_CASE("a carved record without its template keeps its System part, and nothing nobody can name") {
  EvtxBuilder log;
  for (int i = 0; i < 2; ++i) log.record(EvtxRecord("Schannel", 36888).user("S-1-5-18").data("T", "hidden"));
  std::string chunk = log.chunk();
  // The first record defines the template of the second: behind its header, the instance and the link. Now it is another's.
  const std::size_t guid = log.place(0).first - 4096 + 24 + 14 + 4;
  chunk[guid] = static_cast<char>(chunk[guid] + 1);
  EvtxOptions options;
  options.carve = true;
  const Reading reading(chunk, {}, options);
  REQUIRE(reading.events() == 1);
  ListedTexts editor;
  editor.replace = {{"S-1-5-18", "S-1-5-19"}};
  RecordTranscoder transcoder(&editor);
  const RecordPlace place = record_places(reading.batch)[0];
  transcoder.begin(place.chunk);
  PortableRecord record;
  REQUIRE(transcoder.record(place, record).empty());
  CHECK(record.xml.bytes().find(to_utf16le("hidden")) == std::string_view::npos);
  CHECK(record.xml.bytes().find(to_utf16le("Schannel")) != std::string_view::npos);
  CHECK(editor.asked == std::vector<std::string>{"sid=S-1-5-18"});
}

TEST_CASE("real logs: copies print as their originals") {
  const auto folder = corpus();
  if (!folder) {
    MESSAGE("skipped: no corpus");
    return;
  }
  EventBatch batch, printed;
  std::size_t records = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "evtx")) {
    if (entry.path().extension() != ".evtx") continue;
    CAPTURE(entry.path().filename().string());
    const std::string file = read_file(entry.path());
    for (std::size_t at = 4096; at < file.size(); at += 65536) {
      const std::string chunk = file.substr(at, 65536);
      const Copying copy(chunk);
      CHECK(copy.problems.empty());
      records += copy.records.size();
      if (copy.bytes.empty()) continue;
      CHECK(Reading(copy.bytes, {}, {.verify_checksums = true}).batch.damage.count(Severity::error) == 0);
      if (printed_xml(copy.bytes) != printed_xml(chunk)) FAIL_CHECK("the copy prints something else");
    }
  }
  CHECK(records == 18'628);
}
