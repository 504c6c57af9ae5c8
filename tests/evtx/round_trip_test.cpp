// Write, read, write, read: what the reader says of an event is enough to write it again, and the second reading says the same.
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "evtx/evtx_source.h"
#include "evtx/reading.h"
#include "support/evtx_builder.h"
#include "support/temp_dir.h"

using namespace doctor;
using namespace doctor::test;

namespace {

/// Everything the reader says of an event but where it stands.
bool is_user_data(const Event& e) {
  return std::any_of(e.data.begin(), e.data.end(),
                     [](const Field& f) { return f.path.find('/') != std::string_view::npos; });
}

/// UserData is written as literal text here, which has no types.
std::string story(const Event& e) {
  std::string s = std::to_string(e.record_id) + ' ' + to_iso8601(e.time) + ' ' + std::to_string(e.event_id) + '/' +
                  std::to_string(e.qualifiers) + " v" + std::to_string(e.version) + " l" + std::to_string(e.level) +
                  " t" + std::to_string(e.task) + " o" + std::to_string(e.opcode) + " k" + std::to_string(e.keywords) +
                  " p" + std::to_string(e.process_id) + '.' + std::to_string(e.thread_id);
  for (const std::string_view text : {e.provider, e.provider_guid, e.event_source_name, e.channel, e.computer,
                                      e.user_sid, e.activity_id, e.related_activity_id}) {
    s.append("\n  ").append(text);
  }
  for (const Field& f : e.data) {
    s.append("\n  ").append(f.path).append(" (").append(f.name).append(") = ");
    if (!is_user_data(e)) s += std::to_string(static_cast<int>(f.value.type)) + (f.value.hex ? "x " : " ");
    f.value.append_text(s);
  }
  return s;
}

EvtxValue stored(const Value& v) {
  switch (v.type) {
    case Value::Type::none:
      return EvtxValue::null();
    case Value::Type::text:
      return EvtxValue::raw(
          0x01, EvtxValue::text(v.text).bytes + std::string(2, '\0'));  // with the NUL, as manifests write it
    case Value::Type::unsigned_int:
      return v.hex ? EvtxValue::hex64(v.number) : EvtxValue::uint64(v.number);
    case Value::Type::signed_int:
      return EvtxValue::int64(static_cast<std::int64_t>(v.number));
    case Value::Type::real:
      return EvtxValue::number(0x0c, v.number, 8);
    case Value::Type::boolean:
      return EvtxValue::boolean(v.number != 0);
    case Value::Type::time:
      return EvtxValue::number(0x11, v.number, 8);
    case Value::Type::guid:
      return EvtxValue::raw(0x0f, v.text);
    case Value::Type::sid:
      return EvtxValue::raw(0x13, v.text);
    case Value::Type::bytes:
      return EvtxValue::binary(v.text);
  }
  throw std::logic_error("a type of value that is not known here");
}

/// "Name[2]": the name, and which of its kind.
std::pair<std::string, std::size_t> step_of(std::string_view step) {
  const std::size_t bracket = step.back() == ']' ? step.rfind('[') : std::string_view::npos;
  if (bracket == std::string_view::npos) return {std::string(step), 0};
  return {std::string(step.substr(0, bracket)), std::stoul(std::string(step.substr(bracket + 1)))};
}

EvtxElement& child(EvtxElement& parent, std::string_view step) {
  const auto [name, index] = step_of(step);
  std::size_t met = 0;
  for (EvtxElement& c : parent.children) {
    if (c.name == name && met++ == index) return c;
  }
  if (met != index) throw std::logic_error("an element of UserData appears before its elder of the same name");
  return parent.children.emplace_back(EvtxElement{name});
}

/// The element that the paths of a UserData event tell of.
EvtxElement element_of(std::span<const Field> data) {
  EvtxElement above;
  for (const Field& f : data) {
    EvtxElement* e = &above;
    std::string_view path = f.path;
    for (std::size_t slash; (slash = path.find('/')) != std::string_view::npos; path.remove_prefix(slash + 1)) {
      e = &child(*e, path.substr(0, slash));
    }
    if (path.starts_with('@')) {
      e->attributes.emplace_back(path.substr(1), f.value.to_text());
    } else {
      child(*e, path).text = f.value.to_text();
    }
  }
  if (above.children.size() != 1) throw std::logic_error("UserData with more than one element");
  return above.children[0];
}

EvtxRecord record_of(const Event& e) {
  EvtxRecord r(e.provider, static_cast<std::uint16_t>(e.event_id));
  if (e.qualifiers != 0) r.qualifiers(e.qualifiers);
  r.guid(e.provider_guid).source_name(e.event_source_name).version(e.version).level(e.level).task(e.task);
  r.opcode(e.opcode).keywords(e.keywords).at(to_iso8601(e.time)).record_id(e.record_id);
  r.process(e.process_id, e.thread_id).channel(e.channel).computer(e.computer).user(e.user_sid);
  r.activity(e.activity_id).related_activity(e.related_activity_id);
  if (is_user_data(e)) return r.user_data(element_of(e.data));
  for (const Field& f : e.data) {
    if (f.path == "Binary" && &f == &e.data.back() && f.value.type == Value::Type::bytes && e.data.size() > 1) {
      r.binary(f.value.text);
    } else {
      r.data(f.path.starts_with("Data[") ? std::string_view() : f.name, stored(f.value));
    }
  }
  return r;
}

std::vector<std::string> stories_of(const std::string& log) {
  std::vector<std::string> stories;
  for (std::size_t at = 4096; at < log.size(); at += 65536) {
    const Reading r(log.substr(at, 65536));
    CHECK(r.damage() == "");
    for (const Event& e : r.batch.events()) stories.push_back(story(e));
  }
  return stories;
}

std::string rewritten(const std::string& log) {
  EvtxBuilder builder;
  for (std::size_t at = 4096; at < log.size(); at += 65536) {
    const Reading r(log.substr(at, 65536));
    for (const Event& e : r.batch.events()) builder.record(record_of(e));
  }
  return builder.build();
}

}  // namespace

TEST_CASE("a log of every shape and type, read and written again, is the same to the byte from then on") {
  EvtxRecord every("Contoso", 100);
  every.data("text", "Grüße <&> \"x\" 😀").data("empty", "").data("none", EvtxValue::null());
  every.data("u8", EvtxValue::uint8(255)).data("i8", EvtxValue::int8(-128)).data("i64", EvtxValue::int64(-1));
  every.data("u64", EvtxValue::uint64(~0ULL))
      .data("hex", EvtxValue::hex32(0x80090326))
      .data("size", EvtxValue::size64(9));
  every.data("real", EvtxValue::real64(0.1)).data("yes", EvtxValue::boolean(true));
  every.data("guid", EvtxValue::guid("{00112233-4455-6677-8899-aabbccddeeff}"));
  every.data("sid", EvtxValue::sid("S-1-5-21-1-2-3-500")).data("time", EvtxValue::time("2015-06-01T07:00:00.1234567Z"));
  every.data("system time", EvtxValue::system_time("2015-06-01T07:00:00.123Z"));
  every.data("bytes", EvtxValue::binary(std::string("\0\xff\x10", 3))).data("list", EvtxValue::strings({"a", "", "c"}));
  every.data("numbers", EvtxValue::array({EvtxValue::uint16(1), EvtxValue::uint16(2)}))
      .data("twice", "1")
      .data("twice", "2");
  const EvtxElement chain{"CertGetCertificateChain",
                          {},
                          {},
                          {{"Certificate", {{"fileRef", "A&B.cer"}, {"subjectName", "fe01"}}, {}, {}},
                           {"Element", {}, "one", {}},
                           {"Element", {{"n", "2"}}, "two <b>", {}}}};
  const std::string first =
      EvtxBuilder()
          .record(every.user("S-1-5-18").activity("{00112233-4455-6677-8899-aabbccddeeff}"))
          .record(EvtxRecord("Classic", 7).qualifiers(16384).strings({"a", "", "c"}).binary("\x01\x02"))
          .record(EvtxRecord("CAPI2", 11).guid("{5bbca4a8-b209-48dc-a8c7-b23d3e5216fb}").user_data(chain))
          .record(EvtxRecord("Nothing", 1).source_name("Elsewhere"))
          .new_chunk()
          .record(EvtxRecord("Forwarded", 2).data("a", "literal").without_template())
          .build();
  const std::string second = rewritten(first), third = rewritten(second);
  const auto stories = stories_of(first);
  REQUIRE(stories.size() == 5);
  CHECK(stories_of(second) == stories);
  CHECK(third == second);
}

TEST_CASE("every event of real logs can be written again from what the reader says of it") {
  const auto folder = corpus();
  if (!folder) {
    MESSAGE("skipped: no corpus");
    return;
  }
  std::size_t events = 0, too_large = 0;
  EventBatch batch;
  for (const auto& entry : std::filesystem::directory_iterator(*folder / "evtx")) {
    const auto source = open_evtx(entry.path(), entry.path().filename().string());
    if (!source) continue;
    CAPTURE(entry.path().filename().string());
    for (std::size_t slice = 0; slice < (*source)->slices(); ++slice) {
      (*source)->read(slice, Prefilter{}, batch);
      for (std::size_t i = 0; i < batch.events().size();
           i += 7) {  // every seventh: the same few kinds come again and again
        const Event& e = batch.events()[i];
        CAPTURE(e.record_id);
        std::string log;
        try {
          log = EvtxBuilder().record(record_of(e)).build();
        } catch (const std::length_error&) {
          ++too_large;  // it filled its chunk, and here it needs its templates, too
          continue;
        }
        const auto again = stories_of(log);
        REQUIRE(again.size() == 1);
        REQUIRE(again[0] == story(e));
        ++events;
      }
    }
  }
  CHECK(events > 2000);
  CHECK(too_large < 5);
}
