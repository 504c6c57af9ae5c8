#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace doctor {

/// The heading of the steps that mend something. All commands of the knowledge base are for that shell: a test insists.
inline constexpr std::string_view kWhatToDo = "What to do (commands: PowerShell, as administrator)";

/// "48,112": thousands separated by commas, in every locale.
std::string grouped(std::uint64_t number);

/// "1 event", "2 events", "0 events".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// "a, b, c", or "5 computers" if there are more than `most`. Empty for none. Names that differ only in case are one.
std::string few_or_count(const std::vector<std::string>& names, std::size_t most, std::string_view many);

/// "2015-06-01 07:00:00Z", or what style.local_time makes of it; "an unknown time" for 0.
std::string moment_text(FileTime time, const TextStyle& style);

/// "2015-06-01 07:00:00Z to 2015-06-01 09:05:00Z (2 h 5 min)", or the one moment if both are equal or one is unknown.
std::string span_text(FileTime first, FileTime last, const TextStyle& style);

/// The class of a false alarm in plain words; an unknown one as it is.
std::string_view false_alarm_words(std::string_view kind);

/// True if a shell takes `word` as it is and a person would type it: letters, digits and . _ - / only. Suggested commands are built of
/// nothing else, because providers and ids may come from a log or from somebody's rules.
bool is_plain_word(std::string_view word);

}  // namespace doctor
