// Completion for PowerShell (5.1 and later). Where nothing is offered, PowerShell itself offers names of files.
#include <fmt/format.h>

#include "app/completion.h"
#include "app/help.h"

namespace doctor {

namespace {

constexpr std::string_view kEnd = R"ps(    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    $command = ''
    $known = 0
    foreach ($word in $before) {
        $name = "$command $word".Trim()
        if (-not $options.ContainsKey($name)) { break }
        $command = $name
        $known++
    }
    # The first word is a command or the first path of a scan.
    if ($command -eq '' -and $before.Count -gt $known) { $command = 'scan' }
    $offer = { param($text, $tip, $kind)
        if ($text.StartsWith($wordToComplete, [StringComparison]::OrdinalIgnoreCase)) {
            [System.Management.Automation.CompletionResult]::new($text, $text, $kind, $tip)
        }
    }
    if ($before.Count -gt 0 -and $values.ContainsKey("$command $($before[-1])")) {
        foreach ($choice in $values["$command $($before[-1])"]) { & $offer $choice $choice 'ParameterValue' }
        return
    }
    if ($wordToComplete.StartsWith('-')) {
        foreach ($option in $options[$command]) { & $offer $option[0] $option[1] 'ParameterName' }
        return
    }
    foreach ($below in $commands[$command]) { & $offer $below[0] $below[1] 'Command' }
    foreach ($choice in $arguments[$command]) { & $offer $choice $choice 'ParameterValue' }
}
)ps";

std::string in_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

// The comma before a pair keeps PowerShell from making one flat list of a list of one pair.
std::string pair(const std::string& word, const std::string& tip) {
  return fmt::format("            ,@({}, {})\n", in_quotes(word), in_quotes(tip));
}

std::string list(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(in_quotes(word));
  return "@(" + joined_words(quoted, ", ") + ")";
}

std::string table(std::string_view name, const std::string& content) {
  return fmt::format("    ${} = @{{\n{}    }}\n", name, content);
}

}  // namespace

std::string powershell_completion(const CommandEntry& program) {
  std::string commands, options, values, arguments;
  for (const CommandEntry* command : all_commands(program)) {
    std::string below_text, options_text;
    for (const CommandEntry& below : command->commands) below_text += pair(below.last_name(), below.summary);
    for (const OptionEntry* option : offered_options(program, *command)) {
      for (const std::string& name : dashed_names(*option)) {
        options_text += pair(name, option_text(*option));
        if (option->choices.empty()) continue;
        values += fmt::format("        {} = {}\n", in_quotes(command->name + " " + name), list(option->choices));
      }
    }
    const std::string key = in_quotes(command->name);
    if (!below_text.empty()) commands += fmt::format("        {} = @(\n{}        )\n", key, below_text);
    options += fmt::format("        {} = @(\n{}        )\n", key, options_text);
    const OptionEntry* argument = offered_argument(program, *command);
    if (argument != nullptr && !argument->choices.empty()) {
      arguments += fmt::format("        {} = {}\n", key, list(argument->choices));
    }
  }
  return "# PowerShell completion for schannel-doctor, made by: schannel-doctor completion powershell\n"
         "Register-ArgumentCompleter -Native -CommandName 'schannel-doctor', 'schannel-doctor.exe' -ScriptBlock {\n"
         "    param($wordToComplete, $commandAst, $cursorPosition)\n" +
         table("commands", commands) + table("options", options) + table("values", values) +
         table("arguments", arguments) + std::string(kEnd);
}

}  // namespace doctor
