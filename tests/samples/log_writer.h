#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "support/xml_builder.h"

namespace doctor::test {

/// Small random numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  /// From `low` to `high`, both included.
  std::uint64_t roll(std::uint64_t low, std::uint64_t high);

 private:
  std::uint64_t state_;
};

/// A log in the making: events of one computer and channel, with times, in the shapes that Windows writes. finish() sorts by time and
/// numbers the records.
class LogWriter {
 public:
  LogWriter(std::string computer, std::string channel, std::string start);

  /// Any event, `seconds` after the start.
  XmlEvent& add(double seconds, std::string provider, std::uint32_t id, unsigned level);

  // System
  void boot(double seconds);
  void everyday(double from, double to,
                Dice& dice);  ///< time service, group policy, DCOM ... every quarter of an hour or so
  void service_state(double seconds, const std::string& key, const std::string& name, bool running);
  void service_hung(double seconds, const std::string& key, const std::string& name);
  XmlEvent& schannel(double seconds, std::uint32_t id, unsigned level);
  void no_common_cipher(double seconds, const std::string& protocol);
  void alert_sent(double seconds, unsigned alert, unsigned state);
  void alert_received(double seconds, unsigned alert);
  void handshake_ok(double seconds, const std::string& type, const std::string& subject);

  // Lync Server
  XmlEvent& lync(double seconds, const std::string& provider, std::uint32_t id, unsigned level);
  void placement_wait(double seconds, unsigned waiting, unsigned total);

  std::vector<XmlEvent> finish(std::uint64_t first_record);

 private:
  std::string computer_, channel_;
  FileTime start_;
  std::vector<std::pair<double, XmlEvent>> events_;
};

/// One certificate of a chain as CAPI2 shows it.
struct SampleCertificate {
  std::string subject, issuer, hash, oid;
  unsigned bits = 2048;
  bool self_signed = false;
};

/// CAPI2 11: a chain from leaf to root, built by `process` for the key usage `usage` (oid).
XmlNode capi2_chain(const std::vector<SampleCertificate>& chain, const std::string& process, const std::string& usage,
                    unsigned task);
/// CAPI2 90: the same certificates in detail.
XmlNode capi2_objects(const std::vector<SampleCertificate>& chain, const std::string& process, unsigned task);

}  // namespace doctor::test
