#include <doctest/doctest.h>

#include "app/schedule_support.h"

using namespace doctor;
using namespace doctor::test;

namespace {

Schedule example() {
  Schedule s;
  s.name = "fe01";
  s.command = {"/usr/local/bin/schannel-doctor", "scan", "--quiet", "/srv/100% logs"};
  return s;
}

const std::string kLine =
    "*/15 * * * * /usr/local/bin/schannel-doctor scan --quiet '/srv/100\\% logs' # schannel-doctor: fe01";
const std::string kOthers =
    "# m h dom mon dow command\nMAILTO=admin@contoso.com\n5 4 * * * /usr/bin/backup # schannel-doctor: fe011\n";

std::string when(unsigned every) {
  Schedule s = example();
  s.every = every;
  const auto line = cron_line(s);
  return line ? line->substr(0, line->find(" /usr")) : "refused";
}

}  // namespace

TEST_CASE("the line, with % escaped") {
  REQUIRE(cron_line(example()));
  CHECK(*cron_line(example()) == kLine);
}

TEST_CASE("minutes that cron can say") {
  CHECK(when(1) == "* * * * *");
  CHECK(when(15) == "*/15 * * * *");
  CHECK(when(30) == "*/30 * * * *");
  CHECK(when(60) == "0 * * * *");
  CHECK(when(180) == "0 */3 * * *");
  CHECK(when(1440) == "0 0 * * *");
  for (const unsigned n : {7U, 45U, 59U, 61U, 90U, 300U, 1439U}) CHECK(when(n) == "refused");
}

TEST_CASE("other lines stay as they are, byte for byte") {
  const std::string with = with_cron_line(kOthers, "fe01", kLine);
  CHECK(with == kOthers + kLine + "\n");
  CHECK(with_cron_line(with, "fe01", kLine) == with);
  CHECK(with_cron_line(with, "fe01", std::nullopt) == kOthers);
  CHECK(with_cron_line("@daily x", "fe01", kLine) == "@daily x\n" + kLine + "\n");
  CHECK(with_cron_line("@daily x", "fe01", std::nullopt) == "@daily x");
  CHECK(with_cron_line("", "fe01", kLine) == kLine + "\n");
  CHECK(with_cron_line("\n\na\r\n#" + kLine + " \r\n\n", "fe01", std::nullopt) == "\n\na\r\n\n");
  CHECK(cron_lines_of(kOthers, "fe01").empty());
  CHECK(cron_lines_of(with, "fe01") == std::vector<std::string>{kLine});
}

TEST_CASE("install twice is one line, remove takes it away") {
  FakeSystem fake;
  fake.answer("crontab -l", {1, "", "no crontab for root\n"});
  REQUIRE(cron_scheduler().install(example(), fake.system));
  CHECK(fake.calls.back().words == "crontab -");
  CHECK(fake.calls.back().input == kLine + "\n");

  fake.answer("crontab -l", {0, kOthers + kLine + "\n", ""});
  Schedule hourly = example();
  hourly.every = 60;
  REQUIRE(cron_scheduler().install(hourly, fake.system));
  CHECK(fake.calls.back().input == kOthers + *cron_line(hourly) + "\n");

  const auto shown = cron_scheduler().show(example(), fake.system);
  REQUIRE(shown);
  CHECK(shown->value() == kLine + "\n");
  const auto removed = cron_scheduler().remove(example(), fake.system);
  REQUIRE(removed);
  CHECK(*removed);
  CHECK(fake.calls.back().input == kOthers);
}

TEST_CASE("nothing there: nothing is written") {
  FakeSystem fake;
  fake.answer("crontab -l", {0, kOthers, ""});
  const auto shown = cron_scheduler().show(example(), fake.system);
  REQUIRE(shown);
  CHECK_FALSE(*shown);
  const auto removed = cron_scheduler().remove(example(), fake.system);
  REQUIRE(removed);
  CHECK_FALSE(*removed);
  for (const auto& call : fake.calls) CHECK(call.words == "crontab -l");
}

TEST_CASE("a crontab that cannot be read is not written over") {
  FakeSystem fake;
  fake.answer("crontab -l", {1, "", "You (fe01) are not allowed to use this program (crontab)\n"});
  const auto failed = cron_scheduler().install(example(), fake.system);
  REQUIRE_FALSE(failed);
  CHECK(has(failed.error().what, "crontab -l failed with exit code 1: You (fe01) are not allowed"));
  CHECK(fake.calls.size() == 1);
  CHECK_FALSE(cron_scheduler().remove(example(), fake.system));
  fake.missing("crontab");
  CHECK(cron_scheduler().show(example(), fake.system).error().code == Errc::not_found);
}

TEST_CASE("a crontab that is refused is an error") {
  FakeSystem fake;
  fake.answer("crontab -", {1, "", "\"-\":0: bad minute\n"});
  fake.answer("crontab -l", {0, kOthers, ""});
  CHECK_FALSE(cron_scheduler().install(example(), fake.system));
}
