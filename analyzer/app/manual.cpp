#include "app/manual.h"

#include <fmt/format.h>

#include "app/examples.h"
#include "app/exit_code.h"
#include "app/help.h"
#include "app/version.h"

namespace doctor {

namespace {

constexpr std::string_view kDescription =
    ".B schannel\\-doctor\n"
    "reads exported Windows event logs (EVTX and every XML form they are exported to), correlates them, and says what "
    "is\n"
    "wrong, how sure it is, what is a false alarm, and what to do next.\n"
    "Certificates, revocation lists, registry exports and the output of certutil that lie beside the logs are "
    "evidence,\n"
    "too.\n"
    "It only reads: it writes what it is told to write, and nothing goes over a network.\n"
    ".PP\n"
    "A command line that begins with no command is that of\n"
    ".BR scan .\n"
    "A file that is called like a command is reached as\n"
    ".IR ./scan .\n"
    ".PP\n"
    "What counts without an option stands in brackets.\n";

constexpr std::string_view kAfterExitCodes =
    ".PP\n"
    "If several hold: 70, 2, 3, 1, 4, 0 in that order.\n"
    "A log is blind if it may be of a healthy server or of one that does not log at all: a System log without one\n"
    "Schannel event cannot tell, unless\n"
    ".B \\-\\-assume\\-logged\n"
    "says so.\n";

constexpr std::string_view kEnvironmentAndFiles =
    ".SH ENVIRONMENT\n"
    ".TP\n"
    ".B NO_COLOR\n"
    "If it is set and not empty, nothing is coloured unless\n"
    ".B \\-\\-color always\n"
    "is given.\n"
    ".TP\n"
    ".B TZ\n"
    "The time zone in which times are shown without\n"
    ".BR \\-\\-utc .\n"
    ".SH FILES\n"
    "No configuration file is read: rules and knowledge are part of the program, and what may be changed is an "
    "option.\n"
    ".TP\n"
    ".I FILE\n"
    "of\n"
    ".BR \\-\\-state :\n"
    "what a scan remembers for its next run.\n"
    ".I FILE\\&.lock\n"
    "beside it is held while one runs.\n"
    ".TP\n"
    ".I /usr/share/doc/schannel\\-doctor/\n"
    "README, what every message means (docs/messages.md), and the formats of all outputs.\n"
    ".TP\n"
    ".I /usr/share/doc/schannel\\-doctor/examples/\n"
    "Logs to try it on.\n";

constexpr std::string_view kSeeAlso =
    ".SH SEE ALSO\n"
    ".BR evtxexport (1),\n"
    ".BR openssl (1),\n"
    ".BR systemd.timer (5),\n"
    ".BR crontab (5)\n";

std::string bold(std::string_view text) {
  return "\\fB" + roff(text) + "\\fR";
}

std::string italic(std::string_view text) {
  return "\\fI" + roff(text) + "\\fR";
}

std::string dots(const OptionEntry& option) {
  return italic(option.value) + (option.repeated ? " ..." : "");
}

// Words with capitals are values, all others stand as they are.
std::string synopsis(const CommandEntry& command) {
  std::string out = bold("schannel-doctor" + (command.name.empty() ? "" : " " + command.name));
  if (!command.commands.empty()) return out + " " + italic("COMMAND") + " ...";
  for (const OptionEntry& option : command.options) {
    if (option.is_argument()) out += option.required ? " " + dots(option) : " [" + dots(option) + "]";
    if (!option.is_argument() && option.required) out += " " + bold(option.dashed()) + " " + dots(option);
  }
  if (has_options(command)) out += " [" + italic("OPTION") + " ...]";
  return out + (command.takes_scan ? " [\\fB\\-\\-\\fR] [" + italic("SCAN") + " ...]" : "");
}

std::string sentence(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text.empty() || text.back() == '.' ? text : text + ".";
}

std::string list_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + bold(word);
  return out;
}

std::string option_paragraph(const OptionEntry& option) {
  std::string out = ".TP\n";
  if (option.is_argument()) {
    out += dots(option);
  } else {
    if (!option.short_name.empty()) out += bold("-" + option.short_name);
    if (!option.short_name.empty() && !option.long_name.empty()) out += ", ";
    if (!option.long_name.empty()) out += bold("--" + option.long_name);
    if (!option.value.empty()) out += " " + dots(option);
  }
  std::string text = option_text(option);
  if (!option.otherwise.empty()) text += " [" + option.otherwise + "]";
  out += "\n" + roff(text) + (text.ends_with(" ...") ? "\n" : ".\n");
  if (!option.needs.empty()) out += "Needs " + list_of(option.needs) + ".\n";
  if (!option.not_with.empty()) out += "Not together with " + list_of(option.not_with) + ".\n";
  return out;
}

std::string examples_text(std::string_view command) {
  std::string out;
  for (const Example& example : examples_of(command)) {
    out += ".TP\n" + bold(example.line) + "\n" + roff(sentence(std::string(example.purpose))) + "\n";
  }
  return out;
}

std::string command_section(const CommandEntry& command) {
  std::string out =
      ".SS " + roff(command.name) + "\n" + synopsis(command) + "\n.PP\n" + roff(sentence(command.summary)) + "\n";
  if (!command.details.empty()) out += roff(sentence(command.details)) + "\n";
  std::string group;
  for (const OptionEntry& option : command.options) {
    if (option.long_name == "help") continue;
    if (option.group != group) out += ".PP\n" + roff(option.group) + ":\n";
    group = option.group;
    out += option_paragraph(option);
  }
  return out + ".PP\nExamples:\n" + examples_text(command.name);
}

std::string exit_status() {
  std::string out = ".SH EXIT STATUS\n";
  for (const ExitCodeText& text : exit_code_texts()) {
    out += fmt::format(".TP\n.B {}\n{}\n", static_cast<int>(text.code), roff(sentence(std::string(text.means))));
  }
  return out + std::string(kAfterExitCodes);
}

}  // namespace

std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      case '"':
        out += "\\(dq";
        break;
      default:
        out += c;
    }
  }
  return out.starts_with('.') ? "\\&" + out : out;
}

std::string manual_page(const CommandEntry& program) {
  std::string out = fmt::format(
      ".\\\" Made by: schannel-doctor man\n.TH SCHANNEL\\-DOCTOR 1 \"{}\" \"schannel\\-doctor {}\" \"User Commands\"\n",
      commit_date(), kVersion);
  out +=
      ".SH NAME\nschannel\\-doctor \\- tell why TLS, certificates or Skype for Business fail, from event logs\n.SH "
      "SYNOPSIS\n";
  out += bold("schannel-doctor") + " " + italic("PATH") + " ... [" + italic("OPTION") + " ...]\n.br\n";
  std::string commands;
  for (const CommandEntry* command : all_commands(program)) {
    if (command->name.empty() || !command->commands.empty()) continue;
    out += bold("schannel-doctor " + command->name) + " ...\n.br\n";
    commands += command_section(*command);
  }
  out += bold("schannel-doctor --version") + " | " + bold("--help") + "\n.SH DESCRIPTION\n";
  out += kDescription;
  out += ".SH COMMANDS\nEvery command also knows\n.BR \\-h ,\n.BR \\-\\-help .\n" + commands;
  out += exit_status();
  out += kEnvironmentAndFiles;
  out += ".SH EXAMPLES\n" + examples_text("");
  return out + std::string(kSeeAlso);
}

}  // namespace doctor
