#pragma once
#include <string>
#include <string_view>

#include "support/event_builder.h"

namespace doctor::test {

/// A CAPI2 event from "path=value" lines below its root element, as XML gives them.
EventBuilder capi2(std::uint32_t event_id, std::string_view root, std::string_view lines);

/// One ChainElement: hashName, subject, thumbprint, InfoStatus; `extra` are more lines below the element.
std::string chain_element(std::size_t index, std::string_view hash, std::string_view subject, std::string_view info,
                          std::string_view extra = {});

}  // namespace doctor::test
