#include "redact/meetings.h"

#include <utility>

namespace doctor::redact {

void Meetings::add(Meeting meeting) {
  std::string key(1, static_cast<char>(meeting.what));
  key += static_cast<char>(meeting.kind);
  key += meeting.strong ? '!' : '?';
  key += meeting.text;
  key += '\0';
  key += meeting.of;
  if (known_.insert(std::move(key)).second) list_.push_back(std::move(meeting));
}

}  // namespace doctor::redact
