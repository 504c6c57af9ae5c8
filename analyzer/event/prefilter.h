#pragma once
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "event/event.h"

namespace doctor {

/// What a reader may leave unread: it must only ever say no to events that nobody wants: a wrong yes costs time, a wrong no
/// costs a finding. The questions go from cheap to dear, so that a reader asks each as soon as it knows the answer.
/// All names are compared without case.
/// Threads: const methods from many threads.
class Prefilter {
 public:
  FileTime from{0};                                           ///< inclusive
  FileTime until{std::numeric_limits<std::uint64_t>::max()};  ///< exclusive

  Prefilter() = default;  ///< wants everything

  /// From now on only ids that were allowed are wanted. Without providers: of any provider.
  void only_listed();
  void allow(std::uint32_t event_id);
  void allow(std::uint32_t event_id, std::string_view provider);
  /// Any id of this provider, or of this channel.
  void allow_provider(std::string_view name);
  void allow_channel(std::string_view name);

  /// Narrow further, to any of the names or numbers given to the same function.
  void only_provider(std::string_view name);
  void only_channel(std::string_view name);
  void only_computer(std::string_view name);
  void only_level(std::uint8_t level);  ///< above 31 counts as 31
  void only_record(std::uint64_t record_id);
  /// Only events in which this text occurs: in a value of the data or in a name in System. Requires that it is not empty.
  void only_text(std::string_view text);

  /// Nothing in System decides: all that is left to ask is has_wanted_text().
  bool wants_every_header() const {
    return all_ && !narrowed_ && from.ticks == 0 && until.ticks == std::numeric_limits<std::uint64_t>::max();
  }
  bool wants_all_ids() const { return all_; }
  /// No end means none: also the last moment there is, which a damaged record may have.
  bool wants_time(FileTime time) const {
    return time >= from && (time < until || until.ticks == std::numeric_limits<std::uint64_t>::max());
  }
  /// False: no event of this id is wanted, whoever wrote it, unless wants_any_id().
  bool lists(std::uint32_t event_id) const { return all_ || has_listed(event_id); }
  /// Whether all ids of this provider and channel are wanted. The same for all records of one writer: worth remembering.
  bool wants_any_id(std::string_view provider, std::string_view channel) const;

  /// What can be said from id and time alone.
  bool wants(std::uint32_t event_id, FileTime time) const {
    return wants_time(time) && (any_id_of_name_ || lists(event_id));
  }
  /// The closer look, for readers that know the names before they decode.
  bool wants(std::uint32_t event_id, FileTime time, std::string_view provider, std::string_view channel) const;
  bool wants_record(std::uint8_t level, std::uint64_t record_id) const {
    return !narrowed_ || wants_narrowed_record(level, record_id);
  }
  bool wants_names(std::string_view provider, std::string_view channel, std::string_view computer) const {
    return !narrowed_ || wants_narrowed_names(provider, channel, computer);
  }
  /// Whether record ids decide: a reader then must know the one that the event itself says, which need not be that of its place in the log.
  bool asks_for_ids() const { return !record_ids_.empty(); }
  bool wants_text() const { return !text_.empty(); }
  /// Whether the text occurs in it; true if there is none to look for.
  bool has_wanted_text(const Event& event) const;
  /// Everything at once.
  bool wants(const Event& event) const;

 private:
  bool has_listed(std::uint32_t id) const {
    return id > 0xffff || bits_.empty() || ((bits_[id >> 6] >> (id & 63)) & 1) != 0;
  }
  bool wants_narrowed_record(std::uint8_t level, std::uint64_t record_id) const;
  bool wants_narrowed_names(std::string_view provider, std::string_view channel, std::string_view computer) const;

  bool all_ = true;
  std::vector<std::uint64_t> bits_;  ///< ids below 65536
  std::vector<std::uint64_t> any_provider_bits_;
  std::map<std::uint32_t, std::vector<std::string>> providers_of_id_;
  bool any_id_of_name_ = false;  ///< one of these two is not empty
  std::vector<std::string> allowed_providers_, allowed_channels_;

  bool narrowed_ = false;  ///< one of those below says something
  std::vector<std::string> providers_, channels_, computers_;
  std::uint32_t levels_ = 0;  ///< a bit per level; 0: any
  std::vector<std::uint64_t> record_ids_;
  std::string text_;  ///< folded
};

}  // namespace doctor
