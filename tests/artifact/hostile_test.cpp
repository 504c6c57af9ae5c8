#include <doctest/doctest.h>

#include <ctime>
#include <random>

#include "kit.h"

namespace doctor {
namespace {

using test::read_artifact;

constexpr const char* kFiles[] = {"ca-csp-md5.reg",       "front-end-tls.reg", "stores.reg",   "reg-query-schannel.txt",
                                  "store-my-verbose.txt", "store-root.txt",    "dump-crl.txt", "getreg-csp.txt"};

/// Reads it as what it is and as what it is not; from an allocation of its own, so that a byte too many is seen.
std::size_t read_all_kinds(const std::string& bytes) {
  std::size_t events = 0;
  artifact_kind(test::view(bytes));
  for (const auto kind : {ArtifactKind::registry, ArtifactKind::certutil}) {
    const auto all = read_artifact(std::string(bytes), kind);
    CHECK(all.coverage.total() == bytes.size());
    CHECK(all.extents.events() == all.events.size());
    CHECK(all.damage.bytes_lost() <= bytes.size());
    events += all.events.size();
  }
  return events;
}

std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("a file cut at any length reads without harm, with no more events than the whole") {
  for (const auto name : kFiles) {
    CAPTURE(name);
    const std::string whole = test::data_file(name);
    const std::size_t events = read_all_kinds(whole);
    CHECK(events > 0);
    for (std::size_t n = 0; n < whole.size(); ++n) CHECK(read_all_kinds(whole.substr(0, n)) <= events + 1);
  }
}

TEST_CASE("changed bytes never break the accounting") {
  std::mt19937 random(20150601);
  const std::string alphabet("[]\"\\=@,:;-\n\r\0 HKEY_09afxX\xff\xfe", 26);
  for (const auto name : kFiles) {
    CAPTURE(name);
    const std::string whole = test::data_file(name);
    for (int round = 0; round < 500; ++round) {
      std::string changed = whole;
      for (unsigned k = 0; k < 1 + random() % 8; ++k) {
        const std::size_t at = random() % changed.size();
        switch (random() % 4) {
          case 0:
            changed[at] = alphabet[random() % alphabet.size()];
            break;
          case 1:
            changed.erase(at, random() % 40);
            break;
          case 2:
            changed.insert(at, changed.substr(random() % changed.size(), random() % 60));
            break;
          default:
            changed[at] = static_cast<char>(random());
            break;
        }
        if (changed.empty()) changed = "[";
      }
      read_all_kinds(changed);
    }
  }
}

TEST_CASE("time stays linear where a file is made to cost much") {
  const std::string reg =
      "Windows Registry Editor Version "
      "5.00\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\CertSvc\\Configuration]\n";
  const std::clock_t before = std::clock();
  read_all_kinds(reg + "\"a\"=\"" + repeat("x\n", 500'000));
  read_all_kinds(reg + "\"a\"=hex:" + repeat("00,\\\n", 300'000));
  read_all_kinds(reg + repeat("\"a\"=dword:00000001\n", 120'000));
  read_all_kinds(repeat("================ Certificate 0 ================\n", 50'000));
  read_all_kinds("X509 Certificate:\nSubject:\n" + repeat("    CN=a\n", 200'000));
  read_all_kinds("HKEY_LOCAL_MACHINE\\X:\n  A REG_MULTI_SZ =\n" + repeat("    0: a\n", 200'000));
  read_all_kinds(repeat("\n", 1'000'000));
  // Processor time, so that a busy machine does not count. Linear is some seconds with sanitizers, quadratic would be minutes.
  CHECK(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC < 60);
}

}  // namespace doctor
