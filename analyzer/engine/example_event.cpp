#include "engine/example_event.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "engine/fields.h"

namespace doctor {

namespace {

constexpr std::uint64_t kExampleTime = 130'776'156'000'000'000;  // 2015-06-01T07:00:00Z: any, but always the same

// The name of a nested field: the last part of its path, without "@" and index.
std::string_view leaf_name(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.starts_with('@')) name.remove_prefix(1);
  return name.substr(0, name.find('['));
}

// The path of the n-th field of a name, as event/event.h documents it.
std::string flat_path(const std::string& name, std::size_t n) {
  return n == 0 && name != "Data" ? name : name + "[" + std::to_string(n) + "]";
}

Value value_of(const Yaml& node, EventBatch& batch) {
  return node.is_null() ? Value{} : Value::of_text(batch.keep(node.scalar));
}

}  // namespace

Event* example_event(const Yaml& map, const Rule& rule, std::uint32_t source, EventBatch& batch,
                     Diagnostics& problems) {
  YamlReader reader(map, source, problems);
  Event event;
  event.time.ticks = kExampleTime;
  event.record_id = 1;
  event.level = 2;
  event.computer = "FE01.contoso.local";
  event.channel = batch.keep(rule.scope.channel_as_written);
  event.provider = batch.keep(rule.scope.provider_as_written);
  if (rule.scope.event_ids.size() == 1) event.event_id = rule.scope.event_ids[0];
  std::vector<Field> data;
  for (const auto& [name, node] : map.members) {
    const SystemField system = system_field(name);
    if (system != SystemField::none) {
      if (!node.is_scalar() || !set_system_value(event, system, batch.keep(node.scalar))) {
        reader.error(node, "tests-bad-value", "no value of field '" + name + "': '" + printable(node.scalar) + "'");
      }
      continue;
    }
    const bool nested = name.find('/') != std::string::npos;
    if (node.is_map() || (nested && node.is_list())) {
      reader.error(node, "tests-bad-value",
                   "field '" + printable(name) + "' must have one value" + (nested ? "" : " or a list of values"));
      continue;
    }
    const std::span<const Yaml> values = node.is_list() ? std::span<const Yaml>(node.items) : std::span(&node, 1);
    for (std::size_t n = 0; n < values.size(); ++n) {
      const std::string path = nested ? name : flat_path(name, n);
      data.push_back({batch.keep(nested ? leaf_name(name) : name), batch.keep(path), value_of(values[n], batch)});
    }
  }
  if (!reader.ok()) return nullptr;
  event.data = batch.keep(data);
  batch.add(event);
  return &batch.events().back();
}

}  // namespace doctor
