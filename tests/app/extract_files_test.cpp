#include <doctest/doctest.h>

#include <filesystem>

#include "app/extract_files.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

std::string name(ExtractFiles& files, std::string_view input, std::string_view ending = ".evtx") {
  const std::string path = files.name_in("d", input, ending);
  REQUIRE(path.size() > 2);
  REQUIRE(path.find_first_of("/\\") == 1);
  return path.substr(2);
}

}  // namespace

TEST_CASE("each input has its own name, whatever folder it was in") {
  const Inputs none;
  ExtractFiles files(none, {});
  CHECK(name(files, "a/System.evtx") == "System.evtx");
  CHECK(name(files, "b/system.EVTX") == "system-2.evtx");
  CHECK(name(files, "c/System.evtx") == "System-3.evtx");
  CHECK(name(files, "c/System-2.evtx") == "System-2-2.evtx");
  CHECK(name(files, "Lync Server.xml", ".xml") == "Lync Server.xml");
  CHECK(name(files, "disk.img") == "disk.img.evtx");
}

TEST_CASE("no name leads out of the folder or plays tricks on a terminal") {
  const Inputs none;
  ExtractFiles files(none, {});
  CHECK(name(files, "x/..") == "log.evtx");
  CHECK(name(files, "a\x1b[31m.evtx") == "a_[31m.evtx");
  CHECK(name(files, "a:b*?.evtx") == "a_b__.evtx");
  CHECK(name(files, "/").find("..") == std::string::npos);
}

TEST_CASE("an input is known by whatever name") {
  const TempDir dir;
  const auto path = dir.write("in/a.evtx", EvtxBuilder().record(36888).build());
  const auto other = dir.write("b.evtx", "something else");
  const Inputs inputs = open_inputs({path.string()});
  const ExtractFiles files(inputs, {});
  CHECK(files.is_read(path.string()));
  CHECK(files.is_read((dir.path() / "in" / ".." / "in" / "a.evtx").string()));
  CHECK_FALSE(files.is_read(other.string()));
  CHECK_FALSE(files.is_read((dir.path() / "new.evtx").string()));
#ifndef _WIN32
  std::filesystem::create_symlink(path, dir.path() / "link.evtx");
  CHECK(files.is_read((dir.path() / "link.evtx").string()));
#endif
}
