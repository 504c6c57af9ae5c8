#pragma once
#include "data/store.h"
#include "knowledge/knowledge_base.h"

namespace doctor::test {

/// The compiled-in knowledge, read once.
inline const KnowledgeBase& built_in_knowledge() {
  static const KnowledgeBase kKnowledge = [] {
    Diagnostics problems;
    return KnowledgeBase::load(DataStore::built_in(), problems);
  }();
  return kKnowledge;
}

}  // namespace doctor::test
