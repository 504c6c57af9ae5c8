#pragma once
#include <span>
#include <string>
#include <string_view>

namespace doctor {

// One word, or a list of words, in the way in which the one who starts the program reads it back to the same words. No word may hold a
// control character: is_quotable().

/// Whether all of these can say it: UTF-8 without control characters.
bool is_quotable(std::string_view word);

/// The rules of CommandLineToArgvW and Microsoft's C library, for what follows the program's name.
std::string windows_quoted(std::string_view word);
std::string windows_command(std::span<const std::string> words);

/// For sh.
std::string shell_quoted(std::string_view word);
std::string shell_command(std::span<const std::string> words);

/// For ReadWritePaths= and its like, and for the program in ExecStart=: "%" begins a specifier there.
std::string systemd_quoted(std::string_view word);
/// For ExecStart=: of what follows the program, "$" begins a variable, too.
std::string systemd_command(std::span<const std::string> words);

/// A sh command in a crontab, where "%" ends the command.
std::string cron_command(std::span<const std::string> words);

/// For XML text, and for attribute values in double quotes.
std::string xml_quoted(std::string_view text);

}  // namespace doctor
