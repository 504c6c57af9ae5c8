#include "support/event_builder.h"

#include <stdexcept>

namespace doctor::test {

EventBuilder::EventBuilder(std::string_view provider, std::uint32_t event_id) : provider_(provider) {
  event_.event_id = event_id;
  event_.level = 2;
  event_.record_id = 1;
  event_.time = *parse_iso8601("2015-06-01T07:00:00Z");
  if (provider.starts_with("LS ")) {
    channel_ = "Lync Server";
  } else if (provider == "Microsoft-Windows-CAPI2") {
    channel_ = "Microsoft-Windows-CAPI2/Operational";
  } else {
    channel_ = "System";
  }
}

EventBuilder& EventBuilder::channel(std::string_view name) {
  channel_ = name;
  return *this;
}
EventBuilder& EventBuilder::computer(std::string_view name) {
  computer_ = name;
  return *this;
}
EventBuilder& EventBuilder::record(std::uint64_t id) {
  event_.record_id = id;
  return *this;
}
EventBuilder& EventBuilder::level(std::uint8_t level) {
  event_.level = level;
  return *this;
}

EventBuilder& EventBuilder::at(std::string_view iso8601) {
  const auto time = parse_iso8601(iso8601);
  if (!time) throw std::invalid_argument("not a time: " + std::string(iso8601));
  event_.time = *time;
  return *this;
}

EventBuilder& EventBuilder::data(std::string_view name, std::string_view text) {
  return data(name, Value::of_text(text));
}

EventBuilder& EventBuilder::data(std::string_view name, Value value) {
  std::size_t before = 0;
  for (const Item& item : items_) before += item.name == name ? 1u : 0u;
  std::string path(name);
  if (name == "Data" || before > 0) path += "[" + std::to_string(before) + "]";
  items_.push_back({std::string(name), path, std::string(value.text), value});
  return *this;
}

EventBuilder& EventBuilder::unnamed(std::string_view text) {
  return data("Data", text);
}

EventBuilder& EventBuilder::field(std::string_view path, std::string_view name, std::string_view text) {
  items_.push_back({std::string(name), std::string(path), std::string(text), Value::of_text(text)});
  return *this;
}

Event& EventBuilder::add_to(EventBatch& batch) const {
  Event event = event_;
  event.provider = batch.keep(provider_);
  event.channel = batch.keep(channel_);
  event.computer = batch.keep(computer_);
  std::vector<Field> fields;
  for (const Item& item : items_) {
    Value value = item.value;
    value.text = batch.keep(item.text);
    fields.push_back({batch.keep(item.name), batch.keep(item.path), value});
  }
  event.data = batch.keep(fields);
  batch.add(event);
  return batch.events().back();
}

}  // namespace doctor::test
