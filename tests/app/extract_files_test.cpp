#include "app/extract_files.h"

#include <doctest/doctest.h>

using namespace doctor;

namespace {

std::string name(ExtractFiles& files, std::string_view input, std::string_view ending = ".evtx") {
  const std::string path = files.name_in("d", input, ending);
  REQUIRE(path.size() > 2);
  REQUIRE(path.find_first_of("/\\") == 1);
  return path.substr(2);
}

}  // namespace

TEST_CASE("each input has its own name, whatever folder it was in") {
  ExtractFiles files;
  CHECK(name(files, "a/System.evtx") == "System.evtx");
  CHECK(name(files, "b/system.EVTX") == "system-2.evtx");
  CHECK(name(files, "c/System.evtx") == "System-3.evtx");
  CHECK(name(files, "c/System-2.evtx") == "System-2-2.evtx");
  CHECK(name(files, "Lync Server.xml", ".xml") == "Lync Server.xml");
  CHECK(name(files, "disk.img") == "disk.img.evtx");
}

TEST_CASE("no name leads out of the folder or plays tricks on a terminal") {
  ExtractFiles files;
  CHECK(name(files, "x/..") == "log.evtx");
  CHECK(name(files, "a\x1b[31m.evtx") == "a_[31m.evtx");
  CHECK(name(files, "a:b*?.evtx") == "a_b__.evtx");
  CHECK(name(files, "/").find("..") == std::string::npos);
}
