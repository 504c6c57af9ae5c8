#include "platform/event_log_api.h"

namespace doctor {

Result<EventLogFunctions> event_log_functions() {
  return Error{Errc::unsupported, "the Windows Event Log API is only there on Windows"};
}

}  // namespace doctor
