#include "diagnose/changes.h"

namespace doctor {

std::string_view change_name(Change change) {
  switch (change) {
    case Change::untracked: return "";
    case Change::fresh: return "new";
    case Change::still_open: return "still_open";
    case Change::ended: return "recovered";
    case Change::known: return "known";
  }
  return "";
}

}  // namespace doctor
