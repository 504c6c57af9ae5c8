#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace doctor {

/// What a shell offers where the value of an option, or an argument, is typed.
enum class Completes { nothing, choices, files, folders };

/// One option or argument of a command.
struct OptionEntry {
  std::string short_name, long_name;  ///< without dashes; both empty: an argument, known by its place
  std::string value;                  ///< what is to be written: FILE; empty: a flag
  std::string text;                   ///< what it does
  std::string group;                  ///< heading it stands below; empty: none of its own
  std::vector<std::string> choices;   ///< empty: any value
  std::string otherwise;              ///< what counts without it; empty: nothing that need be said
  Completes completes = Completes::nothing;
  bool required = false;
  bool repeated = false;                     ///< may be given several times
  std::vector<std::string> needs, not_with;  ///< names of others, in order

  bool is_argument() const { return short_name.empty() && long_name.empty(); }
  bool is_flag() const { return !is_argument() && value.empty(); }
  std::string dashed() const;  ///< "--format", or "-q" if it has no long name, or "PATH"
};

/// One command, or the program itself.
struct CommandEntry {
  std::string name;                    ///< "rules check"; of the program: empty
  std::string summary;                 ///< one sentence
  std::string details;                 ///< the sentences behind it; may be empty
  std::vector<OptionEntry> options;    ///< arguments first, then in order of definition
  std::vector<CommandEntry> commands;  ///< in order of definition; not empty: one of them must follow
  bool takes_scan = false;             ///< what it does not know itself are words of a scan

  std::string last_name() const;  ///< "check"
};

/// All commands and options as the parser of the command line has them: help, manual page and completions are made of this, so that
/// none of them can know an option that does not exist.
CommandEntry command_tree();

/// The command of that name ("rules check"; empty: the program), or null. Points into `program`.
const CommandEntry* find_command(const CommandEntry& program, std::string_view name);

/// The program and every command below it, a command before its own. Points into `program`.
std::vector<const CommandEntry*> all_commands(const CommandEntry& program);

}  // namespace doctor
