#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace doctor {

/// An event recognised by the words Windows prints for it.
struct RecognisedText {
  const EventArticle* event = nullptr;
  std::vector<std::pair<std::string, std::string>> inserts;  ///< "AlertDesc", "40"; in the order of the text
  std::size_t words = 0;                                     ///< how many words of the template were met
  bool whole = false;                                        ///< the template was met from its start to its end
  std::size_t begin = 0, end = 0;                            ///< bytes of the text
};

/// Finds pasted event texts, whole, cut off at the end, or only some sentences of them if no other event has these too, in any wording
/// that `events` knows. "SSL" and "TLS" are the same, articles and punctuation do not count. Best first, no two of the same stretch.
/// Bounded: the first 4000 words are looked at.
std::vector<RecognisedText> recognise_text(std::span<const EventArticle> events, std::string_view text);

}  // namespace doctor
