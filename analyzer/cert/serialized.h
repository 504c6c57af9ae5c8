#pragma once
#include <cstdint>
#include <optional>

#include "base/bytes.h"

namespace doctor {

/// One property of a certificate as Windows stores it: {u32 id, u32 encoding, u32 length, bytes}. The registry (values "Blob" below
/// SystemCertificates) and store files (.sst) hold them one after the other, the encoded object last; the next certificate's follow.
/// Source: MS-GPEF 2.2.1.2.3 "Certificate BLOB"; wincrypt.h for the numbers.
struct StoredProperty {
  std::uint32_t id = 0;
  ByteView value;
  std::size_t size = 0;  ///< with its header
};

inline constexpr std::uint32_t kStoredCertificate = 0x20, kStoredCrl = 0x21;

/// The property in front of `bytes`; nothing if there is none: an id of more than 16 bits, an encoding other than X.509's 1 (some
/// properties in store files say 0), or a length that passes the end.
std::optional<StoredProperty> stored_property(ByteView bytes);

/// True for the eight bytes in front of a store file.
bool begins_store_file(ByteView head);
inline constexpr std::size_t kStoreFileHeader = 8;

}  // namespace doctor
