#include "artifact/serialized_store.h"

#include "base/text.h"
#include "cert/serialized.h"

namespace doctor {

namespace {

constexpr std::uint32_t kKeyProviderInfo = 2, kStoredCtl = 0x22;

/// A zero-ended UTF-16 text at an offset.
std::string text_at(ByteView property, std::uint32_t offset) {
  if (offset >= property.size()) return {};
  std::size_t end = offset;
  while (end + 1 < property.size() && (property[end] != std::byte{0} || property[end + 1] != std::byte{0})) end += 2;
  return to_utf8(property.subspan(offset, end - offset));
}

/// CRYPT_KEY_PROV_INFO with offsets in place of pointers: container, provider, kind, flags, count and place of parameters, key spec.
void read_key_provider(ByteView property, SerializedElement& out) {
  ByteReader reader(property);
  const std::uint32_t container = reader.u32(), provider = reader.u32();
  reader.skip(16);
  const std::uint32_t key_spec = reader.u32();
  if (!reader.ok()) return;
  out.key_container = text_at(property, container);
  out.key_provider = text_at(property, provider);
  out.key_spec = key_spec;
}

}  // namespace

std::optional<SerializedElement> read_serialized_element(ByteView blob) {
  using Kind = SerializedElement::Kind;
  SerializedElement out;
  bool found = false;
  while (!blob.empty()) {
    const auto property = stored_property(blob);
    if (!property) return std::nullopt;
    blob = blob.subspan(property->size);
    const std::uint32_t id = property->id;
    if (id == kKeyProviderInfo) read_key_provider(property->value, out);
    const bool is_object = id == kStoredCertificate || id == kStoredCrl || id == kStoredCtl;
    if (!is_object || property->value.empty()) continue;
    out.kind = id == kStoredCertificate ? Kind::certificate : id == kStoredCrl ? Kind::crl : Kind::ctl;
    out.der = property->value;
    found = true;
  }
  if (!found) return std::nullopt;
  return out;
}

}  // namespace doctor
