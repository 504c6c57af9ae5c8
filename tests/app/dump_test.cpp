#include <doctest/doctest.h>

#include <algorithm>

#include "app/run.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

TEST_CASE("a dump goes to the file that was named, whole") {
  TempDir dir;
  const std::string path = dir.write("a.evtx", EvtxBuilder().record(36888).build()).string();
  const Ran ran = run({"dump", path, "--format", "jsonl"});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(ran.out.starts_with("{\"Event\":"));
  CHECK(ran.out.ends_with("}\n"));
}

TEST_CASE("no event is no error, no log is one; the others are printed") {
  TempDir dir;
  const std::string path = dir.write("a.evtx", EvtxBuilder().record(36888).build()).string();
  const Ran none = run({"dump", path, "--id", "1", "--format", "json"});
  CHECK(none.code == ExitCode::nothing);
  CHECK(none.out == "[\n]\n");
  const Ran missing = run({"dump", path, path + ".not", "--format", "csv"});
  CHECK(missing.code == ExitCode::input);
  CHECK(missing.out.find(",36888,") != std::string::npos);
}

TEST_CASE("a text is sentences, an event in a line") {
  TempDir dir;
  const std::string path =
      dir.write("a.evtx", EvtxBuilder().record(EvtxRecord("Schannel", 36888).level(2).data("AlertDesc", "40").data("ErrorState", "1205")).build())
          .string();
  const Ran ran = run({"dump", path, "--format", "text", "--utc"});
  CHECK(ran.code == ExitCode::nothing);
  CHECK(ran.out.ends_with(": sent alert 40 handshake_failure, state 1205 (no usable cipher suite, server)\n"));
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
  CHECK(ran.out.find('\x1b') == std::string::npos);
}

TEST_CASE("damage ends with a code only if that is asked for") {
  TempDir dir;
  const std::string path =
      dir.write("a.evtx", EvtxBuilder().record(36888).record(36888).with_record_size(1, 7).build()).string();
  CHECK(run({"dump", path}).code == ExitCode::nothing);
  const Ran strict = run({"dump", path, "--strict"});
  CHECK(strict.code == ExitCode::input);
  CHECK(strict.out.ends_with("</Events>\n"));
}

TEST_CASE("a wrong checksum is looked for if that is asked for") {
  TempDir dir;
  const std::string path =
      dir.write("a.evtx", EvtxBuilder().record(36888).with_wrong_data_checksum(0).build()).string();
  CHECK(run({"dump", path, "--strict"}).code == ExitCode::nothing);
  CHECK(run({"dump", path, "--strict", "--verify"}).code == ExitCode::input);
}

TEST_CASE("an image that holds a chunk is no log, but its events are carved") {
  TempDir dir;
  const std::string image = std::string(12345, 'x') + EvtxBuilder().record(36888).chunk() + std::string(54321, 'y');
  const std::string path = dir.write("disk.img", image).string();
  CHECK(run({"dump", path}).code == ExitCode::input);
  const Ran carved = run({"dump", path, "--carve", "--format", "csv"});
  CHECK(carved.code == ExitCode::nothing);
  CHECK(carved.out.find(",36888,") != std::string::npos);
}
