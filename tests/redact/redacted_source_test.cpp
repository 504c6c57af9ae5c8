#include "redact/redacted_source.h"

#include <doctest/doctest.h>

#include <memory>

#include "redact/kit.h"
#include "support/event_builder.h"

using namespace doctor;

namespace {

/// Two events of two computers, and a message that quotes a name.
class TwoEvents : public EventSource {
 public:
  TwoEvents() {
    info_ = {"case-fabrikam/SRV7.evtx", "evtx", 100};
    damage_.add({"test-code", Severity::warning, {}, 3, "cannot read what fe01.contoso.com wrote", {}});
  }
  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return 1; }
  void read(std::size_t, const Prefilter&, EventBatch& out) const override {
    out.clear();
    for (const char* name : {"FE01.contoso.com", "FE02.contoso.com"}) {
      test::EventBuilder("Schannel", 36888)
          .computer(name)
          .data("TargetUserName", "jdoe")
          .data("Count", Value::of_unsigned(7))
          .add_to(out);
      out.extents.count(name, "System", "Schannel", 2, FileTime{1});
    }
    out.damage = damage_;
    out.coverage.records = 100;
  }
  void render(std::size_t, const Prefilter&, const RenderOptions& options, EventBatch& out) const override {
    out.clear();
    out.rendered.append(options.before);
    out.rendered.append(
        "<Event><System><Computer>FE01.contoso.com</Computer></System><EventData><Data>two\nlines of "
        "jdoe</Data></EventData></Event>");
    out.rendered.append(options.after);
    out.events_rendered = 1;
  }
  const Diagnostics& opening_damage() const override { return damage_; }
  Coverage opening_coverage() const override { return {}; }

 private:
  SourceInfo info_;
  Diagnostics damage_;
};

}  // namespace

TEST_CASE("events, extents, messages and the path come without names") {
  const redact::NameBook book = test::book_of({{"Computer", "FE01.contoso.com"},
                                               {"Computer", "FE02.contoso.com"},
                                               {"TargetUserName", "jdoe"},
                                               {"Computer", "SRV7"}});
  Prefilter wanted;
  wanted.only_computer("FE02.contoso.com");  // asked of the original
  const redact::RedactedSource source(std::make_unique<TwoEvents>(), book, wanted);
  CHECK(source.info().path == "case-name-0/HOST-3.evtx");
  EventBatch batch;
  for (int twice = 0; twice < 2; ++twice) {
    source.read(0, {}, batch);
    REQUIRE(batch.events().size() == 1);
    const Event& event = batch.events()[0];
    CHECK(event.computer == "HOST-2.domain-1.com.example");
    CHECK(event.provider == "Schannel");
    REQUIRE(event.find("TargetUserName"));
    CHECK(event.find("TargetUserName")->text == "user-1");
    CHECK(event.find("Count")->number == 7);
    REQUIRE(batch.extents.list().size() == 2);
    CHECK(batch.extents.list()[0].computer == "HOST-1.domain-1.com.example");
    CHECK(batch.damage.kept()[0].message == "cannot read what host-1.domain-1.com.example wrote");
    CHECK(batch.damage.count("test-code") == 1);
    CHECK(batch.coverage.records == 100);
  }
}

TEST_CASE("printed events keep what stands around them, and line ends in their texts") {
  const redact::NameBook book = test::book_of({{"Computer", "FE01.contoso.com"}, {"TargetUserName", "jdoe"}});
  const redact::RedactedSource source(std::make_unique<TwoEvents>(), book, {});
  EventBatch batch;
  source.render(0, {}, {RenderFormat::xml, ">", "<\n"}, batch);
  CHECK(batch.rendered.view() ==
        "><Event><System><Computer>HOST-1.domain-1.com.example</Computer></System><EventData><Data>two\nlines of "
        "user-1</Data></EventData></Event><\n");
  CHECK(batch.events_rendered == 1);
}
