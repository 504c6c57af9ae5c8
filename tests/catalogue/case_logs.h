#pragma once
#include <vector>

#include "catalogue/case_file.h"
#include "samples/stories.h"

namespace doctor::test {

/// The logs of a case, as Windows would have written them: its events with what their providers always add (GUID, task, keywords,
/// qualifiers), and everyday events from an hour before the story until two hours after it, so that each log covers it.
/// Throws std::runtime_error if the XML of an event cannot be parsed.
std::vector<SampleLog> logs_of(const Case& story, SampleFormat format);

}  // namespace doctor::test
