#include "cert/serialized.h"

#include <string_view>

namespace doctor {

std::optional<StoredProperty> stored_property(ByteView bytes) {
  ByteReader in(bytes);
  StoredProperty out;
  out.id = in.u32();
  const std::uint32_t encoding = in.u32();
  const std::uint32_t length = in.u32();
  if (!in.ok() || out.id == 0 || out.id > 0xffff || encoding > 1 || length > in.remaining()) return std::nullopt;
  out.value = in.take(length);
  out.size = in.position();
  return out;
}

bool begins_store_file(ByteView head) {
  static constexpr std::string_view kMagic("\0\0\0\0CERT", kStoreFileHeader);
  return head.size() >= kMagic.size() && equal_bytes(head.data(), kMagic.data(), kMagic.size());
}

}  // namespace doctor
