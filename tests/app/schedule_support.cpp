#include "app/schedule_support.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace doctor::test {

FakeSystem::FakeSystem() {
  system.systemd = true;
  system.all_rights = true;
  system.program = "/usr/local/bin/schannel-doctor";
  system.units = dir.path() / "units";
  system.user_units = dir.path() / "user-units";
  system.data = dir.path() / "data";
  system.user_data = dir.path() / "user-data";
  system.run = [this](const std::vector<std::string>& words, const std::string& input) { return run(words, input); };
}

void FakeSystem::answer(const std::string& beginning, ToolRun run) {
  std::erase_if(answers_, [&](const auto& known) { return known.first == beginning; });
  answers_.emplace_back(beginning, std::move(run));
}

void FakeSystem::missing(const std::string& tool) {
  missing_.push_back(tool);
}

Result<ToolRun> FakeSystem::run(const std::vector<std::string>& words, const std::string& input) {
  Call call;
  call.input = input;
  for (std::size_t i = 0; i < words.size(); ++i) {
    call.words += (i == 0 ? "" : " ") + words[i];
    if (words[0] == "schtasks.exe" && words[1] == "/Create" && i > 0 && words[i - 1] == "/XML")
      call.file = read_file(words[i]);
  }
  calls.push_back(call);
  if (std::find(missing_.begin(), missing_.end(), words[0]) != missing_.end())
    return Error{Errc::not_found, "there is no " + words[0] + " on this system"};
  const ToolRun* best = nullptr;
  std::size_t length = 0;
  for (const auto& [beginning, run] : answers_) {
    if (!call.words.starts_with(beginning) || beginning.size() < length) continue;
    best = &run;
    length = beginning.size();
  }
  return best != nullptr ? *best : ToolRun{};
}

ScheduleRequest request(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "schedule");
  const ParsedCommandLine parsed = parse_command_line(std::move(arguments));
  REQUIRE_MESSAGE(parsed.options, parsed.err);
  return parsed.options->schedule;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace doctor::test
