#pragma once
#include <set>
#include <string>

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

/// The ids of the compiled-in diagnoses, by the names of their documents.
inline const std::set<std::string>& built_in_diagnoses() {
  static const std::set<std::string> kIds = [] {
    std::set<std::string> ids;
    const DataStore data = DataStore::built_in();
    for (const auto& document : data.documents()) {
      const std::string& path = document.path;
      if (!path.starts_with("diagnoses/") || path.ends_with(".tests.yml")) continue;
      const std::size_t name = path.rfind('/') + 1;
      ids.insert(path.substr(name, path.rfind('.') - name));
    }
    return ids;
  }();
  return kIds;
}

}  // namespace doctor::test
