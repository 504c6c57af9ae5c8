#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/evtx_builder.h"

namespace doctor::test {

/// Writes the records of one chunk for EvtxBuilder: names and templates once, where they are first used, with the tables that lead
/// to them. Copy it before a record to be able to go back.
class EvtxChunkWriter {
 public:
  EvtxChunkWriter();

  /// Appends a record; returns false, and leaves the chunk useless, if it does not fit.
  bool add(const EvtxRecord& record, std::uint64_t number, std::uint64_t id);

  bool empty() const { return count_ == 0; }
  std::size_t last_offset() const { return last_offset_; }
  std::size_t size() const { return out_.size(); }
  /// 64 KiB with everything in the header but the checksums.
  std::string finish() const;

  static void set_checksums(std::string& chunk);

 private:
  using Attributes = std::vector<std::pair<std::string, std::function<void()>>>;

  void put(std::uint64_t n, std::size_t width);
  void token(int code) { put(static_cast<std::uint64_t>(code), 1); }
  void patch32(std::size_t at, std::size_t value);
  void name(std::string_view utf8);
  void text(std::string_view utf8, bool with_entities);
  void text_run(std::string_view utf8, bool more);
  void substitution(std::uint16_t index, std::uint8_t type, bool optional);
  /// An element; `dependency` below 0: the layout without one. An empty `content` makes <x/>.
  void element(std::string_view name, int dependency, const Attributes& attributes,
               const std::function<void()>& content);
  std::function<void()> literal(std::string text);
  std::function<void()> value(std::uint16_t index, std::uint8_t type);

  void instance(const std::string& key, const std::function<void()>& definition, const std::vector<EvtxValue>& values);
  std::vector<EvtxValue> system_values(const EvtxRecord& r, std::uint64_t id) const;
  void outer_definition(const EvtxRecord& r);
  void write_instance(const EvtxRecord& r, std::uint64_t id);
  void event_data(const EvtxRecord& r);
  void rendering_info(const EvtxRecord& r);
  void user_element(const EvtxElement& element);
  void inline_event(const EvtxRecord& r, std::uint64_t id);

  std::string out_;
  std::map<std::string, std::uint32_t, std::less<>> names_, templates_;
  std::array<std::uint32_t, 64> name_buckets_{};
  std::array<std::uint32_t, 32> template_buckets_{};
  std::uint64_t first_number_ = 0, last_number_ = 0, first_id_ = 0, last_id_ = 0;
  std::size_t count_ = 0, last_offset_ = 0;
};

}  // namespace doctor::test
