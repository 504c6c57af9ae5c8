#include "report/style.h"

#include <array>

#include "base/text.h"

namespace doctor {

namespace {

// One control character per ink, and one that ends it. printable() lets none through, so a mark can only come from here.
constexpr char kFirstMark = '\x01';
constexpr char kEndMark = '\x0f';

// 256-colour codes, because the 16 basic ones look different on every console (blue on black is unreadable on some).
constexpr std::array<std::string_view, 6> kSequences = {
    "", "\x1b[1m", "\x1b[2m", "\x1b[38;5;33m", "\x1b[38;5;208m", "\x1b[1;38;5;196m"};
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

Ink ink_of_severity(std::string_view severity) {
  if (severity == "critical" || severity == "high") return Ink::red;
  if (severity == "medium") return Ink::orange;
  return Ink::blue;
}

}  // namespace doctor
