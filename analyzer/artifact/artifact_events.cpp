#include "artifact/artifact_events.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "artifact/serialized_store.h"
#include "base/checksum.h"
#include "base/text.h"

namespace doctor {

namespace {

constexpr std::uint8_t kInformation = 4;

/// Fields of one event; texts are views until the event is kept.
class FieldList {
 public:
  void add(std::string_view name, Value value) { fields_.push_back({name, name, value}); }
  void add(std::string_view name, std::string_view text) { add(name, Value::of_text(text)); }
  void add_if(std::string_view name, std::string_view text) {
    if (!text.empty()) add(name, text);
  }
  void add_bytes(std::string_view name, std::string_view bytes) {
    add(name, Value{Value::Type::bytes, false, 0, bytes});
  }
  std::span<const Field> list() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

std::string_view as_text(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void add_data(const RegValue& value, FieldList& fields) {
  if (value.number) return fields.add("ValueData", Value::of_unsigned(*value.number));
  const RegType kind = value.kind();
  const bool is_text =
      kind == RegType::sz || kind == RegType::expand_sz || kind == RegType::link || kind == RegType::multi_sz;
  if (!is_text) return fields.add_bytes("ValueData", value.bytes);
  for (const std::string& text : value.texts) fields.add("ValueData", std::string_view(text));
}

/// The same for the same content, so that what lies in two files counts once.
std::uint64_t number_of(ArtifactEvent kind, std::span<const Field> fields) {
  Fingerprint f;
  f.add(std::string(1, static_cast<char>(kind)));
  for (const Field& field : fields) {
    f.add_field(field.name);
    f.add_field(field.value.is_text() || field.value.type == Value::Type::bytes ? std::string(field.value.text)
                                                                                : field.value.to_text());
  }
  return f.value();
}

}  // namespace

void ArtifactEvents::add(ArtifactEvent kind, const Location& where, std::span<const Field> fields) {
  Event event;
  event.origin = where;
  event.record_id = number_of(kind, fields);
  event.event_id = static_cast<std::uint32_t>(kind);
  event.level = kInformation;
  event.provider = kArtifactProvider;
  event.channel = channel_;
  event.computer = computer_;
  event.data = fields;
  batch_.extents.count(computer_, channel_, kArtifactProvider, kInformation, FileTime{});
  if (batch_.want_marks) batch_.marks.push_back({event.record_id, {}, where.offset});
  event.time = wanted_.from;  // a time that is wanted, if any is
  if (!wanted_.wants(event)) return;
  event.time = {};
  event.computer = batch_.keep(computer_);
  std::vector<Field> kept(fields.begin(), fields.end());
  std::map<std::string_view, unsigned> seen;
  for (Field& f : kept) {
    f.value.text = batch_.keep(f.value.text);
    const unsigned before = seen[f.name]++;
    if (before > 0) f.path = batch_.keep(fmt::format("{}[{}]", f.name, before));
  }
  event.data = batch_.keep(kept);
  batch_.add(event);
}

void ArtifactEvents::add_certificate(const Location& where, ByteView der, std::string_view store) {
  FieldList fields;
  fields.add_if("Store", store);
  fields.add_bytes("Certificate", as_text(der));
  add(ArtifactEvent::certificate, where, fields.list());
}

void ArtifactEvents::add_crl(const Location& where, ByteView der, std::string_view store) {
  FieldList fields;
  fields.add_if("Store", store);
  fields.add_bytes("Crl", as_text(der));
  add(ArtifactEvent::crl, where, fields.list());
}

/// False: it is no value that holds a certificate or list.
bool ArtifactEvents::add_store_entry(const RegValue& value) {
  const RegStoreEntry entry = store_entry(value.key);
  if (entry.kind == RegStoreEntry::Kind::none || !equals_ignore_case(value.name, "Blob")) return false;
  const auto element = read_serialized_element(as_bytes(value.bytes.data(), value.bytes.size()));
  if (!element) {
    batch_.damage.add({"reg-certificate", Severity::warning, value.where, 0,
                       fmt::format("no certificate or list can be found in '{}'", value.key.path), ""});
    return true;
  }
  if (element->kind == SerializedElement::Kind::ctl)
    return true;  // names of roots that Windows Update knows: nothing to judge
  if (element->kind == SerializedElement::Kind::crl) {
    add_crl(value.where, element->der, entry.store);
    return true;
  }
  FieldList fields;
  fields.add("Store", std::string_view(entry.store));
  fields.add_bytes("Certificate", as_text(element->der));
  fields.add_if("Provider", element->key_provider);
  fields.add_if("KeyContainer", element->key_container);
  if (element->key_spec) fields.add("KeySpec", Value::of_unsigned(*element->key_spec));
  add(ArtifactEvent::certificate, value.where, fields.list());
  return true;
}

void ArtifactEvents::add(const RegValue& value) {
  if (!value.key_only && add_store_entry(value)) return;
  FieldList fields;
  fields.add("Hive", std::string_view(value.key.hive));
  fields.add("Key", std::string_view(value.key.path));
  const std::string type = reg_type_name(value.type);
  if (!value.key_only) {
    fields.add("ValueName", std::string_view(value.name));
    fields.add("ValueType", std::string_view(type));
    add_data(value, fields);
  }
  add(ArtifactEvent::registry_value, value.where, fields.list());
}

void ArtifactEvents::add(const DescribedObject& object) {
  FieldList fields;
  for (const auto& [name, text] : object.fields) fields.add(name, std::string_view(text));
  add(object.is_crl ? ArtifactEvent::described_crl : ArtifactEvent::described_certificate, object.where, fields.list());
}

}  // namespace doctor
