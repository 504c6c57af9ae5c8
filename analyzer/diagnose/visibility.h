#pragma once
#include <vector>

#include "diagnose/evidence.h"

namespace doctor {

/// How much of a need a computer's logs meet.
/// `partial`: it holds events of the provider, but none of the kind that is asked for (`shown_by`). `other_time`: it holds events, but
/// none of the time that was asked for.
enum class Visibility : std::uint8_t { shown, partial, blind, other_time, not_given };
Visibility visibility(const Need& need, const Scene& scene);

/// "System", or "System, provider Schannel".
std::string need_name(const Need& need);

/// Why a need is not met, in the words of the report; and the command that helps.
std::string because(const Need& need, Visibility visibility);
std::string help_command(const Need& need, Visibility visibility);
/// The same with what the computer itself says of it (diagnose/recording.h): that the log is not enabled, say.
std::string because(const Need& need, Visibility visibility, const Scene& scene);
std::string help_command(const Need& need, Visibility visibility, const Scene& scene);

/// True if the diagnosis can concern the computer (`only_on`).
bool can_concern(const DiagnosisRule& rule, const Scene& scene);

/// True if the computer has any log that any diagnosis that can concern it asks for: others (a Security log alone) say nothing about
/// the subject and are not asked about.
bool concerns(const Scene& scene, const std::vector<DiagnosisRule>& diagnoses);

/// What could not be judged about one diagnosis on one computer. `raised`: null if it was not raised.
void add_not_assessable(const DiagnosisRule& rule, const Scene& scene, const Diagnosis* raised,
                        std::vector<NotAssessable>& out);

/// The same for a run in which no computer has a log that matters.
void add_not_assessable(const DiagnosisRule& rule, std::vector<NotAssessable>& out);

}  // namespace doctor
