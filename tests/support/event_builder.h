#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/source.h"

namespace doctor::test {

/// An Event from literals, for tests of everything behind the readers.
///   EventBuilder("Schannel", 36888).computer("FE01.contoso.local").at("2015-06-01T07:00:00Z").data("AlertDesc", "40").add_to(batch);
class EventBuilder {
 public:
  EventBuilder(std::string_view provider, std::uint32_t event_id);

  EventBuilder& channel(
      std::string_view name);  ///< default: "System" for Schannel and the SCM, "Lync Server" for LS ..., CAPI2's own
  EventBuilder& computer(std::string_view name);
  EventBuilder& at(std::string_view iso8601);
  EventBuilder& record(std::uint64_t id);
  EventBuilder& level(std::uint8_t level);
  EventBuilder& data(std::string_view name, std::string_view text);  ///< path as documented at Field
  EventBuilder& data(std::string_view name, Value value);            ///< value.text must outlive add_to()
  EventBuilder& unnamed(std::string_view text);                      ///< an unnamed <Data>
  EventBuilder& field(std::string_view path, std::string_view name,
                      std::string_view text);  ///< nested UserData, path given

  /// Copies everything into the batch and returns the event there (valid until the next add or clear).
  Event& add_to(EventBatch& batch) const;

 private:
  struct Item {
    std::string name, path, text;
    Value value;
  };
  Event event_;
  std::string provider_, channel_, computer_ = "FE01.contoso.local";
  std::vector<Item> items_;
};

}  // namespace doctor::test
