#include "redact/redacted_source.h"

#include <utility>
#include <vector>

#include "base/ids.h"
#include "redact/markup.h"
#include "redact/redactor.h"

namespace doctor::redact {

Diagnostics redacted(const Diagnostics& messages, const NameBook& book) {
  Redactor redactor(book);
  Diagnostics out = messages;
  out.edit_texts([&](const std::string& text) { return redactor.edited(text, {}); });
  return out;
}

Extents redacted(const Extents& extents, const NameBook& book) {
  Redactor redactor(book);
  Extents out;
  for (const Extent& extent : extents.list()) {
    Extents one;
    Extent other = extent;
    other.computer = redactor.edited(extent.computer, "Computer");
    one.insert(std::move(other));
    out.merge(one);
  }
  return out;
}

/// What a worker keeps between slices: the original events, and who edits them.
struct RedactedSource::State : ReaderState {
  State(const RedactedSource* whose, const NameBook& book) : owner(whose), redactor(book) {}

  const RedactedSource* owner;
  EventBatch original;
  Redactor redactor;
  std::string scratch;
  std::vector<Field> fields;

  std::string_view edited(std::string_view text, std::string_view field, EventBatch& out) {
    return out.keep(!text.empty() && redactor.edit(text, field, scratch) ? std::string_view(scratch) : text);
  }
  Value edited(const Field& field, EventBatch& out) {
    Value value = field.value;
    if (value.text.empty()) return value;
    bool changed = false;
    if (value.type == Value::Type::text) {
      changed = redactor.edit(value.text, field.name, scratch);
    } else if (value.type == Value::Type::sid) {
      std::string text;
      changed = redactor.edit_sid(sid_text(as_bytes(value.text.data(), value.text.size())), text);
      if (changed) scratch = parse_sid(text).value_or(std::string());
    } else if (value.type == Value::Type::bytes) {
      changed = redactor.edit_binary(value.text, field.name, scratch);
    }
    value.text = out.keep(changed ? std::string_view(scratch) : value.text);
    return value;
  }
  void edit(const Event& event, EventBatch& out) {
    Event other = event;
    for (std::string_view* text : {&other.provider, &other.provider_guid, &other.event_source_name, &other.channel,
                                   &other.activity_id, &other.related_activity_id}) {
      *text = out.keep(*text);
    }
    other.computer = edited(event.computer, "Computer", out);
    other.user_sid = edited(event.user_sid, "UserID", out);
    fields.clear();
    for (const Field& field : event.data)
      fields.push_back({out.keep(field.name), out.keep(field.path), edited(field, out)});
    other.data = out.keep(std::span<const Field>(fields));
    other.facts = {};
    out.add(other);
  }
};

RedactedSource::RedactedSource(std::unique_ptr<const EventSource> inner, const NameBook& book, Prefilter wanted)
    : inner_(std::move(inner)),
      book_(book),
      wanted_(std::move(wanted)),
      info_(inner_->info()),
      opening_damage_(redacted(inner_->opening_damage(), book)) {
  info_.path = Redactor(book).edited_path(info_.path);
}

RedactedSource::State& RedactedSource::begin(EventBatch& out) const {
  auto* state = dynamic_cast<State*>(out.reader.get());
  if (state == nullptr || &state->owner->book_ != &book_) {
    out.reader = std::make_unique<State>(this, book_);
    state = static_cast<State*>(out.reader.get());
  }
  state->original.want_marks = out.want_marks;
  out.clear();
  return *state;
}

void RedactedSource::take_rest(State& state, EventBatch& out) const {
  out.damage = redacted(state.original.damage, book_);
  out.coverage = state.original.coverage;
  out.extents = redacted(state.original.extents, book_);
  out.marks = state.original.marks;
}

void RedactedSource::read(std::size_t slice, const Prefilter&, EventBatch& out) const {
  State& state = begin(out);
  inner_->read(slice, wanted_, state.original);
  for (const Event& event : std::as_const(state.original).events()) {
    if (wanted_.wants(event)) state.edit(event, out);
  }
  take_rest(state, out);
}

void RedactedSource::render(std::size_t slice, const Prefilter&, const RenderOptions& options, EventBatch& out) const {
  State& state = begin(out);
  constexpr std::string_view kBehind = "\x01";  // in neither format; a line end may stand in a text of XML
  RenderOptions lines = options;
  lines.before = {};
  lines.after = kBehind;
  inner_->render(slice, wanted_, lines, state.original);
  std::string_view rest = state.original.rendered;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find(kBehind.front()));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    out.rendered.append(options.before);
    if (options.format == RenderFormat::xml) {
      edit_xml_line(line, state.redactor, out.rendered);
    } else {
      edit_json_line(line, state.redactor, out.rendered);
    }
    out.rendered.append(options.after);
  }
  out.events_rendered = state.original.events_rendered;
  take_rest(state, out);
}

}  // namespace doctor::redact
