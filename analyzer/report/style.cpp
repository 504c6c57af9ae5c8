#include "report/style.h"

#include <array>

#include "base/text.h"

namespace doctor {

namespace {

// One control character per ink, and one that ends it. printable() lets none through, so a mark can only come from here.
constexpr char kFirstMark = '\x01';
constexpr char kEndMark = '\x0f';

// 256-colour codes, because the 16 basic ones look different on every console (blue on black is unreadable on some). Of the blues, oranges and
// reds of that palette these three stay furthest apart for people who see no red, no green or no blue: 37 at least in CIE 1976 (208 and 196:
// 16), simulated after Machado 2009, with a contrast of 3.4 or more on black and 2.6 or more on white.
constexpr std::array<std::string_view, 6> kSequences = {
    "", "\x1b[1m", "\x1b[2m", "\x1b[38;5;33m", "\x1b[38;5;172m", "\x1b[1;38;5;197m"};
constexpr std::string_view kReset = "\x1b[0m";

}  // namespace

Line& Line::add(std::string_view text, Ink ink) {
  std::string flat(text);
  for (char& c : flat) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  flat = printable(flat);
  if (flat.empty()) return *this;
  if (ink == Ink::plain) {
    text_ += flat;
    return *this;
  }
  text_ += static_cast<char>(kFirstMark + static_cast<char>(ink));
  text_ += flat;
  text_ += kEndMark;
  return *this;
}

std::string inked(std::string_view marked, bool colours) {
  std::string out;
  out.reserve(marked.size());
  for (const char c : marked) {
    const auto ink = static_cast<std::size_t>(static_cast<unsigned char>(c) - static_cast<unsigned char>(kFirstMark));
    if (c == kEndMark) {
      if (colours) out += kReset;
    } else if (ink > 0 && ink < kSequences.size()) {
      if (colours) out += kSequences[ink];
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<std::pair<std::string_view, Ink>> pieces_of(std::string_view marked) {
  std::vector<std::pair<std::string_view, Ink>> pieces;
  Ink ink = Ink::plain;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= marked.size(); ++i) {
    const char c = i < marked.size() ? marked[i] : kEndMark;
    const bool begins = c > kFirstMark && c < kFirstMark + static_cast<char>(kSequences.size());
    if (c != kEndMark && !begins) continue;
    if (i > from) pieces.emplace_back(marked.substr(from, i - from), ink);
    ink = begins ? static_cast<Ink>(c - kFirstMark) : Ink::plain;
    from = i + 1;
  }
  return pieces;
}

std::vector<std::string> closed_lines(std::string_view marked) {
  std::vector<std::string> lines(1);
  char open = 0;
  for (const char c : marked) {
    if (c == '\n') {
      if (open != 0) lines.back() += kEndMark;
      lines.emplace_back(open == 0 ? 0 : 1, open);
      continue;
    }
    if (c == kEndMark) {
      open = 0;
    } else if (c > kFirstMark && c < kFirstMark + static_cast<char>(kSequences.size())) {
      open = c;
    }
    lines.back() += c;
  }
  return lines;
}

Ink ink_of_severity(std::string_view severity) {
  if (severity == "critical" || severity == "high") return Ink::red;
  if (severity == "medium") return Ink::orange;
  return Ink::blue;
}

}  // namespace doctor
