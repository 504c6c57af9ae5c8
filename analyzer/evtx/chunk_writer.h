#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "evtx/portable_xml.h"

namespace doctor::evtx {

/// Writes one chunk after another in the shape Windows gives them: every name and every template once, where it is first used, linked
/// into the tables of the chunk's header; records padded to 8 bytes; both checksums. What is not written is zero.
/// Threads: one at a time.
class ChunkWriter {
 public:
  ChunkWriter() { clear(); }

  /// Appends a record under a number, which is one more than that of the record before. False if there is no room for it, or it has a
  /// part whose size its field cannot hold: then nothing has changed.
  bool add(const PortableRecord& record, std::uint64_t number);

  bool empty() const { return count_ == 0; }
  /// Completes the chunk: 64 KiB, good until the next call. Requires a record.
  std::string_view finish();
  void clear();

 private:
  struct Known {
    std::shared_ptr<const PortableTemplate> definition;
    std::uint32_t offset = 0;
  };
  struct Stretch {
    std::size_t at = 0, begin = 0;
    std::uint8_t width = 0;
  };

  std::size_t room() const;
  bool put(std::string_view bytes);
  bool put_number(std::uint64_t n, std::size_t width);
  bool patch(std::size_t at, std::uint64_t n, std::size_t width);
  bool put_xml(const PortableXml& xml, const std::vector<std::shared_ptr<const PortableTemplate>>& templates);
  bool put_name(std::string_view utf16);
  bool put_instance(const std::shared_ptr<const PortableTemplate>& definition);
  bool put_record(const PortableRecord& record, std::uint64_t number);

  std::string out_;
  std::map<std::string, std::uint32_t, std::less<>> names_;  ///< offset of each, by UTF-16
  std::vector<std::string> new_names_;                       ///< of the record at work
  std::vector<Known> templates_;
  std::array<std::uint32_t, 64> name_table_{};
  std::array<std::uint32_t, 32> template_table_{};
  std::uint64_t first_number_ = 0, last_number_ = 0;
  std::size_t count_ = 0, last_offset_ = 0;
};

/// How names and GUIDs are spread over the tables: of the low 16 bits of the result, a name stores all.
std::uint32_t table_hash(std::string_view utf16);

}  // namespace doctor::evtx
