#include "xml/peek.h"

#include <algorithm>

#include "base/text.h"
#include "xml/count.h"

namespace doctor::xml {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Walks the tags of a plain System element.
class PlainTags {
 public:
  explicit PlainTags(std::string_view text) : text_(text) {}

  /// Moves behind the next tag, blanks before it skipped. Sets name ("/System" for an end tag), the attributes' text and
  /// whether the element is empty. False: not plain.
  bool tag() {
    while (position_ < text_.size() && is_space(text_[position_])) ++position_;
    if (position_ >= text_.size() || text_[position_] != '<') return false;
    const std::size_t end = text_.find('>', position_);
    if (end == std::string_view::npos) return false;
    std::string_view inside = text_.substr(position_ + 1, end - position_ - 1);
    empty = inside.ends_with('/');
    if (empty) inside.remove_suffix(1);
    std::size_t name_end = 0;
    while (name_end < inside.size() && !is_space(inside[name_end])) {
      if (inside[name_end++] == ':') return false;
    }
    name = inside.substr(0, name_end);
    attributes = inside.substr(name_end);
    position_ = end + 1;
    return !name.empty() && name[0] != '!' && name[0] != '?';
  }

  /// The text up to the end tag of `element`, which must follow at once.
  bool text_until_end(std::string_view element, std::string_view& value) {
    const std::size_t end = text_.find('<', position_);
    if (end == std::string_view::npos) return false;
    value = text_.substr(position_, end - position_);
    position_ = end;
    const std::string_view expected = element;
    const std::string_view rest = text_.substr(end);
    if (rest.size() > expected.size() + 2 && rest[1] == '/' && rest[expected.size() + 2] == '>' &&
        rest.compare(2, expected.size(), expected) == 0) {
      position_ += expected.size() + 3;
      return true;
    }
    return tag() && name.starts_with('/') && name.substr(1) == expected;
  }

  std::size_t position() const { return position_; }

  std::string_view name, attributes;
  bool empty = false;

 private:
  std::string_view text_;
  std::size_t position_ = 0;
};

/// The value of an attribute; nothing if it is not there. `plain` is cleared if the attributes are written in an unusual way.
std::string_view attribute(std::string_view attributes, std::string_view wanted, bool& plain) {
  std::string_view rest = attributes;
  for (;;) {
    const std::size_t start = rest.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    const std::size_t equals = rest.find('=', start);
    if (equals == std::string_view::npos || equals + 1 >= rest.size()) break;
    const char quote = rest[equals + 1];
    const std::size_t close = quote == '"' || quote == '\'' ? rest.find(quote, equals + 2) : std::string_view::npos;
    if (close == std::string_view::npos) break;
    const std::string_view name = rest.substr(start, equals - start);
    if (name == wanted) return rest.substr(equals + 2, close - equals - 2);
    rest.remove_prefix(close + 1);
  }
  plain = false;
  return {};
}

/// The text from <System> on, if the event begins with it.
std::string_view from_system(std::string_view event) {
  const std::size_t begin = event.find('>');
  if (begin == std::string_view::npos || event[begin - 1] == '/') return {};
  const auto quotes = std::count_if(event.begin(), event.begin() + static_cast<std::ptrdiff_t>(begin),
                                    [](char c) { return c == '"' || c == '\''; });
  if (quotes % 2 != 0) return {};  // the '>' is part of an attribute
  std::size_t i = begin + 1;
  while (i < event.size() && is_space(event[i])) ++i;
  return event.substr(i).starts_with("<System>") ? event.substr(i) : std::string_view{};
}

}  // namespace

std::uint64_t number_or_zero(std::string_view text) {
  if (text.empty() || text.size() > 18) return parse_integer(trim(text)).value_or(0);
  std::uint64_t n = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return parse_integer(trim(text)).value_or(0);
    n = 10 * n + static_cast<std::uint64_t>(c - '0');
  }
  return n;
}

std::uint8_t small_number(std::string_view text) {
  const std::uint64_t n = number_or_zero(text);
  return n > 0xff ? std::uint8_t{0} : static_cast<std::uint8_t>(n);
}

FileTime time_or_zero(std::string_view text) {
  return parse_iso8601(trim(text)).value_or(FileTime{});
}

std::optional<Peek> peek(std::string_view event) {
  const std::string_view system = from_system(event);
  if (system.empty()) return std::nullopt;
  PlainTags tags(system);
  Peek out;
  bool plain = tags.tag();
  unsigned seen = 0;
  while (plain && tags.tag()) {
    const std::string_view name = tags.name;
    if (name == "/System") {
      const std::string_view seen_of_it = system.substr(0, tags.position());
      if (plain_prefix(seen_of_it) != seen_of_it.size()) return std::nullopt;
      return out;
    }
    const auto once = [&](unsigned bit) {
      if ((seen & bit) != 0) plain = false;
      seen |= bit;
    };
    if (name == "Provider") {
      once(1);
      out.provider = attribute(tags.attributes, "Name", plain);
    } else if (name == "TimeCreated") {
      once(2);
      out.time = time_or_zero(attribute(tags.attributes, "SystemTime", plain));
    }
    std::string_view text;
    if (!tags.empty && !tags.text_until_end(name, text)) return std::nullopt;
    if (name == "EventID") {
      once(4);
      out.event_id = static_cast<std::uint32_t>(std::min<std::uint64_t>(number_or_zero(text), 0xffffffff));
    } else if (name == "Level") {
      once(8);
      out.level = small_number(text);
    } else if (name == "EventRecordID") {
      once(64);
      out.record_id = number_or_zero(text);
    } else if (name == "Channel") {
      once(16);
      out.channel = trim(text);
    } else if (name == "Computer") {
      once(32);
      out.computer = trim(text);
    }
  }
  return std::nullopt;
}

}  // namespace doctor::xml
