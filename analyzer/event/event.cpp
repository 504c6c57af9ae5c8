#include "event/event.h"

namespace doctor {

const Value* Event::find(std::string_view name) const {
  for (const std::span<const Field> fields : {data, facts}) {
    for (const Field& f : fields) {
      if (f.name == name) return &f.value;
    }
  }
  for (const Field& f : data) {
    if (f.path == name) return &f.value;
  }
  return nullptr;
}

}  // namespace doctor
