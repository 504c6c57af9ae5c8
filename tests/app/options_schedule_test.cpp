#include <doctest/doctest.h>

#include "app/options.h"
#include "app/schedule_support.h"

using namespace doctor;
using namespace doctor::test;

namespace {

/// "PATH=a --rules=b --quiet" and so on; a path has a star.
std::string words_of(const ScheduleRequest& request) {
  std::string out;
  for (const ScanWord& word : request.scan) {
    out += (out.empty() ? "" : " ") + (word.flag.empty() ? "PATH" : word.flag) + (word.is_path ? "*" : "");
    if (word.value) out += "=" + *word.value;
  }
  return out;
}

void refused(std::vector<std::string> arguments, std::string_view why) {
  arguments.insert(arguments.begin(), "schedule");
  const auto parsed = parse_command_line(std::move(arguments));
  CHECK_FALSE(parsed.options);
  CHECK(parsed.code == ExitCode::usage);
  CHECK_MESSAGE(has(parsed.err, why), parsed.err);
}

}  // namespace

TEST_CASE("all flags of schedule install arrive") {
  const ScheduleRequest r =
      request({"install", "--every", "30", "--as", "local-service", "--name", "fe01", "--method", "task", "--program",
               "C:\\x.exe", "--no-quiet", "--print", "--user", "--", "C:\\logs"});
  CHECK(r.action == ScheduleAction::install);
  CHECK(r.every == 30);
  CHECK(r.account == TaskAccount::local_service);
  CHECK(r.name == "fe01");
  CHECK(r.method == ScheduleMethod::task);
  CHECK(r.program == "C:\\x.exe");
  CHECK(r.reports);
  CHECK(r.print);
  CHECK(r.user);
  CHECK(words_of(r) == "PATH*=C:\\logs");
}

TEST_CASE("without flags: every 15 minutes, what the system has") {
  const ScheduleRequest r = request({"install", "logs"});
  CHECK(r.every == 15);
  CHECK(r.method == ScheduleMethod::automatic);
  CHECK_FALSE(r.account);
  CHECK(r.name == "schannel-doctor");
  CHECK_FALSE(r.print);
  CHECK(request({"show", "--name", "fe01", "--method", "cron"}).action == ScheduleAction::show);
  CHECK(request({"remove"}).action == ScheduleAction::remove);
}

TEST_CASE("the scan's words are told apart by the scan's parser") {
  const std::vector<std::string> words = {
      "scan",       "a b",     "--rules",    "r", "--topology=standard", "-q",        "-j4",    "--output",
      "out",        "--since", "2015-06-01", "c", "--no-builtin-rules",  "--require", "System", "--require",
      "Application"};
  const std::string expected =
      "PATH*=a b --rules*=r --topology=standard --quiet --threads=4 --output*=out --since=2015-06-01 PATH*=c "
      "--no-builtin-rules --require=System --require=Application";
  std::vector<std::string> behind = {"install", "--every", "5", "--"}, mixed = {"install"};
  behind.insert(behind.end(), words.begin(), words.end());
  mixed.insert(mixed.end(), words.begin(), words.end());
  mixed.insert(mixed.end(), {"--every", "5"});
  CHECK(words_of(request(behind)) == expected);
  CHECK(words_of(request(mixed)) == expected);
  CHECK(request(mixed).every == 5);
}

TEST_CASE("behind -- even flags of schedule are the scan's") {
  refused({"install", "--", "logs", "--every", "5"}, "of the scan: ");
  CHECK(words_of(request({"install", "logs", "--", "more"})) == "PATH*=logs PATH*=more");
}

TEST_CASE("what is wrong with the scan is said at once") {
  refused({"install", "--", "logs", "--fail-on", "maybe"}, "schedule install: of the scan: --fail-on: maybe");
  refused({"install", "logs", "--evry", "5"}, "of the scan: ");
  refused({"install", "--", "logs", "--since", "yesterday"}, "'yesterday' is not a time");
  refused({"install", "--", "logs", "--help"}, "asks for help only");
  refused({"install", "--", "logs", "--why", "x"}, "--why");
  refused({"install", "--", "a\nb"}, "control characters");
}

TEST_CASE("a state is added where a scan may have one") {
  CHECK(request({"install", "logs"}).has_state);
  CHECK(request({"install", "logs", "--state=s"}).has_state);
  CHECK(request({"install", "logs", "--on-finding", "notify", "--history", "7d"}).has_state);
  CHECK_FALSE(request({"install", "logs", "--since", "2015-06-01"}).has_state);
  refused({"install", "logs", "--history", "soon"}, "--history: 'soon'");
  refused({"install", "logs", "--carve", "--on-finding", "notify"}, "--state");
}

TEST_CASE("names, minutes and methods are checked") {
  for (const char* name : {".hidden", "-x", "a/b", "a b", "a--b", "x;y", "\xc3\xbc"}) {
    refused({"install", std::string("--name=") + name, "logs"}, "--name");
  }
  refused({"remove", "--name", std::string(65, 'a')}, "--name: ");
  CHECK(request({"show", "--name", std::string(64, 'a')}).name.size() == 64);
  refused({"install", "--every", "0", "logs"}, "--every");
  refused({"install", "--every", "1441", "logs"}, "--every");
  refused({"install", "--method", "at", "logs"}, "--method");
  refused({"install", "--as", "bob", "logs"}, "--as");
  refused({}, "subcommand");
}
