#include "knowledge/article_search.h"

#include <fmt/format.h>

#include <array>
#include <string>

#include "knowledge/words.h"

namespace doctor {

namespace {

constexpr std::uint32_t kLeastScore = 250;
constexpr std::size_t kMost = 10;

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, " "));
}

void add_event(WordIndex& index, const EventArticle& e) {
  const std::string texts = joined(e.texts), causes = joined(e.causes), checks = joined(e.check_next);
  const std::array<WordIndex::Part, 7> parts = {
      {{e.title, 4}, {e.provider, 3}, {texts, 3}, {e.meaning, 2}, {causes, 2}, {e.harmless_when, 1}, {checks, 1}}};
  index.add(parts);
}

void add_code(WordIndex& index, const CodeArticle& c) {
  const std::string checks = joined(c.check_next);
  const std::array<WordIndex::Part, 5> parts = {
      {{c.name, 4}, {c.meaning, 3}, {c.sent, 2}, {c.received, 2}, {checks, 1}}};
  index.add(parts);
}

}  // namespace

std::vector<FoundArticle> search_articles(const KnowledgeBase& knowledge, std::string_view query) {
  WordIndex index;
  const auto events = knowledge.events();
  const auto codes = knowledge.codes();
  for (const EventArticle& e : events) add_event(index, e);
  for (const CodeArticle& c : codes) add_code(index, c);

  std::vector<FoundArticle> out;
  const auto matches = index.search(query, kMost);
  for (const WordIndex::Match& m : matches) {
    if (m.score < kLeastScore || m.score * 2 < matches.front().score) break;
    FoundArticle& found = out.emplace_back();
    if (m.document < events.size()) {
      found.event = &events[m.document];
    } else {
      found.code = &codes[m.document - events.size()];
    }
    found.score = static_cast<int>(m.score);
  }
  return out;
}

}  // namespace doctor
