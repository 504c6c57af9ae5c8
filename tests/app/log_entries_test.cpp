#include "app/log_entries.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/temp_dir.h"

using namespace doctor;

namespace {

Notice md5_notice() {
  Notice n;
  n.number = 7;
  n.about.fingerprint = 0xc0ffee;
  n.about.id = "pki-md5-chain";
  n.about.title = "Server certificate chain is signed with MD5";
  n.about.computer = "FE01.contoso.local";
  n.about.severity = "critical";
  n.about.verdict = Verdict::likely;
  n.about.first = *parse_iso8601("2015-06-01T07:00:00Z");
  n.about.last = *parse_iso8601("2015-06-01T09:05:00Z");
  return n;
}

NotAssessable blind(const std::string& id, const std::string& computer) {
  return {id, "title", "System", "no Schannel event in it", "reg add ...", computer, true};
}

Report troubled() {
  Report report;
  report.scan.inputs.emplace_back().path = "FE01/System.evtx";
  InputResult& failed = report.scan.inputs.emplace_back();
  failed.path = "FE01/Security.evtx";
  failed.error = "access denied";
  report.assessment.not_assessable = {blind("tls-fips", "FE01"), blind("tls-rc4", "FE01"), blind("tls-fips", "FE02")};
  report.assessment.not_assessable.push_back({"x", "title", "CAPI2", "log not given", "", "", false});
  report.run.emplace();
  report.run->logs = {{RunReport::LogNote::Kind::stands_still, "FE01/System.evtx", *parse_iso8601("2015-06-01T07:00:00Z"), 0},
                      {RunReport::LogNote::Kind::vanished, "FE02/System.evtx", {}, 0},
                      {RunReport::LogNote::Kind::overwritten, "FE03/System.evtx", *parse_iso8601("2015-06-01T07:00:00Z"), 500}};
  return report;
}

std::vector<std::uint32_t> ids(const std::vector<LogEntry>& entries) {
  std::vector<std::uint32_t> list;
  for (const LogEntry& e : entries) list.push_back(e.id);
  return list;
}

using Ids = std::vector<std::uint32_t>;

}  // namespace

TEST_CASE("what was found says all that matters on one line, and again piece by piece") {
  const LogEntry e = entry_of(md5_notice());
  CHECK(e.id == 101);
  CHECK(e.level == LogLevel::error);
  CHECK(e.text ==
        "new: Server certificate chain is signed with MD5 on FE01.contoso.local (likely, critical), first event "
        "2015-06-01T07:00:00.000Z [pki-md5-chain, notice 7]");
  CHECK(e.details == std::vector<std::string>{"pki-md5-chain", "FE01.contoso.local", "likely", "critical", "7",
                                              "0000000000c0ffee"});
}

TEST_CASE("what has recovered is information") {
  Notice n = md5_notice();
  n.kind = Notice::Kind::recovered;
  n.about.computer.clear();
  n.about.last = {};
  const LogEntry e = entry_of(n);
  CHECK(e.id == 102);
  CHECK(e.level == LogLevel::information);
  CHECK(e.text ==
        "recovered: Server certificate chain is signed with MD5 (likely, critical), last event unknown "
        "[pki-md5-chain, notice 7]");
}

TEST_CASE("an error is what is serious and more than possible") {
  Notice n = md5_notice();
  n.about.severity = "high";
  n.about.verdict = Verdict::confirmed;
  CHECK(entry_of(n).level == LogLevel::error);
  n.about.verdict = Verdict::possible;
  CHECK(entry_of(n).level == LogLevel::warning);
  n.about = md5_notice().about;
  n.about.severity = "medium";
  CHECK(entry_of(n).level == LogLevel::warning);
}

TEST_CASE("a run says how it ended") {
  RunReport run;
  run.number = 12;
  run.changes = {Change::fresh, Change::still_open, Change::still_open, Change::known};
  const LogEntry e = entry_of_run(run, 1);
  CHECK(e.id == 100);
  CHECK(e.text == "run 12 finished: 1 new, 2 still open, 0 recovered (exit code 1)");
  CHECK(e.details == std::vector<std::string>{"12", "1"});
}

TEST_CASE("troubles are told when they begin, and again after they were over") {
  std::vector<std::uint64_t> known;
  const auto first = new_troubles(troubled(), "", known);
  CHECK(ids(first) == Ids{103, 103, 103, 105, 105, 106});
  CHECK(first[0].text == "cannot read the log 'FE01/Security.evtx': access denied");
  CHECK(first[0].details == std::vector<std::string>{"FE01/Security.evtx", "", "access denied"});
  CHECK(first[1].text ==
        "the log 'System' on FE01 cannot show what it is needed for: no Schannel event in it; to switch it on: reg add ...");
  CHECK(first[3].text == "nothing was written to the log 'FE01/System.evtx' since 2015-06-01T07:00:00.000Z");
  CHECK(first[4].text == "the log 'FE02/System.evtx' is gone; it was last seen at unknown");
  CHECK(first[5].text.starts_with("at least 500 events of the log 'FE03/System.evtx' were overwritten since 2015"));

  Report later = troubled();
  later.scan.inputs[1].error = "in use";  // another reason for the same trouble
  CHECK(ids(new_troubles(later, "", known)) == Ids{106});  // events are lost anew

  Report fine;
  CHECK(new_troubles(fine, "", known).empty());
  CHECK(known.empty());
  CHECK(new_troubles(troubled(), "", known).size() == 6);
}

TEST_CASE("a state that cannot be used is told each time: it is put aside, and the next one is good") {
  std::vector<std::uint64_t> known;
  for (int i = 0; i < 2; ++i) {
    const auto entries = new_troubles(Report(), "the checksum is wrong", known);
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].id == 104);
    CHECK(entries[0].level == LogLevel::error);
    CHECK(entries[0].text == "the state of earlier runs cannot be used: the checksum is wrong");
  }
}

TEST_CASE("thousands of troubles become a hundred entries and a sum, once") {
  Report report;
  for (int i = 0; i < 3000; ++i) report.assessment.not_assessable.push_back(blind("x", "PC" + std::to_string(i)));
  std::vector<std::uint64_t> known;
  const auto entries = new_troubles(report, "", known);
  REQUIRE(entries.size() == kMostTroubles + 1);
  CHECK(entries.back().text.starts_with("2900 more logs"));
  CHECK(new_troubles(report, "", known).empty());
}

TEST_CASE("the ids stand in the texts of the event log and in the documentation") {
  const std::filesystem::path top = DOCTOR_SOURCE_DIR;
  const std::string messages = test::read_file(top / "analyzer/app/messages.mc");
  const std::string docs = test::read_file(top / "docs/notices.md");
  for (const LogIdRow& row : kLogIds) {
    const std::string id = std::to_string(static_cast<std::uint32_t>(row.id));
    const std::size_t at = messages.find("MessageId=" + id + "\n");
    REQUIRE_MESSAGE(at != std::string::npos, id);
    const std::size_t end = messages.find("\n.\n", at);
    CHECK_MESSAGE(messages.substr(at, end - at).find("SymbolicName=" + std::string(row.name) + "\n") != std::string::npos, id);
    CHECK_MESSAGE(docs.find("| " + id + " |") != std::string::npos, id);
  }
  const std::string mark = "MessageId=";
  std::size_t n = 0;
  for (std::size_t at = messages.find(mark + "1"); at != std::string::npos; at = messages.find(mark + "1", at + 1)) ++n;
  CHECK(n == std::size(kLogIds));
}
