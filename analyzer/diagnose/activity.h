#pragma once
#include "diagnose/evidence.h"

namespace doctor {

/// Signals of this tag say that something was changed: a start of Windows, an update, a new certificate, a moved clock. Trouble that
/// begins soon after one is shown with it; it proves nothing.
inline constexpr std::string_view kChangeTag = "doctor.change";
/// Signals of this tag say that users notice: a service fails. Shown as impact.
inline constexpr std::string_view kImpactTag = "doctor.impact";

/// Events closer than this are one cluster: services that try again at once, a pair of events of one handshake.
inline constexpr Ticks kClusterPause{10 * kTicksPerSecond};
/// How long before the first trouble a change still counts.
inline constexpr Ticks kChangeReach{24 * 3600 * kTicksPerSecond};
/// How long after the last trouble a failing service still counts as its impact.
inline constexpr Ticks kImpactReach{3600 * kTicksPerSecond};

/// How often, in which rhythm, after what, and with what consequences: `times` are those of the trouble, sorted, at least one.
Activity activity_of(const std::vector<FileTime>& times, const Scene& scene);

/// Count and rhythm only.
Rhythm rhythm_of(const std::vector<FileTime>& times);

}  // namespace doctor
