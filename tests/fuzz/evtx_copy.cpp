#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "event/text_editor.h"
#include "evtx/chunk_writer.h"
#include "evtx/read_chunk.h"
#include "evtx/record_place.h"
#include "evtx/record_transcoder.h"

using namespace doctor;

namespace {

/// Replaces everything, some of it by something longer.
class Blackener : public TextEditor {
 public:
  bool edit(std::string_view text, std::string_view, std::string& out) override {
    if (text.empty()) std::abort();
    out.assign(text.size() % 7 == 0 ? 0 : 1 + text.size() % 5 * 3, 'x');
    if (text.size() % 3 == 0) out += "<&\">'\xc3\xa4";
    return true;
  }
  bool edit_sid(std::string_view, std::string& out) override {
    out = "S-1-5-21-1-2-3-1001";
    return true;
  }
  bool edit_binary(std::string_view bytes, std::string_view, std::string& out) override {
    out.assign(bytes.size(), '\1');
    return true;
  }
};

/// Copies all events that can be copied into chunks of their own. `copied`: offsets of theirs.
std::vector<std::string> copy(const EventBatch& batch, TextEditor* editor, std::vector<std::uint64_t>& copied) {
  evtx::RecordTranscoder transcoder(editor);
  evtx::ChunkWriter writer;
  evtx::PortableRecord record;
  std::vector<std::string> chunks;
  const auto places = evtx::record_places(batch);
  if (places.size() != batch.events().size()) std::abort();
  if (!places.empty()) transcoder.begin(places[0].chunk);
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!transcoder.record(places[i], record).empty()) continue;
    bool added = writer.add(record, number + 1);
    if (!added && !writer.empty()) {
      chunks.emplace_back(writer.finish());
      writer.clear();
      added = writer.add(record, number + 1);
    }
    if (!added) continue;
    ++number;
    copied.push_back(batch.events()[i].origin.offset);
  }
  if (!writer.empty()) chunks.emplace_back(writer.finish());
  return chunks;
}

void check(const EventBatch& source, ByteView chunk, TextEditor* editor) {
  std::vector<std::uint64_t> copied;
  const std::vector<std::string> chunks = copy(source, editor, copied);
  static EventBatch batch;
  std::string printed;
  std::size_t events = 0;
  bool spent = false;
  for (const std::string& written : chunks) {
    batch.clear();
    evtx::render_chunk(as_bytes(written.data(), written.size()), 4096, {}, {}, batch, {.verify_checksums = true});
    spent = spent || batch.damage.count("evtx-budget") > 0;
    for (const auto& [code, times] : batch.damage.totals()) {
      if (code != "evtx-budget" && code != "evtx-record-data") std::abort();  // what is written is sound
    }
    printed += batch.rendered.view();
    events += batch.events_rendered;
  }
  if (spent) return;
  if (events != copied.size()) std::abort();
  if (editor != nullptr) return;
  std::sort(copied.begin(), copied.end());
  RenderOptions how;
  how.only = &copied;
  batch.clear();
  evtx::render_chunk(chunk, 4096, {}, how, batch);
  if (batch.damage.count("evtx-budget") == 0 && batch.rendered.view() != printed) std::abort();
}

}  // namespace

/// Reads the input as one chunk and copies its events, as `extract` does. Whatever it holds, the copy must be sound, and print as the
/// original does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static EventBatch batch;
  const ByteView chunk = as_bytes(data, size < 65536 ? size : 65536);
  batch.clear();
  evtx::read_chunk(chunk, 4096, {}, batch);
  if (batch.damage.count("evtx-budget") > 0) return 0;
  check(batch, chunk, nullptr);
  Blackener blackener;
  check(batch, chunk, &blackener);
  return 0;
}
