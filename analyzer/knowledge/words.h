#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace doctor {

/// A word of a text: letters and digits (every character beyond ASCII counts as a letter), folded.
struct Word {
  std::string text;
  std::size_t begin = 0, end = 0;  ///< bytes in the original
};

/// The first `most` words.
std::vector<Word> words_of(std::string_view text, std::size_t most);

/// Finds the documents a few words speak of, also with slips of the pen, best first. Deterministic: integers only.
/// Used for the articles of the knowledge base; whoever has other documents (diagnoses) can index them in the same way, and the
/// scores compare.
class WordIndex {
 public:
  /// One part of a document, and how much a word found there says: 4 for titles and names down to 1 for the small print.
  struct Part {
    std::string_view text;
    std::uint32_t weight = 1;
  };

  /// Returns the number of the document: 0, 1, 2, ...
  std::size_t add(std::span<const Part> parts);

  struct Match {
    std::size_t document = 0;
    std::uint32_t score = 0;  ///< 1000: all words of the query, two at least, stand in a title in this order
  };

  /// At most `most` matches, by score, then number. Of the query, 24 different words are used; filler words ("the", "was") are not.
  std::vector<Match> search(std::string_view query, std::size_t most) const;

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;  ///< no word; also what parts are separated by

  struct Document {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> weights;  ///< word, best weight of a part it stands in; sorted
    std::vector<std::uint32_t> sequence;                           ///< words in order

    std::uint32_t weight(std::uint32_t word) const;  ///< 0 if it is not in it
    bool neighbours(std::uint32_t first, std::uint32_t second) const;
  };

  struct Term {
    std::uint32_t word = kNone;  ///< its number; kNone: no document has it
    std::uint32_t value = 0;     ///< what it is worth if it stands in a title
    std::uint32_t possible = 0;  ///< what the word as typed would be worth
  };

  /// So that a view finds a word without a copy of it.
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::uint32_t number_of(std::string_view word);
  std::vector<Term> terms_of(std::string_view query) const;
  std::uint32_t nearest_word(std::string_view word) const;

  std::vector<Document> documents_;
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;  ///< word -> its number
  std::vector<std::uint32_t> frequency_;                    ///< by number: documents it stands in

  /// Where the document that is being added has a word, if it has it already.
  struct Place {
    std::uint32_t document = kNone, index = 0;
  };
  std::vector<Place> places_;  ///< by number
};

}  // namespace doctor
