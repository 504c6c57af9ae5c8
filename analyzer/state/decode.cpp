#include <utility>

#include "base/bytes.h"
#include "base/checksum.h"
#include "state/check_state.h"
#include "state/format.h"
#include "state/packed.h"
#include "state/state_file.h"

namespace doctor {

namespace {

// The fewest bytes that each thing takes: no count can be larger than what is left divided by it.
constexpr std::size_t kLeastNumber = 1, kLeastText = 1, kLeastChunk = 9, kLeastProvider = 2, kLeastExtent = 26, kLeastLog = 43,
                      kLeastFinding = 10, kLeastDiagnosis = 38, kLeastNotice = 48;

// All loops ask ok(): a reader that failed gives zeros for ever.

void take_texts(PackedReader& in, std::vector<std::string>& texts) {
  const std::size_t n = in.count(kLeastText);
  texts.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) texts.emplace_back(in.text());
}

void take_chunks(PackedReader& in, std::vector<KnownChunk>& chunks) {
  const std::size_t n = in.count(kLeastChunk);
  chunks.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    const std::uint64_t identity = in.word();
    chunks.push_back({identity, in.number32()});
  }
}

void take_log_memory(PackedReader& in, std::uint32_t version, LogMemory& memory) {
  take_chunks(in, memory.chunks);
  memory.newest = in.number32();
  memory.ordered = in.flag();
  memory.bytes = in.number();
  memory.header_digest = in.word();
  memory.last_record_id = in.number();
  memory.last_written = in.time();
  if (version < 2) return;
  memory.tail.size = in.number32();
  memory.tail.digest = in.word();
  memory.tail.told = in.flag();
}

void take_extent(PackedReader& in, Extents& extents) {
  Extent extent;
  extent.computer = in.text();
  extent.channel = in.text();
  extent.first = in.time();
  extent.last = in.time();
  extent.events = in.number();
  for (std::uint64_t& events : extent.per_level) events = in.number();
  const std::size_t n = in.count(kLeastProvider);
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    std::string provider(in.text());
    const std::uint64_t events = in.number();
    const bool in_order = extent.per_provider.empty() || extent.per_provider.rbegin()->first < provider;
    if (!in_order) in.fail();
    if (in.ok()) extent.per_provider.emplace_hint(extent.per_provider.end(), std::move(provider), events);
  }
  if (!extents.insert(std::move(extent))) in.fail();
}

void take_log(PackedReader& in, std::uint32_t version, LogState& log) {
  log.path = in.text();
  log.kind = in.text();
  take_log_memory(in, version, log.memory);
  const std::size_t n = in.count(kLeastExtent);
  for (std::size_t i = 0; i < n && in.ok(); ++i) take_extent(in, log.extents);
  log.relevant = in.number();
  log.duplicates = in.number();
  log.seen = in.time();
  log.grew = in.time();
  log.present = in.flag();
}

void take_logs(PackedReader& in, std::uint32_t version, std::vector<LogState>& logs) {
  const std::size_t n = in.count(kLeastLog);
  logs.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) take_log(in, version, logs.emplace_back());
}

void take_findings(PackedReader& in, RunState& state) {
  const std::size_t n = in.count(kLeastFinding);
  state.findings.reserve(n);
  std::vector<FindingPlace> places(state.logs.size());
  std::uint64_t time = 0;
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    StoredFinding f;
    f.rule = in.number32();
    f.log = in.number32();
    if (f.log >= places.size()) {
      in.fail();
      return;
    }
    FindingPlace& place = places[f.log];
    f.offset = place.offset = from_distance(in.number(), place.offset);
    f.record_id = place.record_id = from_distance(in.number(), place.record_id);
    f.time.ticks = time = from_distance(in.number(), time);
    f.event_id = in.number32();
    f.provider = in.number32();
    f.channel = in.number32();
    f.computer = in.number32();
    f.values = in.number32();
    state.findings.push_back(f);
  }
}

void take_diagnosis(PackedReader& in, KnownDiagnosis& d) {
  d.fingerprint = in.word();
  d.id = in.text();
  d.title = in.text();
  d.computer = in.text();
  d.severity = in.text();
  d.verdict = static_cast<Verdict>(in.choice(static_cast<std::uint8_t>(Verdict::ruled_out)));
  d.first = in.time();
  d.last = in.time();
  d.reported = in.time();
  d.open = in.flag();
}

void take_diagnoses(PackedReader& in, std::vector<KnownDiagnosis>& diagnoses) {
  const std::size_t n = in.count(kLeastDiagnosis);
  diagnoses.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) take_diagnosis(in, diagnoses.emplace_back());
}

void take_notices(PackedReader& in, std::vector<Notice>& notices) {
  const std::size_t n = in.count(kLeastNotice);
  notices.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) {
    Notice& notice = notices.emplace_back();
    notice.number = in.number();
    notice.kind = static_cast<Notice::Kind>(in.choice(static_cast<std::uint8_t>(Notice::Kind::recovered)));
    take_diagnosis(in, notice.about);
    notice.time = in.time();
  }
}

void take_numbers(PackedReader& in, std::vector<std::uint64_t>& numbers) {
  const std::size_t n = in.count(kLeastNumber);
  numbers.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) numbers.push_back(in.number());
}

void take_words(PackedReader& in, std::vector<std::uint64_t>& words) {
  const std::size_t n = in.count(sizeof(std::uint64_t));
  words.reserve(n);
  for (std::size_t i = 0; i < n && in.ok(); ++i) words.push_back(in.word());
}

void take_quiet_outcome(PackedReader& in, QuietOutcome& quiet) {
  quiet.question = in.word();
  const std::uint64_t code = in.number();
  if (code > UINT8_MAX) in.fail();
  quiet.exit_code = static_cast<std::uint8_t>(code);
  quiet.log_notes = in.word();
}

void take_run(PackedReader& in, RunState& state) {
  state.runs = in.number();
  state.last_run = in.time();
  state.rules_fingerprint = in.word();
  state.tool_version = in.text();
  state.forgotten = in.time();
  state.notices = in.number();
}

/// Empty if all of it could be read, else what could not.
std::string take_state(std::string_view payload, std::uint32_t version, RunState& state) {
  PackedReader in(payload);
  const auto failed_in = [&](const char* part) { return in.ok() ? std::string() : std::string(part) + " cannot be read"; };
  std::string why;
  take_run(in, state);
  if (why = failed_in("what it says of the last run"); !why.empty()) return why;
  take_texts(in, state.rules);
  if (why = failed_in("the list of rules"); !why.empty()) return why;
  take_texts(in, state.texts);
  if (why = failed_in("the list of texts"); !why.empty()) return why;
  take_logs(in, version, state.logs);
  if (why = failed_in("the list of logs"); !why.empty()) return why;
  take_chunks(in, state.past);
  if (why = failed_in("the list of chunks that are gone"); !why.empty()) return why;
  take_findings(in, state);
  if (why = failed_in("the list of findings"); !why.empty()) return why;
  take_diagnoses(in, state.diagnoses);
  if (why = failed_in("the list of diagnoses"); !why.empty()) return why;
  take_notices(in, state.pending);
  if (why = failed_in("the list of notices"); !why.empty()) return why;
  take_numbers(in, state.told.by_command);
  take_numbers(in, state.told.by_log);
  if (why = failed_in("the list of notices that were told"); !why.empty()) return why;
  take_words(in, state.troubles);
  if (why = failed_in("the list of troubles"); !why.empty()) return why;
  if (version >= 2) take_quiet_outcome(in, state.quiet);
  if (why = failed_in("what the last run came to"); !why.empty()) return why;
  if (in.remaining() > 0) return std::to_string(in.remaining()) + " bytes follow that mean nothing";
  return unsound_in(state);
}

DecodedState refused(StateTrouble trouble, std::string why) {
  return {trouble, std::move(why), {}};
}

/// The part between header and checksum; nothing if `why` says so.
std::string_view payload_of(std::string_view bytes, std::string& why) {
  const ByteView raw = as_bytes(bytes.data(), bytes.size());
  if (bytes.size() < kStateHeader + kStateChecksum) {
    why = "it ends in its first bytes";
    return {};
  }
  const auto length = load_le<std::uint64_t>(raw, kStateLengthAt);
  const std::size_t room = bytes.size() - kStateHeader - kStateChecksum;
  if (length != room) {
    why = length > room ? "it is cut off" : "more follows behind its end";
    why += ": " + std::to_string(room) + " bytes of content where there should be " + std::to_string(length);
    return {};
  }
  const std::size_t end = kStateHeader + room;
  if (load_le<std::uint64_t>(raw, end) != hash64(raw.first(end))) why = "the checksum is wrong";
  return bytes.substr(kStateHeader, room);
}

}  // namespace

DecodedState decode_state(std::string_view bytes) {
  if (bytes.empty()) return refused(StateTrouble::damaged, "it is empty");
  if (!bytes.starts_with(kStateMagic)) return refused(StateTrouble::damaged, "it does not begin as a state file");
  if (bytes.size() < kStateLengthAt) return refused(StateTrouble::damaged, "it ends in its first bytes");
  // Only so much is certain of the format of any version.
  const auto version = load_le<std::uint32_t>(as_bytes(bytes.data(), bytes.size()), kStateVersionAt);
  if (version > kStateVersion) {
    return refused(StateTrouble::newer, "written by a newer version of this program (format " + std::to_string(version) +
                                            ", this one knows " + std::to_string(kStateVersion) + ")");
  }
  if (version < kFirstStateVersion) {
    return refused(StateTrouble::damaged, "there is no format " + std::to_string(version));
  }
  std::string why;
  const std::string_view payload = payload_of(bytes, why);
  if (!why.empty()) return refused(StateTrouble::damaged, std::move(why));
  DecodedState decoded;
  why = take_state(payload, version, decoded.state);
  if (!why.empty()) return refused(StateTrouble::damaged, "the checksum is right, but " + why);
  return decoded;
}

}  // namespace doctor
