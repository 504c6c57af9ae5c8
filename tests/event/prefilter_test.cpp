#include "event/prefilter.h"

#include <doctest/doctest.h>

#include "event/source.h"
#include "support/event_builder.h"

using namespace doctor;

namespace {
FileTime at(const char* text) {
  return *parse_iso8601(text);
}
}  // namespace

TEST_CASE("a fresh prefilter wants everything, inside its time") {
  Prefilter f;
  CHECK(f.wants(1, FileTime{0}));
  f.from = at("2015-06-01T07:00:00Z");
  f.until = at("2015-06-01T08:00:00Z");
  CHECK(f.wants(1, f.from));
  CHECK_FALSE(f.wants(1, f.until));
  CHECK_FALSE(f.wants(1, FileTime{f.from.ticks - 1}));
}

TEST_CASE("a listed prefilter wants only what was allowed") {
  Prefilter f;
  f.only_listed();
  CHECK_FALSE(f.wants(36888, FileTime{}));
  f.allow(36888, "Schannel");
  f.allow(7036);
  CHECK_FALSE(f.wants_all_ids());
  CHECK(f.wants(36888, FileTime{}));
  CHECK(f.wants(36888, FileTime{}, "SCHANNEL", "System"));
  CHECK_FALSE(f.wants(36888, FileTime{}, "Other", "System"));
  CHECK(f.wants(7036, FileTime{}, "Anyone", "System"));
  CHECK_FALSE(f.wants(7035, FileTime{}));
  CHECK(f.wants(70'000, FileTime{}, "Anyone", "System"));  // beyond any Windows id: let the rules decide
}

TEST_CASE("further narrowing: each kind of question, any of several answers, without case") {
  EventBatch batch;
  test::EventBuilder("Schannel", 36888).data("AlertDesc", "Handshake").add_to(batch);
  const Event& event = batch.events().front();
  Prefilter f;
  CHECK(f.wants(event));
  f.only_provider("Other");
  CHECK_FALSE(f.wants(event));
  f.only_provider("SCHANNEL");
  CHECK(f.wants(event));
  f.only_channel(event.channel);
  f.only_computer(event.computer);
  f.only_level(event.level);
  f.only_record(event.record_id);
  CHECK(f.wants(event));
  CHECK_FALSE(f.wants_record(static_cast<std::uint8_t>(event.level + 1), event.record_id));
  CHECK_FALSE(f.wants_record(event.level, event.record_id + 1));
  CHECK_FALSE(f.wants_names("Schannel", "Elsewhere", event.computer));
  CHECK_FALSE(f.wants_names("Schannel", event.channel, "elsewhere"));
}

TEST_CASE("free text is looked for in values and names, without case") {
  EventBatch batch;
  test::EventBuilder("Schannel", 36888).data("AlertDesc", "Handshake").add_to(batch);
  const Event& event = batch.events().front();
  const auto wants = [&](std::string_view text) {
    Prefilter f;
    f.only_text(text);
    return f.wants(event);
  };
  CHECK(wants("handSHAKE"));
  CHECK(wants("chann"));
  CHECK_FALSE(wants("AlertDesc"));  // a field's name is no value
  CHECK_FALSE(wants("nowhere"));
}

TEST_CASE("all ids of a provider or a channel may be allowed beside single ids") {
  Prefilter f;
  f.allow(36888, "Schannel");
  f.allow_provider("Service Control Manager");
  f.allow_channel("Lync Server");
  CHECK(f.wants(1, FileTime{}));  // who knows
  CHECK_FALSE(f.lists(1));
  CHECK(f.lists(36888));
  CHECK(f.wants(1, FileTime{}, "service control manager", "System"));
  CHECK(f.wants(1, FileTime{}, "LS Server", "LYNC SERVER"));
  CHECK_FALSE(f.wants(1, FileTime{}, "Schannel", "System"));
  CHECK(f.wants(36888, FileTime{}, "Schannel", "System"));
  CHECK_FALSE(f.wants(36888, FileTime{}, "Other", "System"));
  CHECK(f.wants_any_id("Service Control Manager", "System"));
  CHECK_FALSE(f.wants_any_id("Schannel", "System"));
}

TEST_CASE("without an end the last moment there is is wanted, too") {
  Prefilter all;
  CHECK(all.wants_time(FileTime{std::numeric_limits<std::uint64_t>::max()}));
  all.until = FileTime{100};
  CHECK(all.wants_time(FileTime{99}));
  CHECK_FALSE(all.wants_time(FileTime{100}));
}

TEST_CASE("a reader is told whether ids decide") {
  Prefilter wanted;
  wanted.only_level(2);
  CHECK_FALSE(wanted.asks_for_ids());
  wanted.only_record(7);
  CHECK(wanted.asks_for_ids());
}
