#include "state/sample_state.h"

#include <algorithm>
#include <random>

#include "base/checksum.h"

namespace doctor::test {

namespace {

constexpr std::uint64_t kJune = 130'776'156'000'000'000;  // 2015-06-01

std::string little_endian(std::uint64_t n, std::size_t bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(n >> (8 * i) & 0xff);
  return out;
}

Extents system_extents() {
  Extents extents;
  extents.count("FE01.contoso.local", "System", "Schannel", 2, {kJune}, 40);
  extents.count("FE01.contoso.local", "System", "Service Control Manager", 4, {kJune + 90}, 7);
  extents.count("FE01.contoso.local", "System", "Schannel", 0, {}, 1);
  extents.count("", "System", "LsaSrv", 3, {kJune + 5}, 2);
  return extents;
}

KnownDiagnosis diagnosis(std::uint64_t fingerprint, bool open) {
  KnownDiagnosis d;
  d.fingerprint = fingerprint;
  d.id = "certificate-expired";
  d.title = "The certificate of the front end has expired";
  d.computer = "FE01.contoso.local";
  d.severity = "critical";
  d.verdict = Verdict::confirmed;
  d.first = {kJune};
  d.last = {kJune + 100};
  d.reported = {kJune + 200};
  d.open = open;
  return d;
}

}  // namespace

RunState sample_state() {
  RunState s;
  s.runs = 300;
  s.last_run = {kJune + 1000};
  s.rules_fingerprint = 0x0123456789abcdef;
  s.tool_version = "0.1.0";
  s.rules = {"schannel-fatal-alert", "lync-certificate-expired"};
  s.texts = {"", "Schannel", "System", "FE01.contoso.local", std::string("40\x1f""10\x1e""11", 8)};
  LogState system;
  system.path = "C:\\logs\\System.evtx";
  system.kind = "evtx";
  system.memory.chunks = {{0xfeedfacecafebeef, 65000}, {7, 512}, {0, 0}};
  system.memory.newest = 1;
  system.memory.ordered = true;
  system.memory.bytes = 200'704;
  system.memory.header_digest = 0x1122334455667788;
  system.memory.last_record_id = 4711;
  system.memory.last_written = {kJune + 100};
  system.memory.tail = {40, 0x99aabbccddeeff00, true};
  system.extents = system_extents();
  system.relevant = 43;
  system.duplicates = 3;
  system.seen = {kJune + 1000};
  system.grew = {kJune + 900};
  system.present = false;
  LogState xml;
  xml.path = "C:\\logs\\export.xml";
  xml.kind = "xml";
  xml.seen = {kJune};
  s.logs = {system, xml};
  s.past = {{99, 65536}, {100, 4096}};
  s.findings = {
      {0, 0, 4'096, 4'000, {kJune}, 36888, 1, 2, 3, 4},
      {0, 1, 1'000'000, 5, {kJune + 10}, 36888, 1, 2, 3, 0},
      {1, 0, 4'000, 3'999, {kJune + 5}, 14'397, 1, 2, 3, 4},
      {0, 0, 0xffffffffffffffff, 0, {}, 0xffffffff, 0, 0, 0, 0},
  };
  s.forgotten = {kJune - 500};
  s.diagnoses = {diagnosis(1, true), diagnosis(0x8000000000000000, false)};
  s.notices = 9;
  s.pending = {{7, Notice::Kind::found, diagnosis(1, true), {kJune + 200}},
               {9, Notice::Kind::recovered, diagnosis(2, false), {kJune + 300}}};
  s.told = {{7, 9}, {9}};
  s.troubles = {0xffeeddccbbaa9988, 3};
  s.quiet = {0x0102030405060708, 130, 0x0807060504030201};
  return s;
}

RunState random_state(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  // Of all sizes alike: numbers of few bits are as likely as those of many.
  const auto number = [&](unsigned bits = 64) { return (random() >> (64 - bits)) >> (random() % bits); };
  const auto below = [&](std::size_t n) { return static_cast<std::uint32_t>(random() % n); };
  const auto text = [&] {
    std::string out(random() % 20, '\0');
    for (char& c : out) c = static_cast<char>(random());
    return out;
  };
  const auto diagnosis = [&](std::uint64_t fingerprint) {
    return KnownDiagnosis{fingerprint, text(), text(), text(), text(), static_cast<Verdict>(below(5)), {number()},
                          {number()}, {number()}, below(2) == 0};
  };
  RunState s;
  s.runs = number();
  s.last_run = {number()};
  s.rules_fingerprint = number();
  s.tool_version = text();
  for (auto n = 1 + random() % 5; n > 0; --n) s.rules.push_back(text());
  s.texts = {""};
  for (auto n = random() % 5; n > 0; --n) s.texts.push_back(text());
  for (auto n = 1 + random() % 4; n > 0; --n) {
    LogState log;
    log.path = std::to_string(9 - n) + text();
    log.kind = text();
    for (auto c = random() % 4; c > 0; --c) log.memory.chunks.push_back({number(), below(65'536)});
    if (!log.memory.chunks.empty()) log.memory.newest = below(log.memory.chunks.size());
    log.memory.last_record_id = number();
    log.memory.tail = {static_cast<std::uint32_t>(number(32)), number(), below(2) == 0};
    for (auto e = random() % 9; e > 0; --e) {
      log.extents.count(text(), below(2) == 0 ? "System" : text(), text(), static_cast<std::uint8_t>(below(9)), {number()},
                        number(40));
    }
    log.duplicates = number();
    log.present = below(2) == 0;
    s.logs.push_back(std::move(log));
  }
  for (auto n = random() % 30; n > 0; --n) {
    s.findings.push_back({below(s.rules.size()), below(s.logs.size()), number(), number(), {number()},
                          static_cast<std::uint32_t>(number(32)), below(s.texts.size()), below(s.texts.size()),
                          below(s.texts.size()), below(s.texts.size())});
  }
  for (std::uint64_t n = random() % 5; n > 0; --n) s.diagnoses.push_back(diagnosis(100 - n));
  for (auto n = random() % 5; n > 0; --n) {
    s.notices += 1 + number(20);
    s.pending.push_back({s.notices, static_cast<Notice::Kind>(below(2)), diagnosis(number()), {number()}});
  }
  for (auto n = random() % 3; n > 0; --n) s.told.by_command.push_back(number());
  for (auto n = random() % 3; n > 0; --n) s.told.by_log.push_back(number());
  for (auto n = random() % 3; n > 0; --n) s.troubles.push_back(number());
  s.quiet = {number(), static_cast<std::uint8_t>(below(256)), number()};
  return s;
}

RunState long_history(std::size_t findings) {
  RunState s;
  for (int i = 0; i < 60; ++i) s.rules.push_back("signal-" + std::to_string(i));
  s.texts = {"", "Schannel", "System", "FE01.contoso.local"};
  for (int i = 0; i < 5'000; ++i) s.texts.push_back("40\x1f" + std::to_string(i * 7919) + "\x1f" "client.contoso.com");
  std::mt19937_64 random(1);
  for (int i = 0; i < 8; ++i) {
    LogState log;
    log.path = "/var/log/windows/host-" + std::to_string(i) + "/System.evtx";
    log.kind = "evtx";
    for (int c = 0; c < 300; ++c) log.memory.chunks.push_back({random(), 65'000});
    log.memory.bytes = 300 * 65'536 + 4'096;
    log.extents = system_extents();
    s.logs.push_back(std::move(log));
  }
  s.findings.reserve(findings);
  for (std::size_t i = 0; i < findings; ++i) {
    const std::uint64_t record = i / 8 * 3;
    s.findings.push_back({static_cast<std::uint32_t>(random() % 60), static_cast<std::uint32_t>(i % 8), 4'096 + record * 700,
                          100'000 + record, {kJune + i * kTicksPerSecond + random() % kTicksPerSecond}, 36'888, 1, 2, 3,
                          static_cast<std::uint32_t>(4 + random() % 5'000)});
  }
  return s;
}

std::string payload_of(std::string_view bytes) {
  return std::string(bytes.substr(20, bytes.size() - 28));
}

std::string sealed(std::string_view payload, std::uint32_t version) {
  std::string out = "SCHDSTAT" + little_endian(version, 4) + little_endian(payload.size(), 8);
  out += payload;
  return out + little_endian(hash64(as_bytes(out.data(), out.size())), 8);
}

}  // namespace doctor::test
