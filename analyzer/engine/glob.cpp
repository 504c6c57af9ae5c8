#include "engine/glob.h"

#include <algorithm>

#include "base/text.h"

namespace doctor {

namespace {

// What follows a backslash and needs one (Sigma rules specification 2.1, "Escaping").
bool is_escapable(char c) {
  return c == '*' || c == '?' || c == '\\';
}

// The dashes that Windows programs take for each other: - / en dash, em dash, horizontal bar.
bool is_dash(char32_t c) {
  return c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x2015;
}

bool is_word(char32_t c) {
  if (c >= 0x80) return !is_dash(c);
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

std::string unescaped(std::string_view pattern, bool& has_wildcard) {
  std::string out;
  has_wildcard = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size() && is_escapable(pattern[i + 1])) {
      ++i;
    } else if (pattern[i] == '*' || pattern[i] == '?') {
      has_wildcard = true;
    }
    out += pattern[i];
  }
  return out;
}

Glob::Glob(std::string_view pattern, const Options& options) : cased_(options.cased) {
  const bool open_start = options.position == Position::end || options.position == Position::anywhere;
  const bool open_end = options.position == Position::start || options.position == Position::anywhere;
  if (open_start) elements_.push_back({Kind::any_run, 0});
  parse(pattern, options);
  if (open_end) elements_.push_back({Kind::any_run, 0});
  if (options.windash) mark_dashes();
  const auto run_again = [](const Element& a, const Element& b) {
    return a.kind == Kind::any_run && b.kind == Kind::any_run;
  };
  elements_.erase(std::unique(elements_.begin(), elements_.end(), run_again), elements_.end());
  choose_shape();
}

void Glob::parse(std::string_view pattern, const Options& options) {
  for (std::size_t i = 0; i < pattern.size();) {
    if (!options.plain && pattern[i] == '\\' && i + 1 < pattern.size() && is_escapable(pattern[i + 1])) {
      elements_.push_back({Kind::character, static_cast<unsigned char>(pattern[i + 1])});
      i += 2;
      continue;
    }
    const char32_t c = next_code_point(pattern, i);
    if (!options.plain && c == '*') {
      elements_.push_back({Kind::any_run, 0});
    } else if (!options.plain && c == '?') {
      elements_.push_back({Kind::any_one, 0});
    } else {
      elements_.push_back({Kind::character, cased_ ? c : fold(c)});
    }
  }
}

void Glob::mark_dashes() {
  for (std::size_t i = 0; i + 1 < elements_.size(); ++i) {
    const Element& next = elements_[i + 1];
    const bool begins_word = next.kind == Kind::character && is_word(next.character);
    const bool after_word = i > 0 && elements_[i - 1].kind == Kind::character && is_word(elements_[i - 1].character);
    if (elements_[i].kind == Kind::character && is_dash(elements_[i].character) && begins_word && !after_word) {
      elements_[i].kind = Kind::dash;
    }
  }
}

void Glob::choose_shape() {
  const auto is_character = [](const Element& e) { return e.kind == Kind::character; };
  auto first = elements_.begin(), last = elements_.end();
  const bool open_start = first != last && first->kind == Kind::any_run;
  if (open_start) ++first;
  const bool open_end = first != last && (last - 1)->kind == Kind::any_run;
  if (open_end) --last;
  if (!std::all_of(first, last, is_character)) return;
  for (auto it = first; it != last; ++it) append_utf8(it->character, literal_);
  shape_ = open_start ? (open_end ? Shape::part : Shape::suffix) : (open_end ? Shape::prefix : Shape::equal);
  elements_.clear();
  elements_.shrink_to_fit();
}

std::string Glob::necessary_literal() const {
  if (shape_ != Shape::general) return fold(literal_);
  std::string longest, run;
  for (const Element& e : elements_) {
    if (e.kind == Kind::character && e.character != 0xfffd) {  // which also stands for bytes that are none
      append_utf8(fold(e.character), run);
    } else {
      run.clear();
    }
    if (run.size() > longest.size()) longest = run;
  }
  return longest;
}

bool Glob::matches(std::string_view text) const {
  switch (shape_) {
    case Shape::equal:
      return text == literal_;
    case Shape::prefix:
      return text.starts_with(literal_);
    case Shape::suffix:
      return text.ends_with(literal_);
    case Shape::part:
      return text.find(literal_) != std::string_view::npos;
    case Shape::general:
      return matches_general(text);
  }
  return false;
}

// Goes back to the last `*` only: a longer run for an earlier one can never help.
bool Glob::matches_general(std::string_view text) const {
  std::size_t at = 0, element = 0;
  std::size_t run_element = elements_.size(), run_at = 0;  // where to go on if the text after the last `*` disappoints
  const auto fits = [](const Element& e, char32_t c) {
    return e.kind == Kind::any_one || (e.kind == Kind::dash ? is_dash(c) : e.character == c);
  };
  while (at < text.size()) {
    if (element < elements_.size() && elements_[element].kind == Kind::any_run) {
      run_element = element++;
      run_at = at;
      continue;
    }
    std::size_t after = at;
    const char32_t c = next_code_point(text, after);
    if (element < elements_.size() && fits(elements_[element], c)) {
      ++element;
      at = after;
    } else if (run_element < elements_.size()) {
      (void)next_code_point(text, run_at);
      at = run_at;
      element = run_element + 1;
    } else {
      return false;
    }
  }
  while (element < elements_.size() && elements_[element].kind == Kind::any_run) ++element;
  return element == elements_.size();
}

}  // namespace doctor
