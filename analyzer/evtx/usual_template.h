#pragma once
#include <cstddef>
#include <memory>

#include "evtx/field_place.h"
#include "evtx/portable_xml.h"

namespace doctor::evtx {

/// How many values usual_template() has.
inline constexpr std::size_t kUsualValues = 17;

/// usual_event() as a template that can be written: for copies of records whose own template is gone.
std::shared_ptr<const PortableTemplate> usual_template();
/// Where its values stand.
FieldPlaces usual_places();

}  // namespace doctor::evtx
