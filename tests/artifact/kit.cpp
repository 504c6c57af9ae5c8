#include "kit.h"

#include <stdexcept>

#include "base/text.h"
#include "support/temp_dir.h"

namespace doctor::test {

ReadArtifact read_artifact(const EventSource& source, const Prefilter& wanted) {
  ReadArtifact all;
  EventBatch batch;
  for (std::size_t i = 0; i < source.slices(); ++i) {
    source.read(i, wanted, batch);
    for (const Event& event : batch.events()) {
      std::string text = "#" + std::to_string(event.event_id);
      if (!event.computer.empty()) text += " " + std::string(event.computer);
      for (const Field& f : event.data) text += " " + std::string(f.path) + "=" + f.value.to_text();
      all.events.push_back(text);
      all.lines.push_back(event.origin.line);
    }
    all.damage.merge(std::move(batch.damage));
    all.coverage += batch.coverage;
    all.extents.merge(batch.extents);
  }
  return all;
}

ReadArtifact read_artifact(std::string bytes, ArtifactKind kind, const Prefilter& wanted) {
  auto source = open_artifact_bytes(std::move(bytes), "evidence", kind);
  if (!source) throw std::runtime_error(source.error().what);
  return read_artifact(**source, wanted);
}

std::string data_file(const std::string& name) {
  return read_file(std::string(DOCTOR_SOURCE_DIR) + "/tests/artifact/data/" + name);
}

std::string utf16(std::string_view utf8) {
  return "\xff\xfe" + to_utf16le(utf8);
}

}  // namespace doctor::test
