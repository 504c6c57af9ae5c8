#pragma once
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace doctor {

/// An article that speaks of what free words ask for; exactly one of the pointers is set.
struct FoundArticle {
  const EventArticle* event = nullptr;
  const CodeArticle* code = nullptr;
  int score = 0;  ///< as in WordIndex: up to 1000
};

/// The best few articles for `query`, best first: only those that come close to the best, and none if the words met are chance.
std::vector<FoundArticle> search_articles(const KnowledgeBase& knowledge, std::string_view query);

}  // namespace doctor
