#include "app/read_files.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "app/commands.h"
#include "app/run.h"
#include "platform/file.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kRegistry = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\X]\r\n\"A\"=dword:00000001\r\n";

std::string a_log() {
  return EvtxBuilder().record(36888).build();
}

std::string content_of(const fs::path& path) {
  const auto text = read_text_file(path);
  return text ? *text : "(none)";
}

/// Runs it; its result goes where the arguments say.
ExitCode code_of(std::vector<std::string> arguments) {
  return run_command(parsed(std::move(arguments)));
}

/// True if the command ends with a usage error and the file is what it was.
bool is_spared(const fs::path& file, std::vector<std::string> arguments) {
  const std::string before = content_of(file);
  const bool refused = code_of(std::move(arguments)) == ExitCode::usage;
  return refused && content_of(file) == before;
}

}  // namespace

TEST_CASE("no command writes over its input, by whatever name") {
  const TempDir dir;
  const fs::path log = dir.write("a.evtx", a_log());
  const std::string name = log.string(), roundabout = (dir.path() / "." / "a.evtx").string();
  for (const char* command : {"scan", "dump", "info", "extract"}) {
    CAPTURE(command);
    CHECK(is_spared(log, {command, name, "-o", name}));
    CHECK(is_spared(log, {command, dir.path().string(), "-o", roundabout}));
  }
  CHECK(is_spared(log, {"scan", name, "-qq", "--metrics", name, "--state", (dir.path() / "st").string()}));
  CHECK(is_spared(log, {"scan", dir.path().string(), "--state", name}));
  CHECK(is_spared(log, {"scan", name, "--state", roundabout}));
#ifndef _WIN32
  const fs::path link = dir.path() / "link";
  fs::create_symlink(log, link);
  CHECK(is_spared(log, {"dump", name, "-o", link.string()}));
#endif
  CHECK(fs::exists(log));
}

TEST_CASE("nor over an input that it could not read, nor over what lies beside the logs") {
  const TempDir dir;
  const std::string log = dir.write("logs/a.evtx", a_log()).string();
  const fs::path text = dir.write("notes.txt", "no log"), registry = dir.write("logs/values.reg", kRegistry);
  CHECK(is_spared(text, {"dump", log, text.string(), "-o", text.string()}));
  CHECK(is_spared(registry, {"scan", (dir.path() / "logs").string(), "-o", registry.string()}));
  CHECK(is_spared(registry, {"extract", (dir.path() / "logs").string(), "--all", "-o", registry.string()}));
}

TEST_CASE("nor over the key of its pseudonyms, nor over its rules") {
  const TempDir dir;
  const std::string log = dir.write("a.evtx", a_log()).string();
  const fs::path key = dir.write("key", "0123456789abcdef");
  CHECK(is_spared(key, {"dump", log, "--redact", "--redact-key", key.string(), "-o", key.string()}));
  const fs::path rule = dir.write("rules/a.YAML",
                                  "title: A\nname: a\nlogsource: {product: windows, service: system}\n"
                                  "detection: {s: {EventID: 36888}, condition: s}\n");
  CHECK(is_spared(rule, {"scan", log, "--rules", (dir.path() / "rules").string(), "-o", rule.string()}));
}

TEST_CASE("an older result is written over, also in the folder of the logs") {
  const TempDir dir;
  dir.write("a.evtx", a_log());
  const fs::path report = dir.path() / "report.txt";
  for (int i = 0; i < 2; ++i) {
    CHECK(code_of({"scan", dir.path().string(), "-o", report.string()}) != ExitCode::usage);
    CHECK(content_of(report).find("event") != std::string::npos);
  }
  // But not a result that has become an input.
  const fs::path events = dir.path() / "events.xml";
  CHECK(code_of({"dump", dir.path().string(), "-o", events.string()}) == ExitCode::nothing);
  CHECK(is_spared(events, {"dump", dir.path().string(), "-o", events.string()}));
}

TEST_CASE("two results in one file are none") {
  const TempDir dir;
  const std::string log = dir.write("a.evtx", a_log()).string(), out = (dir.path() / "out").string();
  CHECK(code_of({"scan", log, "-o", out, "--metrics", (dir.path() / "." / "out").string()}) == ExitCode::usage);
  CHECK_FALSE(fs::exists(out));
}

TEST_CASE("a log or a text is no state, and stays where it is") {
  const TempDir dir;
  const std::string log = dir.write("a.evtx", a_log()).string();
  for (const fs::path& other : {dir.write("b.evtx", a_log()), dir.write("c.xml", "<Events/>"), dir.write("d.reg", kRegistry)}) {
    CHECK(is_spared(other, {"scan", log, "--state", other.string()}));
  }
  CHECK(code_of({"scan", log, "-qq", "--state", (dir.path() / "new").string()}) != ExitCode::usage);
}

TEST_CASE("an input is known by whatever name") {
  const TempDir dir;
  const auto path = dir.write("in/a.evtx", EvtxBuilder().record(36888).build());
  const auto other = dir.write("b.evtx", "something else");
  const Inputs inputs = open_inputs({path.string()});
  const ReadFiles files(inputs, {});
  CHECK(files.holds(path.string()));
  CHECK(files.holds((dir.path() / "in" / ".." / "in" / "a.evtx").string()));
  CHECK_FALSE(files.holds(other.string()));
  CHECK_FALSE(files.holds((dir.path() / "new.evtx").string()));
#ifndef _WIN32
  fs::create_symlink(path, dir.path() / "link.evtx");
  CHECK(files.holds((dir.path() / "link.evtx").string()));
#endif
}
