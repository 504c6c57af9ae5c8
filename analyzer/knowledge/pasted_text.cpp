#include "knowledge/pasted_text.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "knowledge/words.h"

namespace doctor {

namespace {

constexpr std::size_t kMostWords = 4000;          // several events with all their prose
constexpr std::size_t kLongestInsert = 60;        // words
constexpr std::size_t kLongestLeadingInsert = 8;  // words, in front of a text: "TLS 1.2"
constexpr std::size_t kLongestValue = 256;        // bytes shown of an insert
constexpr std::size_t kEnoughWords = 6;           // a part of a text this long is no accident
constexpr std::size_t kEnoughWhenWhole = 3;       // a whole short text: "Creating a TLS client credential"
constexpr std::size_t kWordsAfterInsert = 3;      // how many words must follow to know where an insert ends

/// A word that must be there, or an insert.
struct Piece {
  std::string word;        ///< empty for an insert
  std::string insert;      ///< its name
  bool may_start = false;  ///< the first word of a sentence
};

/// SSL became TLS, "an SSL" became "a TLS".
bool normalise(std::string& word) {
  if (word == "a" || word == "an") return false;
  if (word == "ssl") word = "tls";
  return true;
}

void add_literal(std::string_view text, bool& sentence_start, std::vector<Piece>& out) {
  std::size_t at = 0;
  for (Word& w : words_of(text, kMostWords)) {
    if (text.substr(at, w.begin - at).find_first_of(".:") != std::string_view::npos) sentence_start = true;
    at = w.end;
    if (!normalise(w.text)) continue;
    out.push_back({std::move(w.text), {}, sentence_start});
    sentence_start = false;
  }
  if (text.substr(std::min(at, text.size())).find('.') != std::string_view::npos) sentence_start = true;
}

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> out;
  bool sentence_start = true;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) {
      add_literal(text, sentence_start, out);
      break;
    }
    add_literal(text.substr(0, open), sentence_start, out);
    out.push_back({{}, std::string(text.substr(open + 1, close - open - 1)), false});
    text.remove_prefix(close + 1);
  }
  return out;
}

class Matcher {
 public:
  explicit Matcher(std::string_view text) : text_(text) {
    for (Word& w : words_of(text, kMostWords)) {
      if (!normalise(w.text)) continue;
      positions_[w.text].push_back(words_.size());
      words_.push_back(std::move(w));
    }
  }

  /// The longest stretch of the text that follows `pieces` from one of its sentences on.
  RecognisedText best(const std::vector<Piece>& pieces) const {
    RecognisedText best;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      if (!pieces[p].may_start) continue;
      const auto found = positions_.find(pieces[p].word);
      if (found == positions_.end()) continue;
      for (const std::size_t at : found->second) {
        RecognisedText r = follow(pieces, p, at);
        if (r.words > best.words) best = std::move(r);
      }
    }
    return best;
  }

 private:
  RecognisedText follow(const std::vector<Piece>& pieces, std::size_t p, std::size_t at) const {
    RecognisedText r;
    const bool insert_before = p > 0 && pieces[p - 1].word.empty();
    const bool from_start = p == 0 || (p == 1 && insert_before);
    r.begin = words_[at].begin;
    if (insert_before) {
      const std::size_t first = start_of_line(at);
      if (first < at) {
        r.begin = words_[first].begin;
        add_insert(r, pieces[p - 1].insert, first, at);
      }
    }
    while (p < pieces.size()) {
      if (pieces[p].word.empty()) {
        const std::size_t end = end_of_insert(pieces, p + 1, at);
        if (end > words_.size()) break;
        add_insert(r, pieces[p].insert, at, end);
        at = end;
      } else if (at < words_.size() && words_[at].text == pieces[p].word) {
        ++r.words;
        r.end = words_[at].end;
        ++at;
      } else {
        break;
      }
      ++p;
    }
    r.whole = from_start && p == pieces.size();
    if (r.words < (r.whole ? kEnoughWhenWhole : kEnoughWords)) return {};
    return r;
  }

  /// Index of the word behind an insert whose first word is `at`; beyond all words if the text does not go on as it should.
  std::size_t end_of_insert(const std::vector<Piece>& pieces, std::size_t next, std::size_t at) const {
    if (next == pieces.size() || at >= words_.size()) return end_of_line(at);
    const std::size_t last = std::min(words_.size(), at + kLongestInsert);
    for (std::size_t end = at; end < last; ++end) {
      if (goes_on(pieces, next, end)) return end;
    }
    // Cut off behind the insert, as people do: then it is what stands up to the end of the line.
    const std::size_t line = end_of_line(at);
    return line == words_.size() ? line : words_.size() + 1;
  }

  bool goes_on(const std::vector<Piece>& pieces, std::size_t next, std::size_t at) const {
    for (std::size_t i = 0; i < kWordsAfterInsert && next + i < pieces.size(); ++i) {
      if (pieces[next + i].word.empty()) return i > 0;
      if (at + i >= words_.size()) return i > 0;
      if (words_[at + i].text != pieces[next + i].word) return false;
    }
    return true;
  }

  /// True if a sentence or line ends behind word `i`. A point between digits ("1.2") or letters ("fe01.contoso.local") ends nothing.
  bool ends_behind(std::size_t i) const {
    if (i + 1 >= words_.size()) return true;
    const std::string_view gap = text_.substr(words_[i].end, words_[i + 1].begin - words_[i].end);
    const bool sentence = gap.find(". ") != std::string_view::npos || gap.find(".\t") != std::string_view::npos;
    return sentence || gap.find_first_of("\r\n\"") != std::string_view::npos;
  }

  /// Index behind the last word of the line of word `at`.
  std::size_t end_of_line(std::size_t at) const {
    std::size_t i = at;
    while (i < words_.size() && i < at + kLongestInsert) {
      if (ends_behind(i++)) break;
    }
    return i;
  }

  /// Index of the first word of the line of word `at`; not far back, for nothing but one insert stands there.
  std::size_t start_of_line(std::size_t at) const {
    std::size_t i = at;
    while (i > 0 && at - i < kLongestLeadingInsert && !ends_behind(i - 1)) --i;
    return i;
  }

  void add_insert(RecognisedText& r, const std::string& name, std::size_t at, std::size_t end) const {
    if (at >= end) return;
    std::size_t begin = words_[at].begin;
    if (begin > 0 && (text_[begin - 1] == '-' || text_[begin - 1] == '{')) --begin;  // -2146885613, {GUID}
    std::size_t behind = words_[end - 1].end;
    const std::string_view inside = text_.substr(begin, behind - begin);
    for (const std::string_view pair : {"{}", "()", "[]"}) {  // "RtcHost(6756)" keeps its bracket
      const bool open = inside.rfind(pair[0]) != std::string_view::npos &&
                        inside.find(pair[1], inside.rfind(pair[0])) == std::string_view::npos;
      if (open && text_.substr(behind).starts_with(pair[1])) ++behind;
    }
    std::string_view value = text_.substr(begin, behind - begin);
    value = value.substr(0, kLongestValue);
    r.inserts.emplace_back(name, std::string(value));
    r.end = words_[end - 1].end;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> positions_;
};

struct Template {
  const EventArticle* event = nullptr;
  std::vector<Piece> pieces;
};

/// The first words of a sentence, enough to tell it from others.
std::string opening_of(const std::vector<Piece>& pieces, std::size_t at) {
  std::string out;
  for (std::size_t i = at; i < pieces.size() && i < at + 4 && !pieces[i].word.empty(); ++i) out += pieces[i].word + ' ';
  return out;
}

/// Makes the templates, and forbids to start in the middle of one with a sentence that several events share ("The TLS connection
/// request has failed").
std::vector<Template> templates_of(std::span<const EventArticle> events) {
  std::vector<Template> out;
  std::map<std::string, const EventArticle*> owners;  // null: several
  for (const EventArticle& event : events) {
    for (const std::string& text : event.texts) out.push_back({&event, pieces_of(text)});
  }
  for (const Template& t : out) {
    for (std::size_t i = 0; i < t.pieces.size(); ++i) {
      if (!t.pieces[i].may_start) continue;
      const auto [owner, first] = owners.emplace(opening_of(t.pieces, i), t.event);
      if (!first && owner->second != t.event) owner->second = nullptr;
    }
  }
  for (Template& t : out) {
    for (std::size_t i = 2; i < t.pieces.size(); ++i) {  // 0, or 1 behind an insert, is the start of the text
      if (t.pieces[i].may_start && owners[opening_of(t.pieces, i)] == nullptr) t.pieces[i].may_start = false;
    }
  }
  return out;
}

auto quality(const RecognisedText& r) {
  return std::tuple(r.words, r.whole, r.inserts.size());
}

}  // namespace

std::vector<RecognisedText> recognise_text(std::span<const EventArticle> events, std::string_view text) {
  const Matcher matcher(text);
  std::vector<RecognisedText> found;
  for (const Template& t : templates_of(events)) {
    RecognisedText r = matcher.best(t.pieces);
    if (r.words == 0) continue;
    r.event = t.event;
    if (!found.empty() && found.back().event == t.event) {
      if (quality(r) > quality(found.back())) found.back() = std::move(r);
    } else {
      found.push_back(std::move(r));
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const RecognisedText& a, const RecognisedText& b) {
    return std::tuple(a.words, a.whole) > std::tuple(b.words, b.whole);
  });
  std::vector<RecognisedText> out;
  for (RecognisedText& r : found) {
    const bool taken = std::any_of(out.begin(), out.end(),
                                   [&](const RecognisedText& o) { return r.begin < o.end && o.begin < r.end; });
    if (!taken) out.push_back(std::move(r));
  }
  return out;
}

}  // namespace doctor
