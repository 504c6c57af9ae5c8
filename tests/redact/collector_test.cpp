#include "redact/collector.h"

#include <doctest/doctest.h>

#include <string>

#include "base/ids.h"
#include "base/text.h"
#include "redact/kit.h"
#include "support/event_builder.h"

using namespace doctor;
using namespace doctor::redact;

namespace {

std::string met(const NameCollector& /*unused*/, const Meetings& meetings) {
  std::string out;
  for (const Meeting& m : meetings.list()) {
    if (!out.empty()) out += ' ';
    const bool bytes = m.what == Meeting::What::address4 || m.what == Meeting::What::address6;
    out += bytes ? "address" : m.text;
  }
  return out;
}

}  // namespace

TEST_CASE("all that an event holds") {
  EventBatch batch;
  const std::string sid = *parse_sid("S-1-5-21-7-8-9-500"),
                    binary = to_utf16le("srv9.contoso.com") + std::string(2, '\0');
  Event& event = test::EventBuilder("Schannel", 36888)
                     .computer("FE01.contoso.com")
                     .data("TargetUserName", "jdoe")
                     .data("Sid", Value{Value::Type::sid, false, 0, sid})
                     .data("Binary", Value{Value::Type::bytes, false, 0, binary})
                     .unnamed("from 10.0.0.7")
                     .add_to(batch);
  event.user_sid = "S-1-5-21-1-2-3-1105";
  NameCollector collector;
  collector.add(event);
  CHECK(met(collector, collector.take()) == "fe01 contoso 1-2-3 jdoe 7-8-9 srv9 contoso address");
  CHECK(collector.take().list().empty());
}

TEST_CASE("an account whose domain is NT SERVICE in the field beside it") {
  EventBatch batch;
  const auto services = [&](const char* domain_field, const char* domain) {
    NameCollector collector;
    collector.add(test::EventBuilder("Security", 4624)
                      .computer("")
                      .data("TargetUserName", "MSSQL$X7")
                      .data(domain_field, domain)
                      .add_to(batch));
    std::string out;
    const auto met_here = collector.take();
    for (const Meeting& m : met_here.list()) out += m.what == Meeting::What::service ? m.text : "";
    return out;
  };
  CHECK(services("TargetDomainName", "NT SERVICE") == "mssql$x7");
  CHECK(services("TargetDomainName", "NT Service") == "mssql$x7");
  CHECK(services("SubjectDomainName", "NT SERVICE").empty());
  CHECK(services("TargetDomainName", "CONTOSO").empty());
}

TEST_CASE("values of the registry are what their names say") {
  EventBatch batch;
  const auto value = [&](const char* name, const char* data) {
    NameCollector collector;
    collector.add(test::EventBuilder("schannel-doctor", 3)
                      .computer("")
                      .data("Key", "SYSTEM\\CurrentControlSet\\Services\\CertSvc\\Configuration\\Fabrikam-CA\\CSP")
                      .data("ValueName", name)
                      .data("ValueData", data)
                      .add_to(batch));
    return met(collector, collector.take());
  };
  CHECK(value("ComputerName", "SRV7") == "fabrikam srv7");
  CHECK(value("Domain", "ad.fabrikam.com") == "fabrikam ad fabrikam ad fabrikam");  // by its look, and then for sure
  CHECK(value("HashAlgorithm", "SRV7") == "fabrikam");
}

TEST_CASE("words of paths, but not those that everybody's paths have") {
  const auto path = [](const char* text) {
    NameCollector collector;
    collector.add_path(text);
    return met(collector, collector.take());
  };
  CHECK(path("C:\\Windows\\System32\\winevt\\Logs\\Microsoft-Windows-CAPI2%4Operational.evtx") == "");
  CHECK(path("case-fabrikam/SRV7_System.evtx") == "fabrikam srv7");
  CHECK(path("/home/jdoe/export/System.evtx") == "jdoe jdoe");
}

TEST_CASE("names that are too long are not remembered") {
  NameCollector collector;
  collector.add_text(std::string(300, 'x'), "TargetUserName");
  CHECK(collector.take().list().empty());
}
