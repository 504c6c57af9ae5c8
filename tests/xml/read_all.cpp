#include "read_all.h"

#include <doctest/doctest.h>

#include "xml/xml_source.h"

namespace doctor::test {

std::string system_text(const Event& e) {
  std::string out(e.provider);
  const auto add = [&](std::string_view text) { out.append(" ").append(text.empty() ? "-" : text); };
  const auto number = [&](std::uint64_t n) { add(std::to_string(n)); };
  add(e.provider_guid), add(e.event_source_name), number(e.event_id), number(e.qualifiers), number(e.version);
  number(e.level), number(e.task), number(e.opcode), number(e.keywords), add(to_iso8601(e.time)), number(e.record_id);
  add(e.activity_id), number(e.process_id), number(e.thread_id), add(e.channel), add(e.computer), add(e.user_sid);
  return out;
}

std::string fields_text(const Event& event) {
  std::string out;
  for (const Field& field : event.data) {
    if (!out.empty()) out += " ";
    out.append(field.path).append("=");
    field.value.append_text(out);
  }
  return out;
}

ReadAll read_all(const EventSource& source, const Prefilter& wanted) {
  ReadAll all;
  all.bytes = source.info().bytes;
  all.slices = source.slices();
  all.coverage = source.opening_coverage();
  EventBatch batch;
  for (std::size_t i = 0; i < source.slices(); ++i) {
    source.read(i, wanted, batch);
    all.coverage += batch.coverage;
    all.extents.merge(batch.extents);
    for (const Event& event : batch.events()) {
      all.events.push_back(std::string(event.provider) + "/" + std::to_string(event.event_id) + " #" +
                           std::to_string(event.record_id) + " " + fields_text(event));
      all.origins.push_back(event.origin);
    }
    all.damage.merge(std::move(batch.damage));
  }
  return all;
}

ReadAll read_xml(std::string bytes, const Prefilter& wanted) {
  auto source = open_xml_bytes(std::move(bytes), "test.xml");
  REQUIRE(source.has_value());
  ReadAll all = read_all(**source, wanted);
  CHECK(all.coverage.total() == all.bytes);
  return all;
}

}  // namespace doctor::test
