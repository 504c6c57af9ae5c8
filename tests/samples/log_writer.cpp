#include "samples/log_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace doctor::test {

namespace {

constexpr std::uint64_t kClassic = 0x80000000000000;

struct LyncSource {
  std::string_view name;
  unsigned task;
};
constexpr LyncSource kLyncSources[] = {
    {"LS Server", 1000}, {"LS User Services", 1006}, {"LS Centralized Logging Agent", 1007}};

std::string utf16_hex(std::string_view text) {
  std::string bytes = to_utf16le(text);
  bytes.append(2, '\0');
  return to_hex(as_bytes(bytes.data(), bytes.size()));
}

}  // namespace

std::uint64_t Dice::roll(std::uint64_t low, std::uint64_t high) {
  state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
  return low + (state_ >> 33) % (high - low + 1);
}

LogWriter::LogWriter(std::string computer, std::string channel, std::string start)
    : computer_(std::move(computer)), channel_(std::move(channel)) {
  const auto time = parse_iso8601(start);
  if (!time) throw std::invalid_argument("not a time: " + start);
  start_ = *time;
}

XmlEvent& LogWriter::add(double seconds, std::string provider, std::uint32_t id, unsigned level) {
  XmlEvent event(std::move(provider), id);
  const FileTime at{start_.ticks + static_cast<std::uint64_t>(seconds * static_cast<double>(kTicksPerSecond))};
  event.channel(channel_).computer(computer_).level(level).at(to_iso8601(at)).process(704, 1200 + id % 400);
  events_.emplace_back(seconds, std::move(event));
  return events_.back().second;
}

void LogWriter::boot(double seconds) {
  add(seconds, "Microsoft-Windows-Kernel-General", 12, 4)
      .guid("{a68ca8b7-004f-d7b6-a698-07e2de0f1f5d}")
      .process(4, 8)
      .data("MajorVersion", "6")
      .data("MinorVersion", "3")
      .data("BuildVersion", "9600");
  add(seconds + 9, "EventLog", 6009, 4)
      .qualifiers(32768)
      .keywords(kClassic)
      .process(0, 0)
      .user("")
      .unnamed("6.03.")
      .unnamed("9600");
  add(seconds + 9, "EventLog", 6005, 4)
      .qualifiers(32768)
      .keywords(kClassic)
      .process(0, 0)
      .user("")
      .binary("DF07060001");
}

void LogWriter::everyday(double from, double to, Dice& dice) {
  for (double at = from; at < to; at += static_cast<double>(dice.roll(500, 1300))) {
    switch (dice.roll(0, 3)) {
      case 0:
        add(at, "Microsoft-Windows-Time-Service", 37, 4)
            .guid("{06edcfeb-0fd1-4e53-acca-a6f8bbf81bcb}")
            .data("TimeSource", "DC01.contoso.com (ntp.d|0.0.0.0:123->10.0.0.10:123)");
        break;
      case 1:
        add(at, "Microsoft-Windows-GroupPolicy", 1501, 4)
            .guid("{aea1b4fa-97d1-45f2-a64c-4d69fffd92c9}")
            .data("SupportInfo1", "1")
            .data("SupportInfo2", "4096")
            .data("ProcessingMode", "0")
            .data("ProcessingTimeInMilliseconds", std::to_string(dice.roll(200, 900)))
            .data("DCName", "\\\\DC01.contoso.com");
        break;
      case 2:
        add(at, "Microsoft-Windows-DistributedCOM", 10016, 2)
            .guid("{1b562e86-b7aa-4131-badc-b6f3a001407e}")
            .event_source("DCOM")
            .qualifiers(0)
            .data("param1", "application-specific")
            .data("param2", "Local")
            .data("param3", "Activation");
        break;
      default:
        service_state(at, "gpsvc", "Group Policy Client", dice.roll(0, 1) == 1);
        break;
    }
  }
}

void LogWriter::service_state(double seconds, const std::string& key, const std::string& name, bool running) {
  add(seconds, "Service Control Manager", 7036, 4)
      .guid("{555908d1-a6d7-4695-8e1e-26931d2012f4}")
      .event_source("Service Control Manager")
      .qualifiers(16384)
      .keywords(0x8080000000000000)
      .user("")
      .data("param1", name)
      .data("param2", running ? "running" : "stopped")
      .binary(utf16_hex(key + (running ? "/4" : "/1")));
}

void LogWriter::service_hung(double seconds, const std::string& key, const std::string& name) {
  add(seconds, "Service Control Manager", 7022, 2)
      .guid("{555908d1-a6d7-4695-8e1e-26931d2012f4}")
      .event_source("Service Control Manager")
      .qualifiers(49152)
      .keywords(0x8080000000000000)
      .user("")
      .data("param1", name)
      .binary(utf16_hex(key));
}

XmlEvent& LogWriter::schannel(double seconds, std::uint32_t id, unsigned level) {
  return add(seconds, "Schannel", id, level).guid("{1f678132-5938-4686-9fdc-c8ff68f15c85}").process(520, 2864);
}

void LogWriter::no_common_cipher(double seconds, const std::string& protocol) {
  schannel(seconds, 36874, 2).data("Protocol", protocol);
}

void LogWriter::alert_sent(double seconds, unsigned alert, unsigned state) {
  schannel(seconds, 36888, 2).data("AlertDesc", std::to_string(alert)).data("ErrorState", std::to_string(state));
}

void LogWriter::alert_received(double seconds, unsigned alert) {
  schannel(seconds, 36887, 2).data("AlertDesc", std::to_string(alert));
}

void LogWriter::handshake_ok(double seconds, const std::string& type, const std::string& subject) {
  const auto leaf = [](std::string name, std::string text) {
    return XmlNode{std::move(name), {}, std::move(text), {}};
  };
  schannel(seconds, 36880, 4)
      .user_data({"EventXML",
                  {{"xmlns", "LSA_NS"}},
                  "",
                  {leaf("Type", type), leaf("Protocol", "TLS 1.2"), leaf("CipherSuite", "0xc030"),
                   leaf("ExchangeStrength", "384"), leaf("ContextHandle", "0x1c5e8d0"),
                   leaf("TargetName", type == "client" ? subject : ""),
                   leaf("LocalCertSubjectName", type == "server" ? "CN=" + subject : ""),
                   leaf("RemoteCertSubjectName", type == "client" ? "CN=" + subject : "")}});
}

XmlEvent& LogWriter::lync(double seconds, const std::string& provider, std::uint32_t id, unsigned level) {
  const auto source = std::find_if(std::begin(kLyncSources), std::end(kLyncSources),
                                   [&](const LyncSource& s) { return s.name == provider; });
  if (source == std::end(kLyncSources)) throw std::invalid_argument("no such Lync source: " + provider);
  const unsigned severity = level == 4 ? 1 : level == 3 ? 2 : 3;
  // The facility of a classic Lync event stands in Task and, with the severity, in Qualifiers.
  return add(seconds, provider, id, level)
      .task(source->task)
      .qualifiers(static_cast<std::uint16_t>(severity << 14 | source->task))
      .keywords(kClassic)
      .process(0, 0)
      .user("");
}

void LogWriter::placement_wait(double seconds, unsigned waiting, unsigned total) {
  lync(seconds, "LS User Services", 32174, 3)
      .unnamed("{63BB8586-A9D8-5AF2-83FF-B5CE680594C0}")
      .unnamed(std::to_string(waiting))
      .unnamed(std::to_string(total));
}

std::vector<XmlEvent> LogWriter::finish(std::uint64_t first_record) {
  std::stable_sort(events_.begin(), events_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<XmlEvent> out;
  out.reserve(events_.size());
  for (auto& [at, event] : events_) {
    event.record(first_record++);
    out.push_back(std::move(event));
  }
  events_.clear();
  return out;
}

namespace {

XmlNode node(std::string name, std::vector<std::pair<std::string, std::string>> attributes,
             std::vector<XmlNode> children = {}) {
  return {std::move(name), std::move(attributes), "", std::move(children)};
}

// A made-up thumbprint that is the same for the same subject and hash: 40 hex digits.
std::string thumbprint(const SampleCertificate& c) {
  std::uint64_t seed = 1469598103934665603ULL;
  for (const char ch : c.subject + "|" + c.hash) seed = (seed ^ static_cast<unsigned char>(ch)) * 1099511628211ULL;
  Dice digits(seed);
  std::string out;
  for (int i = 0; i < 40; ++i) out += "0123456789ABCDEF"[digits.roll(0, 15)];
  return out;
}

XmlNode certificate(const SampleCertificate& c) {
  return node("Certificate", {{"fileRef", thumbprint(c) + ".cer"}, {"subjectName", c.subject}});
}

std::vector<XmlNode> tail(const std::string& process, unsigned task, unsigned sequence) {
  return {node("EventAuxInfo", {{"ProcessName", process}, {"impersonateToken", "S-1-5-18"}}),
          node("CorrelationAuxInfo", {{"TaskId", fmt::format("{{AD28C3AB-7CFE-4CF0-A623-{:012X}}}", task)},
                                      {"SeqNumber", std::to_string(sequence)}})};
}

XmlNode trust(bool self_signed) {
  const auto info = self_signed ? node("InfoStatus", {{"value", "10C"},
                                                      {"CERT_TRUST_HAS_NAME_MATCH_ISSUER", "true"},
                                                      {"CERT_TRUST_IS_SELF_SIGNED", "true"},
                                                      {"CERT_TRUST_HAS_PREFERRED_ISSUER", "true"}})
                                : node("InfoStatus", {{"value", "102"},
                                                      {"CERT_TRUST_HAS_KEY_MATCH_ISSUER", "true"},
                                                      {"CERT_TRUST_HAS_PREFERRED_ISSUER", "true"}});
  return node("TrustStatus", {}, {node("ErrorStatus", {{"value", "0"}}), info});
}

XmlNode signature(const SampleCertificate& c) {
  return node("SignatureAlgorithm", {{"oid", c.oid}, {"hashName", c.hash}, {"publicKeyName", "RSA"}});
}

XmlNode key(const SampleCertificate& c) {
  return node("PublicKeyAlgorithm",
              {{"oid", "1.2.840.113549.1.1.1"}, {"publicKeyName", "RSA"}, {"publicKeyLength", std::to_string(c.bits)}});
}

}  // namespace

XmlNode capi2_chain(const std::vector<SampleCertificate>& chain, const std::string& process, const std::string& usage,
                    unsigned task) {
  std::vector<XmlNode> elements = {trust(false)};
  for (const SampleCertificate& c : chain) {
    elements.push_back(node("ChainElement", {}, {certificate(c), signature(c), key(c), trust(c.self_signed)}));
  }
  std::vector<XmlNode> children = {certificate(chain.front())};
  if (!usage.empty())
    children.push_back(
        node("ExtendedKeyUsage", {}, {node("Usage", {{"oid", usage}, {"name", "Server Authentication"}})}));
  children.push_back(node("Flags", {{"value", "0"}}));
  children.push_back(node("ChainEngineInfo", {{"context", "machine"}}));
  children.push_back(node("CertificateChain", {{"chainRef", fmt::format("{{8729A893-3D34-49D1-8030-{:012X}}}", task)}},
                          std::move(elements)));
  for (XmlNode& n : tail(process, task, 2)) children.push_back(std::move(n));
  children.push_back(node("Result", {{"value", "0"}}));
  return node("CertGetCertificateChain", {}, std::move(children));
}

XmlNode capi2_objects(const std::vector<SampleCertificate>& chain, const std::string& process, unsigned task) {
  const auto text = [](std::string name, std::string value) {
    return XmlNode{std::move(name), {}, std::move(value), {}};
  };
  std::vector<XmlNode> children;
  for (const SampleCertificate& c : chain) {
    XmlNode one = certificate(c);
    one.children = {node("Subject", {}, {text("CN", c.subject)}),
                    signature(c),
                    key(c),
                    node("Issuer", {}, {text("CN", c.issuer)}),
                    text("SerialNumber", thumbprint(c).substr(0, 20)),
                    text("NotBefore", "2015-05-20T08:00:00Z"),
                    text("NotAfter", c.self_signed ? "2025-05-20T08:00:00Z" : "2017-05-20T08:00:00Z")};
    children.push_back(std::move(one));
  }
  for (XmlNode& n : tail(process, task, 3)) children.push_back(std::move(n));
  return node("X509Objects", {}, std::move(children));
}

}  // namespace doctor::test
