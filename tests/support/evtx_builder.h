#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/evtx_value.h"

namespace doctor::test {

// Writes .evtx files in the shape Windows writes them, and wrong on demand.
//
//   const std::string log = EvtxBuilder()
//       .record(EvtxRecord("Schannel", 36888).channel("System").at("2015-06-01T07:00:00Z").level(2)
//                   .data("AlertDesc", "40").data("ErrorState", EvtxValue::uint32(1205)))
//       .record(EvtxRecord("LS User Services", 32174).channel("Lync Server").strings({"one", "two"}))
//       .record(4625)
//       .with_record_size(1, 0)
//       .build();
//
// Records go into chunks of 64 KiB, as many as fit, with string and template tables and checksums. Lies are applied last, but
// before the checksums, so that each test shows one thing; a wrong checksum is a lie of its own. Readable by libevtx and
// python-evtx (but for inline UserData, which those do not understand).

/// One event. Everything has a default that passes for real; text is UTF-8.
class EvtxRecord {
 public:
  EvtxRecord(std::string_view provider, std::uint16_t event_id);

  EvtxRecord& guid(std::string_view text);  ///< of the provider
  EvtxRecord& source_name(std::string_view text);
  EvtxRecord& qualifiers(std::uint16_t n);
  EvtxRecord& version(std::uint8_t n);
  EvtxRecord& level(std::uint8_t n);
  EvtxRecord& task(std::uint16_t n);
  EvtxRecord& opcode(std::uint8_t n);
  EvtxRecord& keywords(std::uint64_t n);
  EvtxRecord& at(std::string_view iso8601);
  EvtxRecord& record_id(std::uint64_t n);  ///< default: one more than the record before
  EvtxRecord& process(std::uint32_t pid, std::uint32_t tid);
  EvtxRecord& channel(std::string_view name);
  EvtxRecord& computer(std::string_view name);
  EvtxRecord& user(std::string_view sid);
  EvtxRecord& activity(std::string_view guid);
  EvtxRecord& related_activity(std::string_view guid);

  // What the event says: one of these families.
  EvtxRecord& data(std::string_view name, std::string_view text);  ///< <Data Name="...">
  EvtxRecord& data(std::string_view name, const EvtxValue& value);
  /// The same by an optional substitution, for which the template names `declared` whatever the value is: how manifests write data
  /// that may be missing. Without a value the element is empty.
  EvtxRecord& optional_data(std::string_view name, std::uint8_t declared, const EvtxValue& value);
  EvtxRecord& strings(const std::vector<std::string>& texts);  ///< classic: one value of type 0x81
  EvtxRecord& binary(std::string_view bytes);                  ///< <Binary>: of a classic event, or behind named data
  EvtxRecord& user_data(EvtxElement element);                  ///< inline in a 0x21 value, as CAPI2 does
  /// The 0x21 value under UserData as given, for odd shapes.
  EvtxRecord& raw_user_data(std::string_view binary_xml);

  /// A second fragment behind EventData, as forwarded logs have.
  EvtxRecord& rendering_info(std::string_view message);
  /// The whole event as literal text without any template, as forwarded logs have. For strings(), named data of text type and user_data().
  EvtxRecord& without_template();

 private:
  friend class EvtxChunkWriter;
  friend class EvtxBuilder;
  enum class Shape : std::uint8_t { named, classic, user_data, raw };

  std::string provider_, guid_, source_name_, channel_ = "System", computer_ = "FE01.contoso.local";
  std::string user_, activity_, related_activity_, at_ = "2015-06-01T07:00:00Z", rendering_info_, raw_;
  std::uint16_t event_id_, task_ = 0;
  std::optional<std::uint16_t> qualifiers_;
  std::uint8_t version_ = 0, level_ = 4, opcode_ = 0;
  std::uint64_t keywords_ = 0x8000000000000000u;
  std::optional<std::uint64_t> record_id_;
  std::uint32_t process_ = 652, thread_ = 708;
  Shape shape_ = Shape::named;
  struct Data {
    std::string name;
    EvtxValue value;
    std::uint8_t declared;
    bool optional;
  };
  std::vector<Data> data_;
  std::vector<std::string> strings_;
  std::string binary_;
  EvtxElement element_;
  bool template_ = true;
};

/// Collects records and lies, then writes the file. Records and chunks are counted from 0 through the file.
class EvtxBuilder {
 public:
  EvtxBuilder& record(EvtxRecord record);
  EvtxBuilder& record(std::uint16_t event_id);  ///< from Microsoft-Windows-Security-Auditing, without data
  EvtxBuilder& new_chunk();                     ///< what follows goes into a chunk of its own
  EvtxBuilder& zero_chunk();                    ///< 64 KiB of zeros

  // Lies about a record.
  EvtxBuilder& with_record_size(std::size_t record, std::uint32_t size);         ///< the one in front
  EvtxBuilder& with_record_size_behind(std::size_t record, std::uint32_t size);  ///< its copy
  EvtxBuilder& with_record_magic(std::size_t record, std::uint32_t magic);
  /// Overwrites bytes from `offset` in the record on.
  EvtxBuilder& with_record_bytes(std::size_t record, std::size_t offset, std::string_view bytes);

  // Lies about a chunk.
  EvtxBuilder& with_chunk_magic(std::size_t chunk, std::string_view eight_bytes);
  EvtxBuilder& with_free_offset(std::size_t chunk, std::uint32_t offset);
  EvtxBuilder& with_last_record_id(std::size_t chunk, std::uint64_t id);
  EvtxBuilder& with_chunk_bytes(std::size_t chunk, std::size_t offset, std::string_view bytes);
  EvtxBuilder& with_wrong_data_checksum(std::size_t chunk);
  EvtxBuilder& with_wrong_header_checksum(std::size_t chunk);

  // Lies about the file.
  EvtxBuilder& with_file_magic(std::string_view eight_bytes);
  EvtxBuilder& with_chunk_count(std::uint16_t count);
  EvtxBuilder& with_wrong_file_checksum();
  EvtxBuilder& dirty();
  EvtxBuilder& cut_to(std::size_t bytes);

  std::string build() const;
  /// One chunk of build().
  std::string chunk(std::size_t index = 0) const;
  /// Where a record begins in the file, and its size.
  std::pair<std::size_t, std::size_t> place(std::size_t record) const;

 private:
  struct Patch {
    enum class Where : std::uint8_t { record, record_end, chunk } where;
    std::size_t index;
    std::size_t offset;  ///< for record_end: before the end
    std::string bytes;
  };
  struct Placed {
    std::size_t chunk, offset, size;
  };
  struct Written {
    std::vector<std::string> chunks;
    std::vector<Placed> places;
    std::uint64_t next_id = 1;
  };
  Written write() const;
  EvtxBuilder& patch(Patch::Where where, std::size_t index, std::size_t offset, std::string bytes);

  std::vector<EvtxRecord> records_;
  std::map<std::size_t, std::vector<bool>> breaks_;  ///< before that record: true for a zero chunk, false for a new one
  std::vector<Patch> patches_;
  std::vector<std::size_t> wrong_data_checksum_, wrong_header_checksum_;
  std::string file_magic_{"ElfFile\0", 8};
  std::optional<std::uint16_t> chunk_count_;
  bool wrong_file_checksum_ = false, dirty_ = false;
  std::optional<std::size_t> cut_to_;
};

}  // namespace doctor::test
