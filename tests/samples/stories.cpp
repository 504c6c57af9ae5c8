#include "samples/stories.h"

#include "samples/log_writer.h"

namespace doctor::test {

namespace {

constexpr const char* kCapi2 = "Microsoft-Windows-CAPI2/Operational";
constexpr const char* kCapi2Guid = "{5bbca4a8-b209-48dc-a8c7-b23d3e5216fb}";
constexpr const char* kServerAuth = "1.3.6.1.5.5.7.3.1";
constexpr const char* kCodeSigning = "1.3.6.1.5.5.7.3.3";
constexpr double kMinute = 60, kHour = 3600;

// The start of a Standard Edition front end: its SQL instances are local.
void start_local_services(LogWriter& system) {
  system.boot(0);
  system.service_state(41, "MSSQL$RTCLOCAL", "SQL Server (RTCLOCAL)", true);
  system.service_state(44, "MSSQL$LYNCLOCAL", "SQL Server (LYNCLOCAL)", true);
  system.service_state(52, "MSSQL$RTC", "SQL Server (RTC)", true);
  system.service_state(118, "FabricHostSvc", "Windows Fabric Host Service", true);
  system.service_state(131, "REPLICA", "Skype for Business Server Replica Replicator Agent", true);
}

// Incident 1, System log: from the first start of the services every TLS 1.2 handshake ends in 36874 and 36888 (40, 1205). The services
// of one server talk to each other, wait, and try again: bursts of two to six, half a minute to two minutes apart.
std::vector<XmlEvent> failing_system(const std::string& computer, std::uint64_t seed) {
  LogWriter system(computer, "System", "2015-06-01T07:00:00Z");
  Dice dice(seed);
  start_local_services(system);
  system.everyday(300, 2.5 * kHour, dice);
  for (double at = 4 * kMinute + 12; at < 2.5 * kHour; at += static_cast<double>(dice.roll(35, 140))) {
    const std::uint64_t tries = dice.roll(2, 6);
    for (std::uint64_t i = 0; i < tries; ++i) {
      const double now = at + static_cast<double>(i) * 0.7 + static_cast<double>(dice.roll(0, 300)) / 1000;
      system.no_common_cipher(now, "TLS 1.2");
      system.alert_sent(now + 0.001, 40, 1205);
    }
  }
  system.service_hung(34 * kMinute, "RTCSRV", "Skype for Business Server Front-End");
  return system.finish(4711);
}

std::vector<XmlEvent> waiting_lync(const std::string& computer) {
  LogWriter lync(computer, "Lync Server", "2015-06-01T07:00:00Z");
  lync.lync(3 * kMinute + 55, "LS Server", 12287, 4);
  lync.lync(4 * kMinute + 20, "LS User Services", 32169, 3);
  for (int i = 0; i < 9; ++i) lync.placement_wait(5 * kMinute + i * 15 * kMinute + i * 1.3, 1, 1);
  lync.lync(40 * kMinute, "LS Centralized Logging Agent", 33022, 3);
  return lync.finish(812);
}

SampleCertificate certificate(const std::string& subject, const std::string& issuer, const std::string& hash) {
  const char* oid = hash == "MD5"      ? "1.2.840.113549.1.1.4"
                    : hash == "SHA1"   ? "1.2.840.113549.1.1.5"
                    : hash == "SHA512" ? "1.2.840.113549.1.1.13"
                                       : "1.2.840.113549.1.1.11";
  return {subject, issuer, hash, oid, 2048, subject == issuer};
}

// CAPI2 beside incident 1: lsass.exe builds the chain of the front end's own certificate again and again; a setup program checks a
// signed file whose old root is MD5-signed, which harms nobody.
std::vector<XmlEvent> capi2(const std::string& computer, const std::string& subject, const std::string& hash) {
  LogWriter log(computer, kCapi2, "2015-06-01T07:00:00Z");
  const std::vector<SampleCertificate> own = {certificate(subject, "Contoso Root CA", hash),
                                              certificate("Contoso Root CA", "Contoso Root CA", hash)};
  const std::vector<SampleCertificate> signer = {certificate("Contoso Packaging", "Contoso Code Signing CA", "SHA1"),
                                                 certificate("Contoso Code Signing CA", "Contoso Legacy Root", "SHA1"),
                                                 certificate("Contoso Legacy Root", "Contoso Legacy Root", "MD5")};
  unsigned task = 1;
  const auto chain = [&](double at, const std::vector<SampleCertificate>& certificates, const char* process,
                         const char* usage) {
    log.add(at, "Microsoft-Windows-CAPI2", 11, 4)
        .guid(kCapi2Guid)
        .task(11)
        .user_data(capi2_chain(certificates, process, usage, task));
    log.add(at + 0.002, "Microsoft-Windows-CAPI2", 90, 4)
        .guid(kCapi2Guid)
        .task(90)
        .user_data(capi2_objects(certificates, process, task));
    ++task;
  };
  Dice dice(hash.size());
  for (double at = 6 * kMinute; at < 2.4 * kHour; at += static_cast<double>(dice.roll(300, 900)))
    chain(at, own, "lsass.exe", kServerAuth);
  chain(50 * kMinute, signer, "Setup.exe", kCodeSigning);
  return log.finish(20);
}

std::vector<XmlEvent> healthy_system() {
  LogWriter system("FE04.contoso.com", "System", "2015-06-01T06:00:00Z");
  Dice dice(4);
  start_local_services(system);
  system.everyday(300, 26 * kHour, dice);
  system.service_state(14 * kMinute, "RTCSRV", "Skype for Business Server Front-End", true);
  for (double at = 14 * kMinute; at < 26 * kHour; at += static_cast<double>(dice.roll(120, 900))) {
    system.handshake_ok(at, dice.roll(0, 1) == 1 ? "server" : "client", "fe04.contoso.com");
  }
  return system.finish(90210);
}

std::vector<XmlEvent> healthy_lync(const std::string& computer) {
  LogWriter lync(computer, "Lync Server", "2015-06-01T06:00:00Z");
  lync.lync(3 * kMinute, "LS Server", 12287, 4);
  for (int i = 0; i < 3; ++i) lync.placement_wait((4 + 3 * i) * kMinute, 1, 1);
  lync.lync(14 * kMinute + 2, "LS Server", 12288, 4);
  lync.lync(8 * kHour, "LS Centralized Logging Agent", 33022, 3);
  return lync.finish(100);
}

// A server that faces the Internet: three nights in a row something tries all versions and suites within seconds; and every five minutes a
// load balancer sends plain HTTP to the TLS port.
std::vector<XmlEvent> scanned_system() {
  LogWriter system("FE06.contoso.com", "System", "2015-06-01T06:00:00Z");
  Dice dice(6);
  start_local_services(system);
  system.everyday(300, 70 * kHour, dice);
  system.service_state(14 * kMinute, "RTCSRV", "Skype for Business Server Front-End", true);
  for (int night = 0; night < 3; ++night) {
    double at = (20 + 24 * night) * kHour + static_cast<double>(dice.roll(0, 1200));
    const auto next = [&] { return at += 0.2 + static_cast<double>(dice.roll(0, 1500)) / 1000; };
    for (const char* protocol : {"SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.0", "TLS 1.2"}) {
      system.no_common_cipher(next(), protocol);
      system.alert_sent(at + 0.001, 40, 1205);
    }
    system.alert_sent(next(), 10, 1203);
    system.alert_sent(next(), 70, 105);
    system.alert_sent(next(), 20, 960);
    system.alert_received(next(), 46);
    system.alert_received(next(), 48);
  }
  for (double at = 20 * kMinute; at < 70 * kHour; at += 300)
    system.alert_sent(at + static_cast<double>(dice.roll(0, 40)) / 1000, 10, 1203);
  return system.finish(3001);
}

std::vector<XmlEvent> blind_system() {
  LogWriter system("FE05.contoso.com", "System", "2015-06-01T06:00:00Z");
  Dice dice(5);
  start_local_services(system);
  system.everyday(300, 26 * kHour, dice);
  return system.finish(17);
}

}  // namespace

std::vector<SampleLog> sample_logs() {
  using F = SampleFormat;
  const auto fe01 = failing_system("FE01.contoso.com", 1);
  const auto fe01_lync = waiting_lync("FE01.contoso.com");
  return {
      {"incident-1", "System.evtx", F::evtx, fe01},
      {"incident-1", "Lync Server.evtx", F::evtx, fe01_lync},
      {"incident-1-xml", "System.xml", F::event_viewer_xml, fe01},
      {"incident-1-xml", "Lync Server.xml", F::wevtutil_xml, fe01_lync},
      {"incident-1-capi2-md5", "System.evtx", F::evtx, failing_system("FE02.contoso.com", 2)},
      {"incident-1-capi2-md5", "Lync Server.evtx", F::evtx, waiting_lync("FE02.contoso.com")},
      {"incident-1-capi2-md5", "CAPI2.evtx", F::evtx, capi2("FE02.contoso.com", "fe02.contoso.com", "MD5")},
      {"incident-1-capi2-sha512", "System.evtx", F::evtx, failing_system("FE03.contoso.com", 3)},
      {"incident-1-capi2-sha512", "Lync Server.evtx", F::evtx, waiting_lync("FE03.contoso.com")},
      {"incident-1-capi2-sha512", "CAPI2.evtx", F::evtx, capi2("FE03.contoso.com", "fe03.contoso.com", "SHA512")},
      {"healthy", "System.evtx", F::evtx, healthy_system()},
      {"healthy", "Lync Server.evtx", F::evtx, healthy_lync("FE04.contoso.com")},
      {"scanned", "System.evtx", F::evtx, scanned_system()},
      {"scanned", "Lync Server.evtx", F::evtx, healthy_lync("FE06.contoso.com")},
      {"blind", "System.evtx", F::evtx, blind_system()},
  };
}

}  // namespace doctor::test
