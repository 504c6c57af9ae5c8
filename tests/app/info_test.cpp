#include <doctest/doctest.h>

#include "app/run.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a System log without Schannel events is blind, one with them serves") {
  TempDir dir;
  const std::string blind = dir.write("a.evtx", EvtxBuilder().record(EvtxRecord("EventLog", 6005)).build()).string();
  const std::string good = dir.write("b.evtx", EvtxBuilder().record(EvtxRecord("Schannel", 36888)).build()).string();
  const Ran a = run({"info", blind, "--utc"});
  CHECK(a.code == ExitCode::nothing);
  CHECK(has(a.out, "System, provider Schannel: blind on FE01.contoso.local"));
  CHECK(has(run({"info", good, "--utc"}).out, " serves: lync-phone-missing-intermediate"));
}

TEST_CASE("what could not be read is in the list and in the exit code") {
  TempDir dir;
  const std::string good = dir.write("b.evtx", EvtxBuilder().record(36888).build()).string();
  const Ran ran = run({"info", good, good + ".not", "--format", "json"});
  CHECK(ran.code == ExitCode::input);
  CHECK(has(ran.out, "\"error\": \"no such file or folder\""));
  CHECK(has(ran.out, "\"events\": 1"));
}

TEST_CASE("damage ends with a code only if that is asked for") {
  TempDir dir;
  const std::string path =
      dir.write("a.evtx", EvtxBuilder().record(36888).record(36888).with_record_size(1, 7).build()).string();
  CHECK(run({"info", path}).code == ExitCode::nothing);
  CHECK(run({"info", path, "--strict"}).code == ExitCode::input);
}
