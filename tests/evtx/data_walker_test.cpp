#include "evtx/data_walker.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string fields_of(const EvtxRecord& record) {
  const Reading r(EvtxBuilder().record(record).chunk());
  REQUIRE(r.events() == 1);
  CHECK(r.damage() == "");
  return r.fields();
}

EvtxRecord contoso() {
  return EvtxRecord("Contoso", 1);
}

}  // namespace

TEST_CASE("named data keep their names, repeated ones get an index in the path") {
  CHECK(fields_of(contoso().data("a", "1").data("b", "2").data("a", "3").data("a", "4")) == "a=1\nb=2\na[1]=3\na[2]=4");
}

TEST_CASE("unnamed data are Data with an index") {
  const Reading r(EvtxBuilder().record(contoso().data("", "x").data("n", "y").data("", "z")).chunk());
  CHECK(r.fields() == "Data[0]=x\nn=y\nData[1]=z");
  CHECK(r.batch.events()[0].data[0].name == "Data");
  CHECK(r.batch.events()[0].data[2].name == "Data");
}

TEST_CASE("data without text still are fields") {
  const Reading r(EvtxBuilder().record(contoso().data("a", EvtxValue::null()).data("b", "").data("c", "1")).chunk());
  CHECK(r.fields() == "a=\nb=\nc=1");
  CHECK(r.batch.events()[0].data[0].value.type == Value::Type::none);
}

TEST_CASE("values keep the type in which they are stored") {
  const Reading r(EvtxBuilder()
                      .record(contoso()
                                  .data("n", EvtxValue::uint32(1205))
                                  .data("h", EvtxValue::hex32(0x8009030d))
                                  .data("i", EvtxValue::int32(-2146893043))
                                  .data("t", EvtxValue::time("2015-06-01T07:00:00Z"))
                                  .data("g", EvtxValue::guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}"))
                                  .data("s", EvtxValue::sid("S-1-5-20"))
                                  .data("y", EvtxValue::boolean(true))
                                  .data("x", EvtxValue::binary("\x01\xff"))
                                  .data("a", EvtxValue::ansi("caf\xe9")))
                      .chunk());
  CHECK(
      r.fields() ==
      "n=1205\nh=0x8009030d\ni=-2146893043\nt=2015-06-01T07:00:00.0000000Z\ng={1f678132-5938-4686-9fdc-c8ff68f15c85}\n"
      "s=S-1-5-20\ny=true\nx=01FF\na=caf\xc3\xa9");
  CHECK(r.batch.events()[0].find("h")->hex);
  CHECK(r.batch.events()[0].find("h")->number == 0x8009030d);
}

TEST_CASE("a classic event's one string array becomes several Data, and Binary stays") {
  CHECK(fields_of(contoso().strings({"10.00.", "15063", "", "Multiprocessor Free"}).binary("ab")) ==
        "Data[0]=10.00.\nData[1]=15063\nData[2]=\nData[3]=Multiprocessor Free\nBinary=6162");
}

TEST_CASE("an element that depends on a null value is left out") {
  CHECK(fields_of(contoso().binary("ab")) == "Binary=6162");
  CHECK(fields_of(contoso().strings({"only"})) == "Data[0]=only");
}

TEST_CASE("arrays in named data repeat the field") {
  CHECK(fields_of(contoso().data("ids", EvtxValue::raw(0x88, std::string("\1\0\0\0\2\0\0\0", 8))).data("z", "1")) ==
        "ids=1\nids[1]=2\nz=1");
  CHECK(fields_of(contoso().data("names", EvtxValue::strings({"a", "b"}))) == "names=a\nnames[1]=b");
  CHECK(fields_of(contoso().data("none", EvtxValue::raw(0x81, ""))) == "none=");
}

TEST_CASE("nested UserData is flattened, with paths from its one child") {
  const EvtxElement chain{"CertGetCertificateChain",
                          {{"xmlns", "urn:x"}},
                          {},
                          {{"Certificate", {{"fileRef", "AB.cer"}, {"subjectName", "fe01 & \"co\""}}, {}, {}},
                           {"Chain",
                            {},
                            {},
                            {{"ChainElement", {}, {}, {{"SignatureAlgorithm", {{"hashName", "MD5"}}, {}, {}}}},
                             {"ChainElement", {}, {}, {{"SignatureAlgorithm", {{"hashName", "SHA1"}}, {}, {}}}},
                             {"Empty", {}, {}, {}}}},
                           {"Result", {{"value", "800B0109"}}, "a < b", {}}}};
  const Reading r(EvtxBuilder().record(EvtxRecord("Microsoft-Windows-CAPI2", 11).user_data(chain)).chunk());
  CHECK(r.damage() == "");
  CHECK(r.fields() ==
        "CertGetCertificateChain/Certificate/@fileRef=AB.cer\n"
        "CertGetCertificateChain/Certificate/@subjectName=fe01 & \"co\"\n"
        "CertGetCertificateChain/Chain/ChainElement/SignatureAlgorithm/@hashName=MD5\n"
        "CertGetCertificateChain/Chain/ChainElement[1]/SignatureAlgorithm/@hashName=SHA1\n"
        "CertGetCertificateChain/Chain/Empty=\n"
        "CertGetCertificateChain/Result/@value=800B0109\n"
        "CertGetCertificateChain/Result=a < b");
  CHECK(r.batch.events()[0].data[0].name == "fileRef");
  CHECK(r.batch.events()[0].data[6].name == "Result");
  CHECK(r.batch.events()[0].find("hashName")->text == "MD5");
}

TEST_CASE("UserData reads the same with and without template around it") {
  const EvtxElement e{"Op", {{"a", "1"}}, {}, {{"Url", {}, "http://pki.contoso.local/a.crl?x=1&y=2", {}}}};
  const std::string templated = fields_of(contoso().user_data(e)),
                    literal = fields_of(contoso().user_data(e).without_template());
  CHECK(templated == "Op/@a=1\nOp/Url=http://pki.contoso.local/a.crl?x=1&y=2");
  CHECK(literal == templated);
}

TEST_CASE("a fragment behind EventData is understood, and RenderingInfo gives no fields") {
  CHECK(fields_of(contoso().data("a", "1").rendering_info("a message")) == "a=1");
}

TEST_CASE("an inline value may begin with a fragment header, and may lack the end token") {
  const auto name = [](std::size_t at, std::string_view text) {
    const auto offset = static_cast<std::uint32_t>(at + 4);
    std::string out(reinterpret_cast<const char*>(&offset), 4);
    out += std::string(6, '\0') + static_cast<char>(text.size()) + '\0' + to_utf16le(text) + std::string(2, '\0');
    return out;
  };
  const auto read = [&](const std::string& before, const std::string& after) {
    // Where the value comes to lie is known once it was written.
    const auto value = [&](std::size_t at) {
      std::string v = before + "\x01" + std::string(4, '\0');
      v += name(at + v.size(), "Op");
      return v + "\x02\x05\x01\x01" + std::string("\0x\0\x04", 4) + after;
    };
    const EvtxBuilder probe = EvtxBuilder().record(contoso().raw_user_data(value(0)));
    const std::size_t at = probe.chunk().find(value(0), 512);
    REQUIRE(at != std::string::npos);
    return fields_of(contoso().raw_user_data(value(at)));
  };
  CHECK(read("", std::string(1, '\0')) == "Op=x");
  CHECK(read("", "") == "Op=x");
  CHECK(read(std::string("\x0f\x01\x01\x00", 4), std::string(1, '\0')) == "Op=x");
}

TEST_CASE("what can be read of broken data is delivered, and the rest is reported") {
  const EvtxElement e{"Op", {}, {}, {{"First", {}, "kept", {}}, {"Second", {}, "lost", {}}}};
  EvtxBuilder good = EvtxBuilder().record(contoso().user_data(e));
  const std::size_t at = good.chunk().find(to_utf16le("lost"), 512);
  REQUIRE(at != std::string::npos);
  const Reading r(good.with_chunk_bytes(0, at - 4, "\x33").chunk());
  CHECK(r.fields() == "Op/First=kept\nOp/Second=");
  CHECK(r.damage() == "evtx-record-data");
  CHECK(r.batch.coverage.damaged > 0);
  CHECK(r.batch.damage.kept()[0].where.offset == 4096 + at - 4);
}
