#include "app/redaction.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "app/run.h"
#include "base/text.h"
#include "cert/make_certs.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

bool has(const std::string& text, std::string_view part) {
  return contains_ignore_case(text, part);
}

/// A log whose name, computer and texts are somebody's.
std::string log_in(const TempDir& dir) {
  EvtxBuilder log;
  for (std::uint64_t id = 1; id <= 40; ++id) {
    EvtxRecord record("Schannel", 36888);
    record.computer(id % 2 == 0 ? "SRV07.fabrikam.com" : "srv08.fabrikam.com")
        .data("AlertDesc", "40")
        .data("ErrorState", "1205")
        .data("TargetUserName", "jdoe")
        .data("IpAddress", "10.9.8.7");
    log.record(record);
  }
  return dir.write("case-fabrikam/SRV07.evtx", log.build()).string();
}

}  // namespace

TEST_CASE("no result of any command shows a name") {
  TempDir dir;
  const std::string log = log_in(dir);
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"scan", log, "--utc", "--all"},
                                             {"scan", log, "--format", "json", "--all"},
                                             {"scan", log, "--why", "schannel-sent-40-1205"},
                                             {"dump", log},
                                             {"dump", log, "--format", "json"},
                                             {"dump", log, "--format", "csv"},
                                             {"info", log, "--utc"},
                                             {"info", log, "--format", "json"}}) {
    std::vector<std::string> with = command;
    with.push_back("--redact");
    const Ran plain = run(command), redacted = run(with);
    REQUIRE(has(plain.out, "fabrikam"));
    CHECK(plain.code == redacted.code);
    for (const char* name : {"fabrikam", "srv07", "srv08", "jdoe", "10.9.8.7"})
      CHECK_MESSAGE(!has(redacted.out, name), command[0] << " shows " << name << ": " << redacted.out.substr(0, 2000));
    CHECK(has(redacted.out, "host-1"));
  }
}

TEST_CASE("filters ask the events as they were") {
  TempDir dir;
  const std::string log = log_in(dir);
  for (const char* format : {"jsonl", "csv"}) {
    const Ran ran = run({"dump", log, "--redact", "--computer", "SRV07.fabrikam.com", "--format", format});
    const auto lines = split(ran.out, '\n');
    CHECK(lines.size() == (std::string_view(format) == "csv" ? 22 : 21));
  }
}

TEST_CASE("threads do not show, and a key makes runs agree") {
  TempDir dir;
  const std::string log = log_in(dir), key = dir.write("key", "0123456789abcdef").string(),
                    short_key = dir.write("short", "0123456789abcde").string();
  CHECK(run({"dump", log, "--redact", "-j", "1"}).out == run({"dump", log, "--redact", "-j", "4"}).out);
  const std::string once = run({"dump", log, "--redact", "--redact-key", key}).out;
  CHECK(once == run({"dump", log, "--redact", "--redact-key", key}).out);
  CHECK(once != run({"dump", log, "--redact"}).out);
  const Ran refused = run({"dump", log, "--redact", "--redact-key", short_key});
  CHECK(refused.code == ExitCode::usage);
  CHECK(refused.out.empty());
  CHECK(run({"dump", log, "--redact", "--redact-key", key + ".not"}).code == ExitCode::usage);
}

TEST_CASE("certificates are judged as they are and shown without names") {
  TempDir dir;
  CertSpec root;
  root.subject = "CN=Fabrikam Root CA, O=Fabrikam, C=DE";
  root.is_ca = true;
  CertSpec leaf;
  leaf.subject = "CN=srv07.fabrikam.com";
  leaf.signed_by = &root;
  leaf.dns_names = {"srv07.fabrikam.com", "sip.fabrikam.com"};
  leaf.hash = TestHash::md5;
  leaf.crl_urls = {"http://pki.fabrikam.com/root.crl"};
  for (const auto& [name, spec] : {std::pair{"root.cer", &root}, std::pair{"srv07.cer", &leaf}}) {
    const std::vector<std::byte> der = make_certificate(*spec);
    dir.write(std::string("certs/") + name, {reinterpret_cast<const char*>(der.data()), der.size()});
  }
  const std::string folder = (dir.path() / "certs").string();
  for (const char* format : {"text", "json"}) {
    const Ran plain = run({"cert", folder, "--format", format, "--now", "2016-01-01", "--all"});
    const Ran redacted = run({"cert", folder, "--format", format, "--now", "2016-01-01", "--all", "--redact"});
    REQUIRE(has(plain.out, "fabrikam"));
    CHECK(plain.code == redacted.code);
    for (const char* name : {"fabrikam", "srv07"})
      CHECK_MESSAGE(!has(redacted.out, name), name << ": " << redacted.out.substr(0, 3000));
    CHECK(has(redacted.out, "md5"));
  }
}
