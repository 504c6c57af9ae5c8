#include <doctest/doctest.h>

#include <pugixml.hpp>

#include "app/schedule_support.h"
#include "base/bytes.h"
#include "base/text.h"

using namespace doctor;
using namespace doctor::test;

namespace {

Schedule example() {
  Schedule s;
  s.name = "schannel-doctor";
  s.command = {"C:\\Program Files\\schannel & doctor\\schannel-doctor.exe", "scan", "--state", "C:\\state\\",
               "a <b> \"c\""};
  return s;
}

std::vector<std::string> children(const pugi::xml_node& node) {
  std::vector<std::string> out;
  for (const pugi::xml_node& child : node.children()) out.emplace_back(child.name());
  return out;
}

}  // namespace

TEST_CASE("the task is well-formed, in Windows' own order, and says what was asked for") {
  const std::string xml = task_xml(example(), "UTF-8");
  pugi::xml_document document;
  REQUIRE(document.load_string(xml.c_str(), pugi::parse_full));
  const pugi::xml_node task = document.child("Task");
  using Names = std::vector<std::string>;
  CHECK(std::string(task.attribute("version").value()) == "1.2");
  CHECK(std::string(task.attribute("xmlns").value()) == "http://schemas.microsoft.com/windows/2004/02/mit/task");
  CHECK(children(task) == Names{"RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"});
  const pugi::xml_node trigger = task.child("Triggers").child("TimeTrigger");
  CHECK(children(trigger) == Names{"Repetition", "StartBoundary", "Enabled"});
  CHECK(children(trigger.child("Repetition")) == Names{"Interval", "StopAtDurationEnd"});
  CHECK(std::string(trigger.child("Repetition").child_value("Interval")) == "PT15M");
  const pugi::xml_node principal = task.child("Principals").child("Principal");
  CHECK(std::string(principal.child_value("UserId")) == "S-1-5-18");
  CHECK(std::string(principal.attribute("id").value()) == task.child("Actions").attribute("Context").value());
  const pugi::xml_node settings = task.child("Settings");
  CHECK(std::string(settings.child_value("MultipleInstancesPolicy")) == "IgnoreNew");
  CHECK(std::string(settings.child_value("StartWhenAvailable")) == "true");
  CHECK(std::string(settings.child_value("ExecutionTimeLimit")) == "PT1H");
  CHECK(std::string(settings.child_value("DisallowStartIfOnBatteries")) == "false");
  CHECK(std::string(settings.child_value("Priority")) == "7");
  const pugi::xml_node exec = task.child("Actions").child("Exec");
  CHECK(std::string(exec.child_value("Command")) == "C:\\Program Files\\schannel & doctor\\schannel-doctor.exe");
  CHECK(std::string(exec.child_value("Arguments")) == "scan --state C:\\state\\ \"a <b> \\\"c\\\"\"");
}

TEST_CASE("LOCAL SERVICE has no more rights than it needs") {
  Schedule s = example();
  s.account = TaskAccount::local_service;
  s.every = 1440;
  pugi::xml_document document;
  REQUIRE(document.load_string(task_xml(s, "UTF-8").c_str()));
  const pugi::xml_node principal = document.child("Task").child("Principals").child("Principal");
  CHECK(std::string(principal.child_value("UserId")) == "S-1-5-19");
  CHECK(std::string(principal.child_value("RunLevel")) == "LeastPrivilege");
  CHECK(has(task_xml(s, "UTF-8"), "<Interval>PT1440M</Interval>"));
}

TEST_CASE("what is printed is a document, with the command to install it") {
  FakeSystem fake;
  Schedule s = example();
  s.name = "fe01.a-b_c";
  const auto text = task_scheduler().print(s, fake.system);
  REQUIRE(text);
  pugi::xml_document document;
  CHECK(document.load_string(text->c_str(), pugi::parse_full));
  CHECK(has(*text, "schtasks.exe /Create /TN fe01.a-b_c /XML"));
  CHECK(text->starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
  CHECK(fake.calls.empty());
}

TEST_CASE("install hands a UTF-16 file to schtasks") {
  FakeSystem fake;
  fake.answer("schtasks.exe /Query", {1, "", "ERROR: The system cannot find the file specified.\r\n"});
  const auto done = task_scheduler().install(example(), fake.system);
  REQUIRE(done);
  CHECK(*done == "task 'schannel-doctor' installed: every 15 min as SYSTEM");
  REQUIRE(fake.calls.size() == 2);
  CHECK(fake.calls[1].words.starts_with("schtasks.exe /Create /TN schannel-doctor /XML "));
  CHECK(fake.calls[1].words.ends_with(" /F"));
  const std::string& file = fake.calls[1].file;
  CHECK(file.starts_with("\xFF\xFE<\0?\0"));
  CHECK(file == "\xFF\xFE" + to_utf16le(task_xml(example(), "UTF-16")));
  const std::string path = fake.calls[1].words.substr(46, fake.calls[1].words.size() - 49);
  CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("a task of ours is replaced and removed, another's is not") {
  FakeSystem fake;
  fake.answer("schtasks.exe /Query", {0, task_xml(example(), "UTF-16"), ""});
  CHECK(task_scheduler().install(example(), fake.system));
  const auto removed = task_scheduler().remove(example(), fake.system);
  REQUIRE(removed);
  CHECK(*removed);
  CHECK(fake.calls.back().words == "schtasks.exe /Delete /TN schannel-doctor /F");

  fake.answer("schtasks.exe /Query", {0, to_utf16le(task_xml(example(), "UTF-16")), ""});
  CHECK(task_scheduler().remove(example(), fake.system));

  fake.answer("schtasks.exe /Query", {0, "<Task><Author>CONTOSO\\admin</Author></Task>", ""});
  const std::size_t before = fake.calls.size();
  const auto refused = task_scheduler().install(example(), fake.system);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::bad_argument);
  CHECK_FALSE(task_scheduler().remove(example(), fake.system));
  CHECK(fake.calls.size() == before + 2);
}

TEST_CASE("what schtasks says goes on, and a missing one is told") {
  FakeSystem fake;
  fake.answer("schtasks.exe /Query", {1, "", "not found"});
  fake.answer("schtasks.exe /Create", {1, "", "ERROR: Access is denied.\r\n\r\n"});
  const auto denied = task_scheduler().install(example(), fake.system);
  REQUIRE_FALSE(denied);
  CHECK(denied.error().what == "schtasks.exe failed with exit code 1: ERROR: Access is denied.");
  const auto nothing = task_scheduler().remove(example(), fake.system);
  REQUIRE(nothing);
  CHECK_FALSE(*nothing);
  fake.missing("schtasks.exe");
  const auto shown = task_scheduler().show(example(), fake.system);
  REQUIRE_FALSE(shown);
  CHECK(shown.error().what == "there is no schtasks.exe on this system");
}
