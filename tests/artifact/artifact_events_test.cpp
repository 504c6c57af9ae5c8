#include "artifact/artifact_events.h"

#include <doctest/doctest.h>

#include "kit.h"

namespace doctor {
namespace {

RegValue registry_value(std::vector<std::string> texts) {
  RegValue value;
  value.key = *read_reg_key("HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa");
  value.name = "n";
  value.type = static_cast<std::uint32_t>(texts.size() == 1 ? RegType::sz : RegType::multi_sz);
  value.texts = std::move(texts);
  return value;
}

std::size_t delivered(const Prefilter& wanted) {
  EventBatch batch;
  ArtifactEvents events(wanted, batch, kRegistryChannel, "FE01");
  events.add(registry_value({"a"}));
  CHECK(batch.extents.events() == 1);  // counted, wanted or not
  return batch.events().size();
}

}  // namespace

TEST_CASE("each text of a list is a field of its own") {
  EventBatch batch;
  const Prefilter all;
  ArtifactEvents events(all, batch, kRegistryChannel, "FE01");
  events.add(registry_value({"a", "b"}));
  REQUIRE(batch.events().size() == 1);
  const Event& event = batch.events()[0];
  CHECK(event.provider == kArtifactProvider);
  CHECK(event.channel == kRegistryChannel);
  CHECK(event.computer == "FE01");
  CHECK(event.event_id == 3);
  CHECK(event.level == 4);
  CHECK(event.time.ticks == 0);
  CHECK(event.find("Hive")->text == "HKLM");
  CHECK(event.find("ValueType")->text == "REG_MULTI_SZ");
  CHECK(event.find("ValueData")->text == "a");
  CHECK(event.find("ValueData[1]")->text == "b");
  CHECK(event.data.back().name == "ValueData");
}

TEST_CASE("the prefilter is asked, but not for the time") {
  Prefilter wanted;
  wanted.from = FileTime{1000};
  wanted.until = FileTime{2000};
  CHECK(delivered(wanted) == 1);
  wanted.only_listed();
  CHECK(delivered(wanted) == 0);
  wanted.allow(3, kArtifactProvider);
  CHECK(delivered(wanted) == 1);
  wanted.only_channel("System");
  CHECK(delivered(wanted) == 0);
}

TEST_CASE("marks are made for whoever wants them") {
  EventBatch batch;
  batch.want_marks = true;
  const Prefilter all;
  ArtifactEvents events(all, batch, kRegistryChannel, "");
  events.add(registry_value({"a"}));
  events.add(registry_value({"b"}));
  REQUIRE(batch.marks.size() == 2);
  CHECK(batch.marks[0].record_id != batch.marks[1].record_id);
}

TEST_CASE("the same content has the same record id, in whichever file it lies") {
  EventBatch one, other;
  const Prefilter all;
  ArtifactEvents(all, one, kRegistryChannel, "").add(registry_value({"a"}));
  ArtifactEvents second(all, other, kRegistryChannel, "");
  second.add(registry_value({"b"}));
  second.add(registry_value({"a"}));
  REQUIRE(one.events().size() == 1);
  REQUIRE(other.events().size() == 2);
  CHECK(one.events()[0].record_id == other.events()[1].record_id);
  CHECK(one.events()[0].record_id != other.events()[0].record_id);
}

}  // namespace doctor
