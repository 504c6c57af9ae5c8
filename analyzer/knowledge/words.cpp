#include "knowledge/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::size_t kMostQueryWords = 24;
constexpr std::size_t kMostDocumentWords = 5000;  // the longest article has about 400
constexpr std::size_t kLongestWord = 40;          // longer ones are data (thumbprints, encodings), not language

/// What a byte of a word becomes (ASCII letters in lower case, bytes beyond ASCII as they are), and 0 for a byte that is in none.
constexpr std::array<char, 256> kWordBytes = [] {
  std::array<char, 256> out{};
  for (int c = 0; c < 256; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool in_word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
    if (in_word) out[static_cast<std::size_t>(c)] = static_cast<char>(upper ? c - 'A' + 'a' : c);
  }
  return out;
}();

char word_byte(char c) {
  return kWordBytes[static_cast<unsigned char>(c)];
}

bool is_filler(std::string_view word) {
  static constexpr std::array kFillers = std::to_array<std::string_view>(
      {"a",   "an",   "and", "are",  "as",  "at",   "be", "but", "by",   "can",  "did",  "do",  "does",
       "for", "from", "has", "have", "how", "i",    "in", "is",  "it",   "my",   "of",   "on",  "or",
       "s",   "so",   "t",   "that", "the", "this", "to", "was", "were", "what", "when", "why", "with"});
  constexpr std::size_t kLongest = 4;
  return word.size() <= kLongest && std::binary_search(kFillers.begin(), kFillers.end(), word);
}

/// "certificates" and "certificate", "expired" and "expires" become the same.
void stem(std::string& word) {
  const auto drop = [&word](std::string_view ending, std::size_t least) {
    if (word.size() < ending.size() + least || !word.ends_with(ending)) return false;
    word.resize(word.size() - ending.size());
    return true;
  };
  if (!drop("ing", 4) && !drop("ed", 4) && !drop("es", 4)) {
    if (!word.ends_with("ss")) (void)drop("s", 3);
  }
  (void)drop("e", 4);
}

/// Calls `take` with the bounds of each of the first `most` words.
template <class Take>
void each_word(std::string_view text, std::size_t most, Take take) {
  std::size_t i = 0;
  for (std::size_t words = 0; words < most; ++words) {
    while (i < text.size() && word_byte(text[i]) == 0) ++i;
    if (i == text.size()) return;
    const std::size_t begin = i;
    while (i < text.size() && word_byte(text[i]) != 0) ++i;
    take(begin, i);
  }
}

/// `out` becomes the folded word, in the memory that it has.
void fold_into(std::string_view word, std::string& out) {
  out.resize(word.size());
  unsigned char all = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    out[i] = word_byte(word[i]);
    all |= static_cast<unsigned char>(word[i]);
  }
  if (all >= 0x80) out = fold(word);
}

/// Calls `take` with each stem of the text, in order. A look-up does this with all of the knowledge base: no memory is asked for.
template <class Take>
void each_stem(std::string_view text, std::size_t most, Take take) {
  std::string word;
  each_word(text, most, [&](std::size_t begin, std::size_t end) {
    fold_into(text.substr(begin, end - begin), word);
    if (word.size() > kLongestWord || is_filler(word)) return;
    stem(word);
    take(std::string_view(word));
  });
}

/// How telling a word is: about 4 more per halving of the documents that have it.
std::uint32_t telling(std::size_t documents, std::uint32_t with_word) {
  const auto ratio = static_cast<std::uint64_t>(documents) * 256 / std::max<std::uint32_t>(1, with_word);
  return 8 + 2 * static_cast<std::uint32_t>(std::bit_width(ratio * ratio));
}

}  // namespace

std::vector<Word> words_of(std::string_view text, std::size_t most) {
  std::vector<Word> out;
  each_word(text, most, [&](std::size_t begin, std::size_t end) {
    out.push_back({fold(text.substr(begin, end - begin)), begin, end});
  });
  return out;
}

std::uint32_t WordIndex::number_of(std::string_view word) {
  const auto known = numbers_.find(word);
  if (known != numbers_.end()) return known->second;
  const auto number = static_cast<std::uint32_t>(frequency_.size());
  numbers_.emplace(word, number);
  frequency_.push_back(0);
  places_.push_back({kNone, 0});
  return number;
}

std::size_t WordIndex::add(std::span<const Part> parts) {
  Document d;
  const auto document = static_cast<std::uint32_t>(documents_.size());
  for (const Part& part : parts) {
    each_stem(part.text, kMostDocumentWords, [&](std::string_view word) {
      const std::uint32_t number = number_of(word);
      d.sequence.push_back(number);
      Place& place = places_[number];
      if (place.document == document) {
        auto& weight = d.weights[place.index].second;
        weight = std::max(weight, part.weight);
        return;
      }
      place = {document, static_cast<std::uint32_t>(d.weights.size())};
      d.weights.emplace_back(number, part.weight);
    });
    d.sequence.push_back(kNone);  // neighbours do not reach from one part into the next
  }
  std::sort(d.weights.begin(), d.weights.end());
  for (const auto& [word, weight] : d.weights) ++frequency_[word];
  documents_.push_back(std::move(d));
  return document;
}

std::uint32_t WordIndex::nearest_word(std::string_view word) const {
  // Short words and numbers have too many neighbours to guess at.
  if (word.size() < 4 || word.find_first_of("0123456789") != std::string_view::npos) return kNone;
  // Of equally near words: same first letter, then frequent, then in the order of the alphabet.
  std::vector<std::pair<std::uint64_t, std::string_view>> ranked;
  for (const auto& [known, number] : numbers_) {
    ranked.emplace_back((known[0] == word[0] ? UINT32_MAX : 0) + std::uint64_t{frequency_[number]}, known);
  }
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string_view> candidates;
  for (const auto& r : ranked) candidates.push_back(r.second);
  const auto near = numbers_.find(nearest_name(word, candidates));
  return near == numbers_.end() ? kNone : near->second;
}

std::uint32_t WordIndex::Document::weight(std::uint32_t word) const {
  const auto it = std::lower_bound(weights.begin(), weights.end(), std::pair(word, std::uint32_t{0}));
  return it == weights.end() || it->first != word ? 0 : it->second;
}

bool WordIndex::Document::neighbours(std::uint32_t first, std::uint32_t second) const {
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    if (sequence[i - 1] == first && sequence[i] == second) return true;
  }
  return false;
}

std::vector<WordIndex::Term> WordIndex::terms_of(std::string_view query) const {
  std::vector<Term> terms;
  std::set<std::string, std::less<>> seen;
  each_stem(query, 8 * kMostQueryWords, [&](std::string_view word) {
    if (terms.size() == kMostQueryWords || !seen.emplace(word).second) return;
    Term term;
    term.possible = telling(documents_.size(), 1);
    if (const auto known = numbers_.find(word); known != numbers_.end()) {
      const auto value = telling(documents_.size(), frequency_[known->second]);
      term = {known->second, value, value};
    } else if (const std::uint32_t near = nearest_word(word); near != kNone) {
      term.word = near;
      term.value = telling(documents_.size(), frequency_[near]) * 3 / 4;
    }
    terms.push_back(term);
  });
  return terms;
}

std::vector<WordIndex::Match> WordIndex::search(std::string_view query, std::size_t most) const {
  const std::vector<Term> terms = terms_of(query);
  std::uint64_t possible = 0, possible_together = 0;
  for (std::size_t t = 0; t < terms.size(); ++t) {
    possible += terms[t].possible;
    if (t > 0) possible_together += terms[t - 1].possible + terms[t].possible;
  }
  if (possible == 0) return {};

  std::vector<Match> out;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    std::uint64_t found = 0, together = 0;
    std::uint32_t weight_before = 0;
    for (std::size_t t = 0; t < terms.size(); ++t) {
      const std::uint32_t best = terms[t].word == kNone ? 0 : documents_[i].weight(terms[t].word);
      const std::uint32_t weight = best == 0 ? 0 : 4 + best;  // of 8
      found += std::uint64_t{terms[t].value} * weight;
      if (weight > 0 && weight_before > 0 && documents_[i].neighbours(terms[t - 1].word, terms[t].word)) {
        together += std::uint64_t{terms[t - 1].value + terms[t].value} * std::min(weight, weight_before);
      }
      weight_before = weight;
    }
    const std::uint64_t alone = found * 700 / (possible * 8);
    const std::uint64_t score = alone + (possible_together == 0 ? 0 : together * 300 / (possible_together * 8));
    if (score > 0) out.push_back({i, static_cast<std::uint32_t>(std::min<std::uint64_t>(score, 1000))});
  }
  std::stable_sort(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace doctor
