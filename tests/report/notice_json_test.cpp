#include "report/notice_json.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/json.h"
#include "base/text.h"
#include "report/diagnosis_json.h"
#include "report/sample_report.h"
#include "support/temp_dir.h"

using namespace doctor;

namespace {

namespace fs = std::filesystem;

NoticeView md5_notice() {
  NoticeView n;
  n.number = 7;
  n.time = test::at("2015-06-01T09:15:00Z");
  n.host = "mon01.contoso.local";
  n.tool_version = "0.1.0";
  n.fingerprint = 0xc0ffee;
  n.id = "pki-md5-chain";
  n.title = "Server certificate chain is signed with MD5";
  n.severity = "critical";
  n.computer = "FE01.contoso.local";
  n.verdict = Verdict::likely;
  n.first = test::at("2015-06-01T07:00:00Z");
  return n;
}

NoticeView hostile_notice() {
  NoticeView n = md5_notice();
  n.title = n.computer = n.host = "\x1b[31m\xff\"\\\n\xe2\x80\xae'; rm -rf /";
  return n;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t place = text.find(from);
  REQUIRE_MESSAGE(place != std::string::npos, "not in the notice: ", from);
  return text.replace(place, from.size(), to);
}

/// What the schema says about each document; empty if it cannot be asked here.
std::vector<std::string> judged(const std::vector<std::string>& documents) {
  const fs::path python = "/usr/bin/python3";
  std::error_code ignored;
  if (!fs::exists(python, ignored)) {
    MESSAGE("skipped: no python3");
    return {};
  }
  const test::TempDir folder;
  const fs::path source = DOCTOR_SOURCE_DIR;
  const fs::path out = folder.path() / "out";
  std::string command = python.string() + " \"" + (source / "tests/report/validate_schema.py").string() + "\" \"" +
                        (source / "docs/notice.schema.json").string() + "\" \"" + out.string() + "\"";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    command += " \"" + folder.write(std::to_string(i) + ".json", documents[i]).string() + "\"";
  }
  REQUIRE(std::system(command.c_str()) == 0);
  std::vector<std::string> lines = test::lines_of(test::read_file(out));
  if (lines.size() == 1 && lines[0] == "no python3-jsonschema") {
    MESSAGE("skipped: no python3-jsonschema");
    return {};
  }
  REQUIRE(lines.size() == documents.size());
  return lines;
}

}  // namespace

TEST_CASE("a notice whose diagnosis the report no longer has is told with what is remembered") {
  NoticeView n = md5_notice();
  n.recovered = true;
  CHECK(notice_json(n, test::empty_report()) ==
        R"({"schema":"schannel-doctor/notice/1","number":7,"kind":"recovered","time":"2015-06-01T09:15:00.000Z",)"
        R"("host":"mon01.contoso.local","tool":{"version":"0.1.0"},"complete":false,"diagnosis":)"
        R"({"id":"pki-md5-chain","title":"Server certificate chain is signed with MD5","verdict":"likely",)"
        R"("severity":"critical","state":"recovered","fingerprint":"0000000000c0ffee",)"
        R"("computers":["FE01.contoso.local"],"first":"2015-06-01T07:00:00.000Z","last":null}})"
        "\n");
}

TEST_CASE("a notice whose diagnosis the report has is told with all of it, as in the report, on one line") {
  const Report report = test::md5_report();
  std::string whole;
  JsonWriter j(whole, false);
  write_diagnosis(j, report.assessment.diagnoses.front(), report.scan, nullptr);
  const std::string notice = notice_json(md5_notice(), report);
  CHECK(notice.find("\"kind\":\"found\"") != std::string::npos);
  CHECK(notice.find("\"complete\":true,\"diagnosis\":" + whole + "}\n") != std::string::npos);
  CHECK(std::count(notice.begin(), notice.end(), '\n') == 1);
}

TEST_CASE("a diagnosis of another computer, of another name or ruled out is not the one that was noticed") {
  Report report = test::md5_report();
  NoticeView other = md5_notice();
  other.fingerprint = 1;
  CHECK(notice_json(other, report).find("\"complete\":false") != std::string::npos);
  other = md5_notice();
  other.id = "pki-weak-key";
  CHECK(notice_json(other, report).find("\"complete\":false") != std::string::npos);
  report.assessment.diagnoses.front().verdict = Verdict::ruled_out;
  CHECK(notice_json(md5_notice(), report).find("\"complete\":false") != std::string::npos);
}

TEST_CASE("the schema accepts what is written: least, most and hostile") {
  NoticeView bare = md5_notice();
  bare.host = bare.computer = "";
  bare.recovered = true;
  bare.time = bare.first = {};
  for (const std::string& verdict :
       judged({notice_json(bare, test::empty_report()), notice_json(md5_notice(), test::md5_report()),
               notice_json(hostile_notice(), test::empty_report()),
               notice_json(hostile_notice(), test::hostile_report("\x1b[31m\xff\"\\\n"))})) {
    CHECK(verdict == "valid");
  }
}

TEST_CASE("the schema refuses what scripts would stumble over") {
  const std::string good = notice_json(md5_notice(), test::empty_report());
  const std::vector<std::string> verdicts =
      judged({replaced(good, "notice/1", "notice/2"), replaced(good, "\"number\":7", "\"number\":0"),
              replaced(good, "\"number\":7", "\"number\":\"7\""), replaced(good, "\"found\"", "\"new\""),
              replaced(good, "\"complete\":false", "\"complete\":true"), replaced(good, "\"title\"", "\"titel\""),
              replaced(good, "\"verdict\":\"likely\"", "\"verdict\":\"ruled_out\""),
              replaced(good, "2015-06-01T09:15:00.000Z", "2015-06-01 09:15:00Z"),
              replaced(good, "\"host\":\"mon01.contoso.local\"", "\"host\":\"\"")});
  for (std::size_t i = 0; i < verdicts.size(); ++i) CHECK_MESSAGE(verdicts[i].starts_with("invalid: "), "case ", i);
}

TEST_CASE("hostile texts stay on the line and are UTF-8 without control characters") {
  for (const Report& report : {test::empty_report(), test::hostile_report("\x1b[31m\x07\x9b\n\r\xff")}) {
    const std::string json = notice_json(hostile_notice(), report);
    CHECK(is_utf8(json));
    CHECK(std::none_of(json.begin(), json.end() - 1, [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte < 0x20 || byte == 0x7f;
    }));
  }
}
