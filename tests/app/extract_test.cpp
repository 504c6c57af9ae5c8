#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <sstream>

#include "app/commands.h"
#include "app/run.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;
namespace fs = std::filesystem;

namespace {

ExitCode extract(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "extract");
  const ParsedCommandLine parsed = parse_command_line(std::move(arguments));
  REQUIRE_MESSAGE(parsed.options, parsed.err);
  return run_command(*parsed.options);
}

/// The JSON report without what the extract cannot have in common with its original: where events were read from, and how many other
/// ones there were.
std::string diagnosis(const std::string& path) {
  const Ran ran = run({"scan", path, "--format", "json", "--all", "--now", "2026-01-01"});
  std::string out, section;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  \"")) section = line.substr(3, line.find('"', 3) - 3);
    if (section == "inputs" || section == "totals") continue;
    for (const std::string key : {"\"path\": \"", "\"source\": \""}) {
      const std::size_t at = line.find(key);
      if (at != std::string::npos) line.erase(at + key.size(), line.find('"', at + key.size()) - at - key.size());
    }
    out += line + '\n';
  }
  REQUIRE(out.find("\"diagnoses\"") != std::string::npos);
  REQUIRE(out.find(path) == std::string::npos);
  return std::to_string(static_cast<int>(ran.code)) + " " + out;
}

std::string a_log() {
  EvtxBuilder log;
  for (int i = 0; i < 30; ++i) {
    log.record(EvtxRecord("Contoso", 7).at("2015-06-01T06:00:00Z").data("Text", "quiet"));
    log.record(EvtxRecord("Schannel", 36888)
                   .at("2015-06-01T07:00:00Z")
                   .level(2)
                   .data("AlertDesc", "40")
                   .data("ErrorState", "1205"));
  }
  return log.build();
}

std::size_t events_in(const fs::path& path) {
  const Ran ran = run({"dump", path.string(), "--format", "jsonl"});
  return static_cast<std::size_t>(std::count(ran.out.begin(), ran.out.end(), '\n'));
}

}  // namespace

TEST_CASE("the extract of every sample has the diagnosis of the original") {
  for (const auto& sample : fs::directory_iterator(fs::path(DOCTOR_SOURCE_DIR) / "samples")) {
    if (!sample.is_directory() || sample.path().filename() == "beside") continue;  // those files are no logs
    CAPTURE(sample.path().filename().string());
    const TempDir dir;
    const std::string logs = sample.path().string(), each = (dir.path() / "each").string();
    const std::string original = diagnosis(logs);
    REQUIRE(extract({logs, "--out-dir", each}) == ExitCode::nothing);
    CHECK(diagnosis(each) == original);
    const bool is_xml = logs.ends_with("xml");
    const std::string one = (dir.path() / "one" / (is_xml ? "all.xml" : "all.evtx")).string();
    fs::create_directory(dir.path() / "one");
    REQUIRE(extract({logs, "-o", one}) == ExitCode::nothing);
    CHECK(diagnosis(one) == original);
  }
}

TEST_CASE("filters choose, --all takes everything, and ids stay") {
  const TempDir dir;
  const std::string log = dir.write("a.evtx", a_log()).string(), out = (dir.path() / "out.evtx").string();
  CHECK(extract({log, "-o", out, "--record", "5,7"}) == ExitCode::nothing);
  CHECK(events_in(out) == 2);
  CHECK(run({"dump", out, "--record", "7"}).out.find("<EventRecordID>7<") != std::string::npos);
  CHECK(run({"dump", out, "--record", "2"}).out.find("<EventRecordID>") == std::string::npos);
  CHECK(extract({log, "-o", out, "--all"}) == ExitCode::nothing);
  CHECK(events_in(out) == 60);
  CHECK(run({"dump", out}).out == run({"dump", log}).out);
  CHECK(extract({log, "-o", out}) == ExitCode::nothing);
  CHECK(events_in(out) == 31);  // the first of the quiet ones says how far the log reaches
  const std::string xml = (dir.path() / "out.xml").string();
  CHECK(extract({log, "-o", xml, "--provider", "Schannel"}) == ExitCode::nothing);
  CHECK(read_file(xml) == run({"dump", log, "--provider", "Schannel"}).out);
}

TEST_CASE("nothing is written where nothing was found, over an input, or over what lies in the folder") {
  const TempDir dir;
  const std::string bytes = a_log();
  const std::string log = dir.write("a.evtx", bytes).string(), out = (dir.path() / "out.evtx").string();
  CHECK(extract({log, "-o", out, "--id", "1"}) == ExitCode::nothing);
  CHECK_FALSE(fs::exists(out));
  CHECK(extract({log, "-o", log, "--all"}) == ExitCode::usage);
  CHECK(extract({log, "--out-dir", dir.path().string()}) == ExitCode::usage);
  CHECK(read_file(log) == bytes);
  const std::string other = dir.write("each/a.evtx", "something else").string();
  CHECK(extract({log, "--out-dir", (dir.path() / "each").string()}) == ExitCode::input);
  CHECK(read_file(other) == "something else");
  CHECK(extract({log, "-o", (dir.path() / "no" / "out.evtx").string()}) == ExitCode::input);
  CHECK(extract({(dir.path() / "missing.evtx").string(), "-o", out}) == ExitCode::input);
}

TEST_CASE("event XML stays XML") {
  const TempDir dir;
  const fs::path sample = fs::path(DOCTOR_SOURCE_DIR) / "samples" / "incident-1-xml";
  const std::string out = (dir.path() / "out.evtx").string();
  CHECK(extract({sample.string(), "-o", out}) == ExitCode::usage);
  CHECK_FALSE(fs::exists(out));
  CHECK(extract({sample.string(), "--out-dir", dir.path().string()}) == ExitCode::nothing);
  CHECK(fs::exists(dir.path() / "System.xml"));
  CHECK(fs::exists(dir.path() / "Lync Server.xml"));
}

TEST_CASE("two inputs of one name are two files, and damage ends with a code if that is asked for") {
  const TempDir dir;
  dir.write("in/a/System.evtx", a_log());
  dir.write("in/b/System.evtx", EvtxBuilder().record(36888).record(36888).with_record_size(1, 7).build());
  const std::string in = (dir.path() / "in").string();
  CHECK(extract({in, "--out-dir", (dir.path() / "out").string()}) == ExitCode::nothing);
  CHECK(events_in(dir.path() / "out" / "System.evtx") == 31);
  CHECK(events_in(dir.path() / "out" / "System-2.evtx") == 1);
  CHECK(extract({in, "-o", (dir.path() / "all.evtx").string(), "--strict"}) == ExitCode::input);
  CHECK(run({"dump", (dir.path() / "all.evtx").string(), "--strict", "--verify"}).code == ExitCode::nothing);
}

#ifndef _WIN32
TEST_CASE("other readers read the same of an extract as of its original") {
  const auto output_of = [](const std::string& command) {
    std::string out;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    REQUIRE(pipe != nullptr);
    char buffer[4096];
    for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
    pclose(pipe);
    return out;
  };
  const TempDir dir;
  const std::string log = (fs::path(DOCTOR_SOURCE_DIR) / "samples" / "incident-2" / "Lync_Server.evtx").string();
  const std::string all = (dir.path() / "all.evtx").string(), few = (dir.path() / "few.evtx").string();
  REQUIRE(extract({log, "-o", all, "--all"}) == ExitCode::nothing);
  REQUIRE(extract({log, "-o", few}) == ExitCode::nothing);
  REQUIRE(events_in(few) < events_in(all));
  const auto count = [](const std::string& text) {
    std::size_t n = 0;
    for (std::size_t at = 0; (at = text.find("<Event xmlns=", at)) != std::string::npos; ++at) ++n;
    return n;
  };
  struct Reader {
    const char* program;
    const char* command;
  };
  for (const Reader& reader : {Reader{"/usr/bin/evtxexport", "/usr/bin/evtxexport -f xml '"},
                               Reader{"/usr/bin/evtx_dump.py", "/usr/bin/python3 /usr/bin/evtx_dump.py '"}}) {
    CAPTURE(reader.program);
    if (!fs::exists(reader.program)) {
      MESSAGE("skipped: it is not installed");
      continue;
    }
    const auto read = [&](const std::string& path) { return output_of(reader.command + path + "'"); };
    CHECK(read(all) == read(log));
    CHECK(count(read(few)) == events_in(few));
  }
}
#endif
