#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/load.h"
#include "engine/scan.h"
#include "support/event_builder.h"

namespace doctor::test {

/// Diagnostics as text, one a line: "7:3 rule-bad-regex: message; help".
std::string as_text(const Diagnostics& problems);

/// The rules of these documents (path, text), read with the logsources.yml of the source tree.
LoadedRules load_documents(std::initializer_list<std::pair<std::string, std::string>> documents, Diagnostics& problems);
LoadedRules load_text(const std::string& text, Diagnostics& problems);
/// What loading says, for golden texts; with " refused: N" at the end if anything was.
std::string refusals(const std::string& text);

/// A rule for all of Windows around this detection (its lines not indented).
std::string rule_with(const std::string& detection);
/// Whether that rule matches that event. Throws if the rule is refused.
bool matches(const std::string& detection, const EventBuilder& event);
/// The same for a selection that is the whole condition: "Field|contains: x".
bool selects(const std::string& selection, const EventBuilder& event);

/// The logsources.yml of the source tree.
std::string logsources();

}  // namespace doctor::test
