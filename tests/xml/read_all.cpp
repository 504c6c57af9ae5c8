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

ReadAll read_xml(std::string bytes, const Prefilter& wanted, std::size_t slice_bytes) {
  auto source = open_xml_bytes(std::move(bytes), "test.xml", slice_bytes);
  REQUIRE(source.has_value());
  ReadAll all = read_all(**source, wanted);
  CHECK(all.coverage.total() == all.bytes);
  return all;
}

std::string everything(const ReadAll& all) {
  std::string out;
  for (std::size_t i = 0; i < all.events.size(); ++i) {
    out +=
        std::to_string(all.origins[i].offset) + ":" + std::to_string(all.origins[i].line) + " " + all.events[i] + "\n";
  }
  for (const Diagnostic& d : all.damage.kept()) {
    if (d.code == "xml-text-replaced") continue;  // once a slice
    out += std::string(d.code) + "@" + std::to_string(d.where.offset) + ":" + std::to_string(d.where.line) + " lost " +
           std::to_string(d.bytes_lost) + "\n";
  }
  const Coverage& c = all.coverage;
  for (const std::uint64_t n : {c.header, c.records, c.slack, c.damaged}) out += std::to_string(n) + " ";
  for (const Extent& e : all.extents.list()) {
    out += "\n" + e.computer + "/" + e.channel + " " + to_iso8601(e.first) + " " + to_iso8601(e.last);
    for (const std::uint64_t n : e.per_level) out += " " + std::to_string(n);
    for (const auto& [provider, n] : e.per_provider) out += " " + provider + "=" + std::to_string(n);
  }
  return out;
}

std::string render_xml(std::string bytes, RenderFormat format, const Prefilter& wanted, std::size_t slice_bytes) {
  auto source = open_xml_bytes(std::move(bytes), "test.xml", slice_bytes);
  REQUIRE(source.has_value());
  std::string out;
  EventBatch batch;
  std::uint64_t covered = (*source)->opening_coverage().total(), rendered = 0;
  for (std::size_t i = 0; i < (*source)->slices(); ++i) {
    (*source)->render(i, wanted, {format, "", "\n"}, batch);
    covered += batch.coverage.total();
    rendered += batch.events_rendered;
    CHECK(batch.events().empty());
    out += batch.rendered.view();
  }
  CHECK(covered == (*source)->info().bytes);
  CHECK(rendered == read_all(**source, wanted).events.size());
  return out;
}

}  // namespace doctor::test
