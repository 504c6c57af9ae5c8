#include "evtx/usual_event.h"

#include <string_view>
#include <vector>

#include "evtx/tokens.h"

namespace doctor::evtx {

namespace {

/// Writes operations as BinXmlCompiler does.
class Writer {
 public:
  std::size_t open(Op::Kind kind, std::string_view name) {
    Op op;
    op.kind = kind;
    op.text = name;
    ops_.push_back(op);
    return ops_.size() - 1;
  }
  void close(std::size_t opened) { ops_[opened].end = static_cast<std::uint32_t>(ops_.size()); }
  void value(std::uint16_t index) {
    Op op;
    op.kind = Op::Kind::substitution;
    op.optional = true;
    op.index = index;
    ops_.push_back(op);
  }
  void attribute(std::string_view name, std::uint16_t index) {
    const std::size_t a = open(Op::Kind::attribute, name);
    value(index);
    close(a);
  }
  void element(std::string_view name, std::uint16_t index) {
    const std::size_t e = open(Op::Kind::open, name);
    value(index);
    close(e);
  }
  void literal(std::string_view text) {
    Op op;
    op.text = text;
    ops_.push_back(op);
  }
  std::vector<Op> take() { return std::move(ops_); }

 private:
  std::vector<Op> ops_;
};

std::vector<Op> write() {
  Writer w;
  const auto with_attributes = [&](std::string_view name, auto attributes) {
    const std::size_t e = w.open(Op::Kind::open, name);
    attributes();
    w.close(e);
  };
  const std::size_t event = w.open(Op::Kind::open, "Event");
  const std::size_t xmlns = w.open(Op::Kind::attribute, "xmlns");
  w.literal("http://schemas.microsoft.com/win/2004/08/events/event");
  w.close(xmlns);
  const std::size_t system = w.open(Op::Kind::open, "System");
  with_attributes("Provider", [&] {
    w.attribute("Name", 14);
    w.attribute("Guid", 15);
  });
  with_attributes("EventID", [&] {
    w.attribute("Qualifiers", 4);
    w.value(3);
  });
  w.element("Version", 11);
  w.element("Level", 0);
  w.element("Task", 2);
  w.element("Opcode", 1);
  w.element("Keywords", 5);
  with_attributes("TimeCreated", [&] { w.attribute("SystemTime", 6); });
  w.element("EventRecordID", 10);
  with_attributes("Correlation", [&] {
    w.attribute("ActivityID", 7);
    w.attribute("RelatedActivityID", 13);
  });
  with_attributes("Execution", [&] {
    w.attribute("ProcessID", 8);
    w.attribute("ThreadID", 9);
  });
  w.element("Channel", 16);
  with_attributes("Security", [&] { w.attribute("UserID", 12); });
  w.close(system);
  w.close(event);
  return w.take();
}

}  // namespace

Ops usual_event() {
  static const std::vector<Op> ops = write();
  return ops;
}

bool usual_event_values(std::span<const StoredValue> values, ByteView chunk, std::uint64_t record_id) {
  if (values.size() != 18 && values.size() != 20) return false;
  const auto is = [&](std::size_t index, std::uint8_t type, std::size_t size) {
    return values[index].type == type && values[index].size == size;
  };
  const auto is_or_null = [&](std::size_t index, std::uint8_t type) {
    return values[index].is_null() || values[index].type == type;
  };
  return is(0, value_type::uint8, 1) && is(1, value_type::uint8, 1) && is(2, value_type::uint16, 2) &&
         is(3, value_type::uint16, 2) && is_or_null(4, value_type::uint16) && is(6, value_type::file_time, 8) &&
         is(8, value_type::uint32, 4) && is(9, value_type::uint32, 4) && is(10, value_type::uint64, 8) &&
         is_or_null(12, value_type::sid) && is_or_null(14, value_type::string) && is_or_null(16, value_type::string) &&
         load_le<std::uint64_t>(chunk, values[10].offset) == record_id;
}

}  // namespace doctor::evtx
