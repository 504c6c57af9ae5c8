#include "artifact/serialized_store.h"

#include <utility>

#include "base/text.h"

namespace doctor {

namespace {

// wincrypt.h; the last three are not in it: they are how the object itself is written among its properties.
constexpr std::uint32_t kKeyProviderInfo = 2, kCertificate = 0x20, kCrl = 0x21, kCtl = 0x22;

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
  ByteReader reader(blob);
  SerializedElement out;
  bool found = false;
  while (reader.remaining() > 0) {
    const std::uint32_t id = reader.u32();
    reader.skip(4);  // the encoding, always 1
    const ByteView property = reader.take(reader.u32());
    if (!reader.ok()) return std::nullopt;
    if (id == kKeyProviderInfo) read_key_provider(property, out);
    if (id < kCertificate || id > kCtl || property.empty()) continue;
    out.kind = id == kCertificate ? SerializedElement::Kind::certificate
               : id == kCrl       ? SerializedElement::Kind::crl
                                  : SerializedElement::Kind::ctl;
    out.der = property;
    found = true;
  }
  if (!found) return std::nullopt;
  return out;
}

}  // namespace doctor
