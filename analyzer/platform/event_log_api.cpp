#include "platform/event_log_api.h"

#include <string>

namespace doctor {

Error event_log_error(std::uint32_t code) {
  switch (code) {
    case 5:
      return {Errc::io, "access denied: run as an administrator, or as a member of the group Event Log Readers"};
    case 50:   // ERROR_NOT_SUPPORTED
    case 120:  // ERROR_CALL_NOT_IMPLEMENTED
      return {Errc::unsupported, "the Windows Event Log API does not do this here: read the files instead"};
    case 112:
      return {Errc::io, "the disk is full"};
    case 1722:  // RPC_S_SERVER_UNAVAILABLE
      return {Errc::io, "the service Windows Event Log does not answer: sc query EventLog"};
    case 15001:
      return {Errc::bad_argument, "the service does not take the query"};
    case kChannelUnknown:
      return {Errc::not_found, "there is no such log"};
    default:
      return {Errc::io, "Windows error " + std::to_string(code)};
  }
}

}  // namespace doctor
