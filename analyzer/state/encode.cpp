#include <bit>
#include <cstring>

#include "base/checksum.h"
#include "base/text_buffer.h"
#include "state/format.h"
#include "state/packed.h"
#include "state/state_file.h"

namespace doctor {

namespace {

void put_chunks(PackedWriter& out, const std::vector<KnownChunk>& chunks) {
  out.number(chunks.size());
  for (const KnownChunk& chunk : chunks) {
    out.word(chunk.identity);
    out.number(chunk.read_until);
  }
}

void put_log_memory(PackedWriter& out, const LogMemory& memory) {
  put_chunks(out, memory.chunks);
  out.number(memory.newest);
  out.flag(memory.ordered);
  out.number(memory.bytes);
  out.word(memory.header_digest);
  out.number(memory.last_record_id);
  out.time(memory.last_written);
  out.number(memory.tail.size);
  out.word(memory.tail.digest);
  out.flag(memory.tail.told);
}

void put_extent(PackedWriter& out, const Extent& extent) {
  out.text(extent.computer);
  out.text(extent.channel);
  out.time(extent.first);
  out.time(extent.last);
  out.number(extent.events);
  for (const std::uint64_t events : extent.per_level) out.number(events);
  out.number(extent.per_provider.size());
  for (const auto& [provider, events] : extent.per_provider) {
    out.text(provider);
    out.number(events);
  }
}

void put_log(PackedWriter& out, const LogState& log) {
  out.text(log.path);
  out.text(log.kind);
  put_log_memory(out, log.memory);
  out.number(log.extents.list().size());
  for (const Extent& extent : log.extents.list()) put_extent(out, extent);
  out.number(log.relevant);
  out.number(log.duplicates);
  out.time(log.seen);
  out.time(log.grew);
  out.flag(log.present);
}

// What is near the finding before, or the one before of the same log, is written as the distance from there: a third of the bytes.
void put_findings(TextBuffer& out, const RunState& state) {
  PackedWriter(out).number(state.findings.size());
  std::vector<FindingPlace> places(state.logs.size());
  std::uint64_t time = 0;
  for (const StoredFinding& f : state.findings) {
    char* to = out.reserve(10 * kMostNumber);
    FindingPlace& place = places[f.log];
    to = put_number(to, f.rule);
    to = put_number(to, f.log);
    to = put_number(to, distance(f.offset, place.offset));
    to = put_number(to, distance(f.record_id, place.record_id));
    to = put_number(to, distance(f.time.ticks, time));
    to = put_number(to, f.event_id);
    to = put_number(to, f.provider);
    to = put_number(to, f.channel);
    to = put_number(to, f.computer);
    to = put_number(to, f.values);
    out.finish(to);
    place = {f.offset, f.record_id};
    time = f.time.ticks;
  }
}

void put_diagnosis(PackedWriter& out, const KnownDiagnosis& d) {
  out.word(d.fingerprint);
  out.text(d.id);
  out.text(d.title);
  out.text(d.computer);
  out.text(d.severity);
  out.number(static_cast<std::uint8_t>(d.verdict));
  out.time(d.first);
  out.time(d.last);
  out.time(d.reported);
  out.flag(d.open);
}

void put_numbers(PackedWriter& out, const std::vector<std::uint64_t>& numbers) {
  out.number(numbers.size());
  for (const std::uint64_t n : numbers) out.number(n);
}

void put_texts(PackedWriter& out, const std::vector<std::string>& texts) {
  out.number(texts.size());
  for (const std::string& text : texts) out.text(text);
}

void put_state(TextBuffer& bytes, const RunState& state) {
  PackedWriter out(bytes);
  out.number(state.runs);
  out.time(state.last_run);
  out.word(state.rules_fingerprint);
  out.text(state.tool_version);
  out.time(state.forgotten);
  out.number(state.notices);
  put_texts(out, state.rules);
  put_texts(out, state.texts);
  out.number(state.logs.size());
  for (const LogState& log : state.logs) put_log(out, log);
  put_chunks(out, state.past);
  put_findings(bytes, state);
  out.number(state.diagnoses.size());
  for (const KnownDiagnosis& diagnosis : state.diagnoses) put_diagnosis(out, diagnosis);
  out.number(state.pending.size());
  for (const Notice& notice : state.pending) {
    out.number(notice.number);
    out.number(static_cast<std::uint8_t>(notice.kind));
    put_diagnosis(out, notice.about);
    out.time(notice.time);
  }
  put_numbers(out, state.told.by_command);
  put_numbers(out, state.told.by_log);
  out.number(state.troubles.size());
  for (const std::uint64_t key : state.troubles) out.word(key);
  out.word(state.quiet.question);
  out.number(state.quiet.exit_code);
  out.word(state.quiet.log_notes);
}

}  // namespace

std::string encode_state(const RunState& state) {
  static_assert(std::endian::native == std::endian::little, "add a byte swap here and in packed.h");
  TextBuffer bytes;
  bytes.append(kStateMagic);
  char* header = bytes.reserve(kStateHeader);
  std::memcpy(header, &kStateVersion, sizeof kStateVersion);
  bytes.finish(header + kStateHeader - kStateMagic.size());
  put_state(bytes, state);

  std::string out(bytes.view());
  const std::uint64_t length = out.size() - kStateHeader;
  std::memcpy(out.data() + kStateLengthAt, &length, sizeof length);
  const std::uint64_t checksum = hash64(as_bytes(out.data(), out.size()));
  out.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  return out;
}

}  // namespace doctor
