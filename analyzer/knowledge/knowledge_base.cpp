#include "knowledge/knowledge_base.h"

#include <algorithm>
#include <mutex>

#include "base/text.h"
#include "data/store.h"
#include "knowledge/load.h"

namespace doctor {

std::string_view confidence_name(Confidence confidence) {
  switch (confidence) {
    case Confidence::verified:
      return "verified";
    case Confidence::derived:
      return "derived";
    case Confidence::remembered:
      return "remembered";
    case Confidence::uncertain:
      break;
  }
  return "uncertain";
}

std::string_view code_space_name(CodeSpace space) {
  switch (space) {
    case CodeSpace::status:
      return "status";
    case CodeSpace::tls_alert:
      return "tls_alert";
    case CodeSpace::schannel_state:
      return "schannel_state";
    case CodeSpace::cert_trust:
      return "cert_trust";
    case CodeSpace::cert_trust_info:
      return "cert_trust_info";
    case CodeSpace::cipher_suite:
      break;
  }
  return "cipher_suite";
}

// The documents, until someone asks, and what was read from them. Articles about events and codes are read apart: a scan asks for names
// of codes only.
struct KnowledgeBase::Tables {
  std::vector<KnowledgeDocument> event_documents, code_documents;
  std::once_flag events_read, codes_read;
  EventTables events;
  std::vector<CodeArticle> codes;

  void read_all(Diagnostics& problems) {
    read_events_once(problems);
    read_codes_once(problems);
  }
  const EventTables& need_events() {
    Diagnostics unseen;  // built-in documents only: the tests prove them sound
    read_events_once(unseen);
    return events;
  }
  const std::vector<CodeArticle>& need_codes() {
    Diagnostics unseen;
    read_codes_once(unseen);
    return codes;
  }

 private:
  // The documents of a user live no longer than their store, so they are dropped when read.
  void read_events_once(Diagnostics& problems) {
    std::call_once(events_read, [&] { events = read_events(std::exchange(event_documents, {}), problems); });
  }
  void read_codes_once(Diagnostics& problems) {
    std::call_once(codes_read, [&] { codes = read_codes(std::exchange(code_documents, {}), problems); });
  }
};

KnowledgeBase::KnowledgeBase() : tables_(std::make_shared<Tables>()) {}

KnowledgeBase KnowledgeBase::load(const DataStore& data, Diagnostics& problems, ReadDocuments read) {
  KnowledgeBase base;
  bool all_built_in = true;
  for (std::uint32_t i = 0; i < data.documents().size(); ++i) {
    const Document& d = data.documents()[i];
    if (document_kind(d) != DocumentKind::knowledge) continue;
    all_built_in = all_built_in && d.built_in;
    auto& documents = holds_codes(d.text) ? base.tables_->code_documents : base.tables_->event_documents;
    documents.push_back({i, d});
  }
  if (read == ReadDocuments::now || !all_built_in) base.tables_->read_all(problems);
  return base;
}

std::span<const EventArticle> KnowledgeBase::events() const {
  return tables_->need_events().events;
}
std::span<const ProviderNames> KnowledgeBase::providers() const {
  return tables_->need_events().providers;
}
std::span<const CodeArticle> KnowledgeBase::codes() const {
  return tables_->need_codes();
}

const EventArticle* KnowledgeBase::event(std::string_view provider, std::uint32_t event_id) const {
  const auto& events = tables_->need_events().events;
  const auto at = std::partition_point(events.begin(), events.end(), [&](const EventArticle& a) {
    if (less_ignore_case(a.provider, provider)) return true;
    return a.event_id < event_id && equals_ignore_case(a.provider, provider);
  });
  if (at == events.end() || at->event_id != event_id || !equals_ignore_case(at->provider, provider)) return nullptr;
  return &*at;
}

std::span<const CodeArticle> KnowledgeBase::codes(CodeSpace space, std::uint64_t value) const {
  const auto& all = tables_->need_codes();
  const auto key = std::pair(space, value);
  const auto first = std::partition_point(all.begin(), all.end(),
                                          [&](const CodeArticle& a) { return std::pair(a.space, a.value) < key; });
  const auto last =
      std::partition_point(first, all.end(), [&](const CodeArticle& a) { return std::pair(a.space, a.value) == key; });
  return {first, last};
}

const CodeArticle* KnowledgeBase::code(CodeSpace space, std::uint64_t value) const {
  const auto found = codes(space, value);
  return found.empty() ? nullptr : &found.front();
}

const CodeArticle* KnowledgeBase::state(std::uint64_t value, std::optional<std::uint32_t> alert,
                                        std::optional<std::uint32_t> event_id) const {
  const CodeArticle* best = nullptr;
  int best_fit = -1;
  for (const CodeArticle& a : codes(CodeSpace::schannel_state, value)) {
    if ((a.alert && a.alert != alert) || (a.event_id && a.event_id != event_id)) continue;
    const int fit = (a.alert ? 2 : 0) + (a.event_id ? 1 : 0);
    if (fit > best_fit) {
      best = &a;
      best_fit = fit;
    }
  }
  return best;
}

std::string_view KnowledgeBase::code_name(CodeSpace space, std::uint64_t value) const {
  const CodeArticle* found = code(space, value);
  return found == nullptr ? std::string_view() : std::string_view(found->name);
}

}  // namespace doctor
