#include "evtx/copying.h"

#include <algorithm>

#include "evtx/chunk_writer.h"
#include "evtx/reading.h"
#include "evtx/record_place.h"
#include "evtx/record_transcoder.h"

namespace doctor::test {

Copying::Copying(std::string_view chunk, TextEditor* editor) {
  const Reading reading(chunk);
  evtx::RecordTranscoder transcoder(editor);
  evtx::ChunkWriter writer;
  transcoder.begin(as_bytes(reading.bytes.data(), reading.bytes.size()));
  for (const evtx::RecordPlace& place : evtx::record_places(reading.batch)) {
    evtx::PortableRecord record;
    if (const std::string_view problem = transcoder.record(place, record); !problem.empty()) {
      problems.emplace_back(problem);
    } else if (!writer.add(record, records.size() + 1)) {
      problems.emplace_back("full");
    } else {
      records.push_back(std::move(record));
    }
  }
  if (!writer.empty()) bytes = writer.finish();
}

bool ListedTexts::edit(std::string_view text, std::string_view field_name, std::string& out) {
  asked.push_back(std::string(field_name) + "=" + std::string(text));
  for (const auto& [from, to] : replace) {
    if (text != from) continue;
    out = to;
    return true;
  }
  return false;
}

bool ListedTexts::edit_sid(std::string_view sid_text, std::string& out) {
  return edit(sid_text, "sid", out);
}

bool ListedTexts::edit_binary(std::string_view bytes, std::string_view field_name, std::string& out) {
  return edit(bytes, field_name, out);
}

bool ListedTexts::was_asked(std::string_view question) const {
  return std::find(asked.begin(), asked.end(), question) != asked.end();
}

}  // namespace doctor::test
