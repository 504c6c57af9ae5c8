#include "xml/plain_walk.h"

#include <cstdint>
#include <cstring>

namespace doctor::xml {

namespace {

enum Class : std::uint8_t { kBlank = 1, kLetter = 2, kInName = 4, kInAttribute = 8 };

constexpr std::array<std::uint8_t, 256> kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  const auto mark = [&](std::string_view characters, int flags) {
    for (const char c : characters) classes[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(flags);
  };
  mark(" \t\r\n", kBlank);
  mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", kLetter | kInName | kInAttribute);
  mark("0123456789", kInName | kInAttribute);
  mark(":", kInAttribute);
  return classes;
}();

bool is(char c, Class what) {
  return (kClasses[static_cast<unsigned char>(c)] & what) != 0;
}

/// The next `c` before `end`, or null.
const char* find(const char* from, const char* end, char c) {
  return static_cast<const char*>(std::memchr(from, c, static_cast<std::size_t>(end - from)));
}

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

constexpr std::size_t kMostOpen = 8;

}  // namespace

PlainWalk::PlainWalk(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
  const char* found = text.empty() ? nullptr : find(at_, end_, '&');
  reference_ = found == nullptr ? end_ : found;
}

void PlainWalk::blanks() {
  while (at_ < end_ && is(*at_, kBlank)) ++at_;
}

bool PlainWalk::start() {
  blanks();
  if (end_ - at_ < 3 || *at_ != '<' || !is(at_[1], kLetter)) return false;
  const char* begin = ++at_;
  while (at_ < end_ && is(*at_, kInName)) ++at_;
  name = between(begin, at_);
  return attributes();
}

/// From behind the name to behind the ">".
bool PlainWalk::attributes() {
  count_ = 0;
  prefixes_ = false;
  for (;;) {
    const char* before = at_;
    blanks();
    if (end_ - at_ < 2) {
      empty = false;
      return at_ < end_ && *at_++ == '>';
    }
    empty = *at_ == '/';
    if (empty || *at_ == '>') {
      at_ += empty ? 2 : 1;
      return at_[-1] == '>';
    }
    if (at_ == before || !is(*at_, kLetter) || count_ == attributes_.size()) return false;
    const char* begin = at_;
    while (at_ < end_ && is(*at_, kInAttribute)) prefixes_ = prefixes_ || *at_ == ':', ++at_;
    if (end_ - at_ < 3 || *at_ != '=' || (at_[1] != '"' && at_[1] != '\'')) return false;
    const char* value = at_ + 2;
    const char* close = find(value, end_, at_[1]);
    if (close == nullptr) return false;
    attributes_[count_++] = {between(begin, at_), between(value, close)};
    at_ = close + 1;
  }
}

bool PlainWalk::end_here(std::string_view element) {
  const std::size_t size = element.size() + 3;
  if (static_cast<std::size_t>(end_ - at_) < size || at_[0] != '<' || at_[1] != '/' || at_[size - 1] != '>')
    return false;
  if (std::memcmp(at_ + 2, element.data(), element.size()) != 0) return false;
  at_ += size;
  return true;
}

bool PlainWalk::end(std::string_view element) {
  blanks();
  return end_here(element);
}

bool PlainWalk::leaf(std::string_view& text) {
  text = {};
  if (empty) return true;
  const char* begin = at_;
  const char* close = find(begin, end_, '<');
  if (close == nullptr) return false;
  text = between(begin, close);
  at_ = close;
  return end_here(name);
}

bool PlainWalk::skip() {
  if (empty) return true;
  std::array<std::string_view, kMostOpen> open{name};
  for (std::size_t depth = 1; depth > 0;) {
    const char* next = find(at_, end_, '<');
    if (next == nullptr) return false;
    at_ = next;
    if (end_here(open[depth - 1])) {
      --depth;
      continue;
    }
    if (!start()) return false;
    if (empty) continue;
    if (depth == open.size()) return false;
    open[depth++] = name;
  }
  return true;
}

std::string_view PlainWalk::attribute(std::string_view wanted) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (attributes_[i].name == wanted) return attributes_[i].value;
  }
  return {};
}

}  // namespace doctor::xml
