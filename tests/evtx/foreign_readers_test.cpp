#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>

#include "evtx/reading.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

// Files of the builder must be readable by readers that others wrote, else builder and reader could be wrong together.

using namespace doctor;
using namespace doctor::test;

namespace {

#ifdef _WIN32
std::string output_of(const std::string&) {
  return {};
}
#else
std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return out;
  char buffer[4096];
  for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, n);
  return pclose(pipe) == 0 ? out : "failed: " + out;
}
#endif

bool installed(const char* program) {
  std::error_code ignored;
  return std::filesystem::exists(program, ignored);
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t i = text.find(part); i != std::string_view::npos; i = text.find(part, i + part.size())) ++n;
  return n;
}

/// Several chunks, every shape but inline UserData, which the others do not understand.
std::string a_log(bool with_template_less) {
  EvtxBuilder log;
  for (std::uint16_t i = 0; i < 60; ++i) {
    log.record(EvtxRecord("Schannel", 36888)
                   .guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}")
                   .level(2)
                   .user("S-1-5-18")
                   .activity("{00112233-4455-6677-8899-aabbccddeeff}")
                   .data("AlertDesc", EvtxValue::uint32(40))
                   .data("ErrorState", std::to_string(1000 + i))
                   .data("Filler", std::string(600, 'f')));
    log.record(EvtxRecord("LS User Services", 32174)
                   .channel("Lync Server")
                   .qualifiers(17390)
                   .strings({"first of " + std::to_string(i), "second"})
                   .binary("\x01\xfe"));
  }
  if (with_template_less) log.record(EvtxRecord("Contoso", 77).without_template().strings({"literal"}));
  return log.build();
}

}  // namespace

TEST_CASE("libevtx reads what the builder writes") {
  if (!installed("/usr/bin/evtxexport")) {
    MESSAGE("skipped: no evtxexport");
    return;
  }
  const TempDir dir;
  const std::string xml = output_of("/usr/bin/evtxexport -f xml '" + dir.write("a.evtx", a_log(false)).string() + "'");
  CHECK(count(xml, "<Event xmlns=") == 120);
  CHECK(count(xml, "<EventID>36888</EventID>") == 60);
  CHECK(count(xml, "<EventID Qualifiers=\"17390\">32174</EventID>") == 60);
  CHECK(count(xml, "<Data Name=\"AlertDesc\">40</Data>") == 60);
  CHECK(count(xml, "<Data Name=\"ErrorState\">1059</Data>") == 1);
  CHECK(count(xml, "<Data>first of 7</Data>") == 1);
  CHECK(count(xml, "<Binary>01FE</Binary>") == 60);
  CHECK(count(xml, "UserID=\"S-1-5-18\"") == 60);
  CHECK(count(xml, "<Channel>Lync Server</Channel>") == 60);
  CHECK(count(xml, "<EventRecordID>120</EventRecordID>") == 1);
}

TEST_CASE("python-evtx reads what the builder writes") {
  if (!installed("/usr/bin/evtx_dump.py") || !installed("/usr/bin/python3")) {
    MESSAGE("skipped: no python-evtx");
    return;
  }
  const TempDir dir;
  const std::string xml =
      output_of("/usr/bin/python3 /usr/bin/evtx_dump.py '" + dir.write("a.evtx", a_log(false)).string() + "'");
  CHECK(count(xml, "<Event xmlns=") == 120);
  CHECK(count(xml, ">36888</EventID>") == 60);
  CHECK(count(xml, "<Data Name=\"AlertDesc\">40</Data>") == 60);
  CHECK(count(xml, "<Data Name=\"ErrorState\">1059</Data>") == 1);
  CHECK(count(xml, "first of 7&lt;") == 1);
  CHECK(count(xml, "<EventRecordID>120</EventRecordID>") == 1);
}

TEST_CASE("our own reader agrees, template-less records included") {
  const std::string file = a_log(true);
  std::size_t events = 0;
  for (std::size_t at = 4096; at < file.size(); at += 65536) {
    const Reading r(std::string_view(file).substr(at, 65536), {}, {.verify_checksums = true});
    events += r.events();
    CHECK(r.damage() == "");
  }
  CHECK(events == 121);
}
