#include "app/inputs.h"

#include <doctest/doctest.h>

#include "support/evtx_builder.h"
#include "support/temp_dir.h"
#include "support/xml_builder.h"

using namespace doctor;
namespace fs = std::filesystem;

namespace {

std::string log_bytes() {
  return test::EvtxBuilder().record(36888).build();
}

std::string xml_bytes(test::XmlEncoding encoding = test::XmlEncoding::utf8) {
  const test::XmlEvent events[] = {test::XmlEvent("Schannel", 36888).data("AlertDesc", "40")};
  return test::xml_export(events, test::XmlShape::event_viewer, encoding);
}

// "evtx:a.evtx xml:b.xml !c: why -d": sources, failures and what was passed over, paths relative to the folder.
std::string summary(const Inputs& inputs, const fs::path& folder) {
  const auto relative = [&](const std::string& path) { return fs::path(path).lexically_relative(folder).string(); };
  std::string out;
  for (const auto& s : inputs.sources) out += std::string(s->info().kind) + ":" + relative(s->info().path) + " ";
  for (const auto& f : inputs.failures) out += "!" + relative(f.path) + ": " + f.why + " ";
  for (const auto& p : inputs.passed_over) out += "-" + relative(p) + " ";
  return out;
}

}  // namespace

TEST_CASE("a folder gives all logs below it, by content and sorted; what is no log is passed over") {
  test::TempDir dir;
  dir.write("sub/deep/b.evtx", log_bytes());
  dir.write("a.log", log_bytes());
  dir.write("c.xml", xml_bytes());
  dir.write("wide.txt", xml_bytes(test::XmlEncoding::utf16le));
  dir.write("notes.txt", "nothing here");
  dir.write("config.xml", "<configuration><add key='x'/></configuration>");
  dir.write("empty.txt", "");
  CHECK(summary(open_inputs({dir.path().string()}), dir.path()) ==
        "evtx:a.log xml:c.xml evtx:sub/deep/b.evtx xml:wide.txt -config.xml -empty.txt -notes.txt ");
}

TEST_CASE("what was named, or is called .evtx, must be a log") {
  test::TempDir dir;
  const auto named = dir.write("notes.txt", "nothing here").string();
  dir.write("folder/broken.evtx", "not at all");
  dir.write("folder/empty.evtx", "");
  const auto missing = (dir.path() / "none.evtx").string();
  CHECK(summary(open_inputs({named, missing, (dir.path() / "folder").string()}), dir.path()) ==
        "!folder/broken.evtx: not an event log: neither EVTX nor event XML !folder/empty.evtx: the file is empty "
        "!none.evtx: no such file or folder !notes.txt: not an event log: neither EVTX nor event XML ");
}

TEST_CASE("a file reached twice counts once, and the order of the paths does not matter") {
  test::TempDir dir;
  const auto a = dir.write("a.evtx", log_bytes()).string();
  const auto b = dir.write("b.evtx", log_bytes()).string();
  fs::create_symlink(a, dir.path() / "link.evtx");
  const std::string folder = dir.path().string();
  const std::string expected = "evtx:a.evtx evtx:b.evtx ";
  CHECK(summary(open_inputs({folder, a, b}), dir.path()) == expected);
  CHECK(summary(open_inputs({b, folder, a, a}), dir.path()) == expected);
}

TEST_CASE("links to folders are not followed, so a loop ends") {
  test::TempDir dir;
  dir.write("sub/a.evtx", log_bytes());
  fs::create_directory_symlink(dir.path(), dir.path() / "sub" / "loop");
  CHECK(summary(open_inputs({dir.path().string()}), dir.path()) == "evtx:sub/a.evtx ");
}

TEST_CASE("a log whose file header was overwritten is known by its first chunk") {
  test::TempDir dir;
  std::string bytes = log_bytes();
  std::fill(bytes.begin(), bytes.begin() + 4096, '\0');
  const auto path = dir.write("dirty.bin", bytes).string();
  CHECK(summary(open_inputs({path}), dir.path()) == "evtx:dirty.bin ");
}

TEST_CASE("when carving, what was named may be anything; what was met in a folder must be a log all the same") {
  test::TempDir dir;
  const auto image = dir.write("disk.img", std::string(10000, 'x') + log_bytes()).string();
  dir.write("folder/other.img", std::string(10000, 'x') + log_bytes());
  dir.write("folder/a.evtx", log_bytes());
  dir.write("folder/broken.evtx", "not at all");
  const auto xml = dir.write("c.xml", xml_bytes()).string();
  const std::vector<std::string> paths = {image, xml, (dir.path() / "folder").string()};
  EvtxOptions carving;
  carving.carve = true;
  CHECK(summary(open_inputs(paths, carving), dir.path()) ==
        "xml:c.xml evtx:disk.img evtx:folder/a.evtx evtx:folder/broken.evtx -folder/other.img ");
  CHECK(summary(open_inputs(paths), dir.path()) ==
        "xml:c.xml evtx:folder/a.evtx !disk.img: not an event log: neither EVTX nor event XML "
        "!folder/broken.evtx: not an event log: neither EVTX nor event XML -folder/other.img ");
}
