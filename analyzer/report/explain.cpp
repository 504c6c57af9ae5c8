#include "report/explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/json.h"
#include "report/explain_diagnosis.h"
#include "report/page.h"

namespace doctor {

std::string status_numbers(std::uint64_t status) {
  const auto bits = static_cast<std::uint32_t>(status);
  const auto as_signed = static_cast<std::int32_t>(bits);
  if (as_signed >= 0) return fmt::format("0x{:08X}, {}", bits, bits);
  return fmt::format("0x{:08X}, {}, {}", bits, as_signed, bits);
}

namespace {

constexpr int kSureEnough = 800;  // below, a hit is one guess among others
constexpr unsigned kIndent = 2, kInner = 4;

/// Shown in full: what the query names, and in any case the best hit.
bool in_full(const Hit& hit, std::size_t index) {
  return index == 0 || (hit.fit != HitFit::words && hit.score >= kSureEnough);
}

std::string_view words_of_confidence(Confidence confidence) {
  switch (confidence) {
    case Confidence::verified:
      return "verified, read in a named source or tested on real logs";
    case Confidence::derived:
      return "derived from verified facts, or from one report with a confirmed cause";
    case Confidence::remembered:
      return "remembered, believed right without a source at hand";
    case Confidence::uncertain:
      break;
  }
  return "uncertain, do not rely on it";
}

/// What to type to get this article again.
std::string id_of(const Hit& hit) {
  if (hit.event != nullptr) return fmt::format("{}/{}", hit.event->provider, hit.event->event_id);
  switch (hit.kind) {
    case HitKind::alert:
      return fmt::format("alert {}", hit.value);
    case HitKind::state:
      return fmt::format("state {}", hit.value);
    case HitKind::cipher_suite:
      return hit.code != nullptr ? hit.code->name : fmt::format("0x{:04X}", hit.value);
    default:
      return hit.code != nullptr ? hit.code->name : fmt::format("0x{:08X}", hit.value);
  }
}

std::string company_of(const CodeArticle& state) {
  std::string out;
  if (state.event_id) out += fmt::format(" of event {}", *state.event_id);
  if (state.alert) out += fmt::format(" with alert {}", *state.alert);
  return out;
}

std::string heading_of(const Hit& hit) {
  if (hit.event != nullptr) return fmt::format("{} {}: {}", hit.event->provider, hit.event->event_id, hit.event->title);
  const std::string name = hit.code == nullptr ? std::string() : hit.code->name;
  switch (hit.kind) {
    case HitKind::alert:
      return name.empty() ? fmt::format("TLS alert {}", hit.value) : fmt::format("TLS alert {}: {}", hit.value, name);
    case HitKind::state: {
      const std::string company = hit.code == nullptr ? std::string() : company_of(*hit.code);
      const std::string state = fmt::format("Schannel state {}{}", hit.value, company);
      return name.empty() ? state : fmt::format("{}: {}", state, name);
    }
    case HitKind::cert_trust:
      return fmt::format("Trust flag {} (0x{:08X})", name, hit.value);
    case HitKind::cert_trust_info:
      return fmt::format("Trust information flag {} (0x{:08X})", name, hit.value);
    case HitKind::cipher_suite:
      return fmt::format("Cipher suite 0x{:04X}{}{}", hit.value, name.empty() ? "" : ": ", name);
    default:
      return name.empty() ? fmt::format("Status code {}", status_numbers(hit.value))
                          : fmt::format("Status code {} ({})", name, status_numbers(hit.value));
  }
}

/// Ids of diagnoses are kebab-case; events have a slash and codes underscores or capitals.
bool is_diagnosis(std::string_view related) {
  return related.find('-') != std::string_view::npos && std::all_of(related.begin(), related.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

std::string listed(std::span<const std::string> related, bool diagnoses) {
  std::string out;
  for (const std::string& r : related) {
    if (is_diagnosis(r) != diagnoses) continue;
    if (!out.empty()) out += ", ";
    out += r;
  }
  return out;
}

class ArticlePage {
 public:
  ArticlePage(const KnowledgeBase& knowledge, const ExplainStyle& style)
      : knowledge_(knowledge), page_(style.width, style.colours) {}

  void article(const Hit& hit) {
    page_.heading(heading_of(hit));
    if (hit.fit == HitFit::near)
      page_.paragraph(Line("The nearest to what was asked for, not exactly that.", Ink::orange), kIndent);
    if (hit.fit == HitFit::words) page_.paragraph(Line("The article that fits the words best.", Ink::muted), kIndent);
    if (hit.fit == HitFit::pasted) page_.paragraph(Line("Recognised by its text.", Ink::muted), kIndent);
    if (!hit.note.empty()) page_.paragraph(Line(sentence(hit.note)), kIndent);
    if (hit.event != nullptr) event(hit, *hit.event);
    if (hit.code != nullptr) code(hit, *hit.code);
  }

  void others(std::span<const Hit> hits) {
    page_.heading("Also about this (ask for what stands before the colon)");
    for (const Hit& hit : hits) {
      const std::string about = hit.event != nullptr  ? hit.event->title
                                : hit.code != nullptr ? first_sentence(hit.code->meaning)
                                                      : sentence(hit.note);
      page_.item("- ", Line(id_of(hit), Ink::bold).add(": ").add(about), kIndent);
    }
  }

  void nothing() {
    page_.paragraph(Line("Nothing is known about this."), 0);
    page_.paragraph(Line("What can be asked for:"), 0);
    for (const std::string_view example :
         {"36888", "Schannel/36888", "\"36888 alert=40 state=1205\"", "alert 40", "state 1205", "0x80092013",
          "-2146885613", "CERT_E_UNTRUSTEDROOT", "\"LS User Services/32174\"", "\"revocation server was offline\""}) {
      page_.command(fmt::format("schannel-doctor explain {}", example), kIndent);
    }
    page_.paragraph(Line("or the whole text of an event, as copied from Event Viewer."), 0);
  }

  std::string take() const { return page_.take(); }

 private:
  static std::string first_sentence(std::string_view text) {
    const std::size_t end = text.find(". ");
    return std::string(end == std::string_view::npos ? text : text.substr(0, end + 1));
  }

  static std::string sentence(std::string note) {
    if (note.empty()) return note;
    if (note[0] >= 'a' && note[0] <= 'z') note[0] = static_cast<char>(note[0] - 'a' + 'A');
    if (!note.ends_with('.')) note += '.';
    return note;
  }

  void event(const Hit& hit, const EventArticle& e) {
    page_.paragraph(Line(e.level.empty() ? fmt::format("Log: {}", e.channel)
                                         : fmt::format("Log: {}. Level: {}.", e.channel, e.level),
                         Ink::muted),
                    kIndent);
    if (!hit.inserts.empty()) inserts(hit);
    section("What it means", e.meaning);
    list("Who usually causes it, most likely first", e.causes, true);
    section("Harmless when", e.harmless_when);
    list("Check next", e.check_next, false);
    if (!e.fields.empty()) {
      title("Fields");
      for (const auto& [name, text] : e.fields) page_.item("", Line(name, Ink::bold).add(": ").add(text), kInner);
    }
    trailer(e.related, e.confidence, e.sources);
  }

  void inserts(const Hit& hit) {
    title("In this event");
    for (const auto& [name, value] : hit.inserts) {
      Line line;
      line.add(name, Ink::bold).add(": ").add(value);
      if (name == "AlertDesc") {
        for (const CodeArticle& alert : knowledge_.codes()) {
          if (alert.space == CodeSpace::tls_alert && std::to_string(alert.value) == value)
            line.add(fmt::format(" ({})", alert.name));
        }
      }
      page_.item("", line, kInner);
    }
  }

  void code(const Hit& hit, const CodeArticle& c) {
    section("What it means", c.meaning);
    if (hit.direction != Direction::received) section("If this host sent it (36888)", c.sent);
    if (hit.direction != Direction::sent) section("If the other side sent it (36887)", c.received);
    list("Check next", c.check_next, false);
    if (c.status) {
      const std::string_view name = knowledge_.code_name(CodeSpace::status, *c.status);
      const std::string_view what =
          c.space == CodeSpace::tls_alert ? "An application that receives it gets" : "Usual result";
      page_.paragraph(Line(fmt::format("{}: {}{}{}", what, name, name.empty() ? "" : " = ", status_numbers(*c.status))),
                      kIndent);
    }
    trailer(c.related, c.confidence, c.sources);
  }

  void title(std::string_view text) { page_.paragraph(Line(text, Ink::bold), kIndent); }

  void section(std::string_view head, std::string_view text) {
    if (text.empty()) return;
    title(head);
    page_.paragraph(Line(text), kInner);
  }

  void list(std::string_view head, std::span<const std::string> items, bool numbered) {
    if (items.empty()) return;
    title(head);
    for (std::size_t i = 0; i < items.size(); ++i) {
      page_.item(numbered ? fmt::format("{}. ", i + 1) : std::string("- "), Line(items[i]), kInner);
    }
  }

  void trailer(std::span<const std::string> related, Confidence confidence, std::span<const std::string> sources) {
    const std::string diagnoses = listed(related, true), others = listed(related, false);
    if (!diagnoses.empty()) page_.paragraph(Line("Diagnoses it may point to: ", Ink::bold).add(diagnoses), kIndent);
    if (!others.empty()) page_.paragraph(Line("Related: ", Ink::bold).add(others), kIndent);
    Line sure("How sure: ", Ink::bold);
    sure.add(words_of_confidence(confidence))
        .add(sources.empty() ? std::string(".") : fmt::format(". Source: {}.", fmt::join(sources, ", ")));
    page_.paragraph(sure, kIndent);
  }

  const KnowledgeBase& knowledge_;
  Page page_;
};

void json_texts(JsonWriter& json, std::string_view key, std::span<const std::string> texts) {
  json.key(key).begin_array();
  for (const std::string& t : texts) json.string(t);
  json.end_array();
}

void json_pairs(JsonWriter& json, std::string_view key, std::span<const std::pair<std::string, std::string>> pairs) {
  json.key(key).begin_array();
  for (const auto& [name, value] : pairs) json.begin_object().field("name", name).field("value", value).end_object();
  json.end_array();
}

void json_status(JsonWriter& json, std::uint64_t status) {
  const auto bits = static_cast<std::uint32_t>(status);
  json.field("hex", fmt::format("0x{:08X}", bits));
  json.field("unsigned", std::uint64_t{bits});
  json.key("signed").number(std::int64_t{static_cast<std::int32_t>(bits)});
}

void json_event(JsonWriter& json, const EventArticle& e) {
  json.field("provider", e.provider).field("channel", e.channel).field("event_id", std::uint64_t{e.event_id});
  json.field("title", e.title).field("level", e.level).field("meaning", e.meaning);
  json_texts(json, "causes", e.causes);
  json.field("harmless_when", e.harmless_when);
  json_texts(json, "check_next", e.check_next);
  json_pairs(json, "fields", e.fields);
  json_texts(json, "texts", e.texts);
  json_texts(json, "related", e.related);
  json.field("confidence", confidence_name(e.confidence));
  json_texts(json, "sources", e.sources);
}

void json_code(JsonWriter& json, const CodeArticle& c, const KnowledgeBase& knowledge) {
  json.field("name", c.name).field("meaning", c.meaning);
  if (c.alert) json.field("alert", std::uint64_t{*c.alert});
  if (c.event_id) json.field("event_id", std::uint64_t{*c.event_id});
  if (!c.sent.empty()) json.field("sent", c.sent);
  if (!c.received.empty()) json.field("received", c.received);
  if (c.status) {
    json.key("status").begin_object().field("name", knowledge.code_name(CodeSpace::status, *c.status));
    json_status(json, *c.status);
    json.end_object();
  }
  json_texts(json, "check_next", c.check_next);
  json_texts(json, "related", c.related);
  json.field("confidence", confidence_name(c.confidence));
  json_texts(json, "sources", c.sources);
}

}  // namespace

std::string explain_text(const std::vector<Hit>& hits, const KnowledgeBase& knowledge, const ExplainStyle& style) {
  ArticlePage page(knowledge, style);
  std::vector<Hit> others;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (in_full(hits[i], i)) {
      page.article(hits[i]);
    } else {
      others.push_back(hits[i]);
    }
  }
  if (hits.empty()) page.nothing();
  if (!others.empty()) page.others(others);
  return page.take();
}

std::string explain_json(std::string_view query, const std::vector<Hit>& hits, const KnowledgeBase& knowledge,
                         const std::vector<const DiagnosisRule*>& diagnoses) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("schema", "schannel-doctor/explain/1").field("query", query);
  json.key("hits").begin_array();
  for (const Hit& hit : hits) {
    json.begin_object().field("kind", hit_kind_name(hit.kind)).field("fit", hit_fit_name(hit.fit));
    json.field("score", static_cast<std::uint64_t>(std::max(0, hit.score)));
    json.field("id", id_of(hit)).field("value", hit.value);
    if (hit.kind == HitKind::status || hit.kind == HitKind::cert_trust || hit.kind == HitKind::cert_trust_info) json_status(json, hit.value);
    if (hit.direction != Direction::unknown) {
      json.field("direction", hit.direction == Direction::sent ? "sent" : "received");
    }
    if (!hit.note.empty()) json.field("note", hit.note);
    json_pairs(json, "inserts", hit.inserts);
    if (hit.event != nullptr) json_event(json, *hit.event);
    if (hit.code != nullptr) json_code(json, *hit.code, knowledge);
    json.end_object();
  }
  json.end_array().key("diagnoses").begin_array();
  for (const DiagnosisRule* rule : diagnoses) explain_diagnosis_json(*rule, json);
  json.end_array().end_object();
  out += '\n';
  return out;
}

}  // namespace doctor
