#include "knowledge/sentence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace doctor {

namespace {

constexpr std::array<std::string_view, 8> kWordings = {"text",    "alert", "state",  "status",
                                                       "failure", "suite", "moment", "shift"};

Error wrong(std::string what) {
  return {Errc::bad_format, std::move(what)};
}

/// "Name|Other:wording", without its braces.
Result<SentencePart> parse_hole(std::string_view hole) {
  SentencePart part;
  std::string_view names = hole;
  if (const std::size_t colon = hole.rfind(':'); colon != std::string_view::npos) {
    const std::string_view wording = hole.substr(colon + 1);
    const auto known = std::find(kWordings.begin(), kWordings.end(), wording);
    if (known == kWordings.end()) {
      const std::string near = did_you_mean(wording, kWordings);
      return wrong(fmt::format("there is no wording '{}'; {}", printable(wording),
                               near.empty() ? fmt::format("one of: {}", fmt::join(kWordings, ", ")) : near));
    }
    part.wording = static_cast<Wording>(known - kWordings.begin());
    names = hole.substr(0, colon);
  }
  for (const std::string_view name : split(names, '|')) {
    if (trim(name).empty() || trim(name) != name) return wrong(fmt::format("'{{{}}}' names no field", printable(hole)));
    part.names.emplace_back(name);
  }
  return part;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<Sentence> parse() {
    if (trim(text_).empty()) return wrong("the sentence is empty");
    while (at_ < text_.size()) {
      if (std::string problem = step(); !problem.empty()) return wrong(std::move(problem));
    }
    if (in_stretch_) return wrong("'[' has no ']'");
    end_words();
    return std::move(sentence_);
  }

 private:
  /// Takes a character or a hole; says what is wrong.
  std::string step() {
    const char c = text_[at_++];
    switch (c) {
      case '{':
        return hole();
      case '}':
        return "'}' has no '{'";
      case '[':
        if (in_stretch_) return "'[' within '['";
        end_words();
        in_stretch_ = true;
        stretch_has_hole_ = false;
        ++stretches_;
        return {};
      case ']':
        if (!in_stretch_) return "']' has no '['";
        if (!stretch_has_hole_) return "there is no field between '[' and ']'";
        end_words();
        in_stretch_ = false;
        return {};
      default:
        words_ += c;
        return {};
    }
  }

  std::string hole() {
    const std::size_t end = text_.find_first_of("{}", at_);
    if (end == std::string_view::npos || text_[end] != '}') return "'{' has no '}'";
    Result<SentencePart> part = parse_hole(text_.substr(at_, end - at_));
    if (!part) return part.error().what;
    at_ = end + 1;
    stretch_has_hole_ = true;
    add(std::move(*part));
    return {};
  }

  void add(SentencePart part) {
    part.before = std::exchange(words_, {});
    part.stretch = in_stretch_ ? stretches_ : 0;
    sentence_.parts.push_back(std::move(part));
  }

  void end_words() {
    if (!words_.empty()) add({});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string words_;
  bool in_stretch_ = false, stretch_has_hole_ = false;
  std::uint32_t stretches_ = 0;
  Sentence sentence_;
};

}  // namespace

std::span<const std::string_view> wording_names() {
  return kWordings;
}

Result<Sentence> parse_sentence(std::string_view text) {
  return Parser(text).parse();
}

}  // namespace doctor
