#include "redact/markup.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"

namespace doctor::redact {

namespace {

void put_escaped_text(std::string_view text, Escape place, TextBuffer& out) {
  char* to = out.reserve(escaped_room(text.size()));
  out.finish(put_escaped(to, text, place));
}

/// Text without the references of XML.
void unescape_xml(std::string_view text, std::string& out) {
  out.clear();
  while (!text.empty()) {
    const std::size_t sign = text.find('&');
    out += text.substr(0, sign);
    if (sign == std::string_view::npos) return;
    text.remove_prefix(sign);
    const std::size_t end = text.substr(0, 12).find(';');
    if (end == std::string_view::npos) {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    std::string_view name = text.substr(1, end - 1);
    const auto named = [&](std::string_view n, char c) {
      if (name != n) return false;
      out += c;
      return true;
    };
    if (name.starts_with('#')) {
      name.remove_prefix(1);
      const bool hex = name.starts_with('x') || name.starts_with('X');
      if (hex) name.remove_prefix(1);
      std::uint32_t code = 0xfffd;
      std::from_chars(name.data(), name.data() + name.size(), code, hex ? 16 : 10);
      append_utf8(static_cast<char32_t>(code), out);
    } else if (!named("amp", '&') && !named("lt", '<') && !named("gt", '>') && !named("quot", '"') &&
               !named("apos", '\'')) {
      out += text.substr(0, end + 1);
    }
    text.remove_prefix(end + 1);
  }
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// In System these are what events are found by.
bool is_fixed_element(std::string_view name) {
  return name == "Channel" || name == "Provider";
}

class XmlLine {
 public:
  XmlLine(std::string_view line, TextEditor& editor, TextBuffer& out) : rest_(line), editor_(editor), out_(out) {}

  void edit() {
    while (!rest_.empty()) {
      if (rest_.front() == '<') {
        if (!tag()) break;
      } else {
        const std::size_t end = std::min(rest_.find('<'), rest_.size());
        text(rest_.substr(0, end));
        rest_.remove_prefix(end);
      }
    }
    out_.append(rest_);
  }

 private:
  struct Open {
    std::string field;
    bool fixed = false;
  };

  void text(std::string_view escaped) {
    if (open_.empty() || open_.back().fixed) {
      out_.append(escaped);
      return;
    }
    edited(escaped, open_.back().field, Escape::xml_text);
  }

  void edited(std::string_view escaped, std::string_view field, Escape place) {
    unescape_xml(escaped, plain_);
    if (!plain_.empty() && editor_.edit(plain_, field, other_)) {
      put_escaped_text(other_, place, out_);
    } else {
      out_.append(escaped);
    }
  }

  /// False if it is no tag of ours.
  bool tag() {
    if (rest_.starts_with("</")) {
      const std::size_t end = rest_.find('>');
      if (end == std::string_view::npos) return false;
      out_.append(rest_.substr(0, end + 1));
      rest_.remove_prefix(end + 1);
      if (!open_.empty()) open_.pop_back();
      return true;
    }
    std::size_t at = std::min(rest_.find_first_of(" />", 1), rest_.size());
    Open element;
    const std::string_view name = local_name(rest_.substr(1, at - 1));
    element.field = name;
    element.fixed = is_fixed_element(name) && in_system();
    const bool data = name == "Data";
    out_.append(rest_.substr(0, at));
    rest_.remove_prefix(at);
    while (rest_.starts_with(' ')) {
      const std::size_t equals = rest_.find('=');
      if (equals == std::string_view::npos || equals + 1 >= rest_.size() ||
          (rest_[equals + 1] != '\'' && rest_[equals + 1] != '"'))
        return false;
      const std::string_view attribute = rest_.substr(1, equals - 1);
      const std::size_t end = rest_.find(rest_[equals + 1], equals + 2);
      if (end == std::string_view::npos) return false;
      const std::string_view value = rest_.substr(equals + 2, end - equals - 2);
      out_.append(rest_.substr(0, equals + 2));
      const bool is_name = data && attribute == "Name";
      if (is_name) {
        unescape_xml(value, plain_);
        element.field = plain_;
      }
      if (is_name || element.fixed || attribute.starts_with("xmlns")) {
        out_.append(value);
      } else {
        edited(value, local_name(attribute), Escape::xml_attribute);
      }
      out_ += rest_[end];
      rest_.remove_prefix(end + 1);
    }
    at = rest_.find('>');
    if (at == std::string_view::npos) return false;
    out_.append(rest_.substr(0, at + 1));
    const bool closed = at > 0 && rest_[at - 1] == '/';
    rest_.remove_prefix(at + 1);
    if (!closed) open_.push_back(std::move(element));
    return true;
  }
  bool in_system() const { return !open_.empty() && open_.back().field == "System"; }

  std::string_view rest_;
  TextEditor& editor_;
  TextBuffer& out_;
  std::vector<Open> open_;
  std::string plain_, other_;
};

/// A JSON string without its quotes and escapes; the place behind the closing quote, or npos.
std::size_t unescape_json(std::string_view text, std::size_t at, std::string& out) {
  out.clear();
  char32_t high = 0;
  const auto unit = [&](char32_t c) {
    if (c >= 0xd800 && c < 0xdc00) {
      high = c;
      return;
    }
    if (high != 0 && c >= 0xdc00 && c < 0xe000) c = 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00);
    high = 0;
    append_utf8(c, out);
  };
  for (++at; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') return at + 1;
    if (c != '\\') {
      out += c;
      continue;
    }
    if (++at >= text.size()) break;
    switch (text[at]) {
      case 'n':
        out += '\n';
        break;
      case 'r':
        out += '\r';
        break;
      case 't':
        out += '\t';
        break;
      case 'b':
        out += '\b';
        break;
      case 'f':
        out += '\f';
        break;
      case 'u': {
        std::uint32_t code = 0xfffd;
        if (at + 4 < text.size()) std::from_chars(text.data() + at + 1, text.data() + at + 5, code, 16);
        unit(static_cast<char32_t>(code));
        at += 4;
        break;
      }
      default:
        out += text[at];
    }
  }
  return std::string_view::npos;
}

class JsonLine {
 public:
  JsonLine(std::string_view line, TextEditor& editor, TextBuffer& out) : line_(line), editor_(editor), out_(out) {}

  void edit() {
    std::size_t copied = 0;
    for (std::size_t at = 0; at < line_.size();) {
      const char c = line_[at];
      if (c == '{') {
        keys_.push_back(key_);
        ++at;
      } else if (c == '}') {
        if (keys_.empty()) break;
        keys_.pop_back();
        key_ = keys_.empty() ? std::string() : keys_.back();
        ++at;
      } else if (c == '"') {
        const std::size_t end = unescape_json(line_, at, plain_);
        if (end == std::string_view::npos) break;
        if (end < line_.size() && line_[end] == ':') {
          key_ = plain_;
        } else if (is_open() && !plain_.empty() && editor_.edit(plain_, field(), other_)) {
          out_.append(line_.substr(copied, at - copied));
          json_.clear();
          append_json_string(other_, json_);
          out_.append(json_);
          copied = end;
        }
        at = end;
      } else {
        ++at;
      }
    }
    out_.append(line_.substr(copied));
  }

 private:
  /// Whether what stands here may be edited.
  bool is_open() const {
    if (key_.starts_with("xmlns")) return false;
    // Event, System, Provider or Channel: the first key of keys_ is what stands in front of everything.
    const bool in_system = keys_.size() >= 3 && keys_[2] == "System";
    if (in_system && keys_.size() == 3 && key_ == "Channel") return false;
    return !(in_system && keys_.size() >= 4 && keys_[3] == "Provider");
  }
  std::string_view field() const {
    if (key_ == "#text" && !keys_.empty()) return keys_.back();
    return key_;
  }

  std::string_view line_;
  TextEditor& editor_;
  TextBuffer& out_;
  std::vector<std::string> keys_;  ///< of the objects that are open
  std::string key_, plain_, other_, json_;
};

}  // namespace

void edit_xml_line(std::string_view line, TextEditor& editor, TextBuffer& out) {
  XmlLine(line, editor, out).edit();
}

void edit_json_line(std::string_view line, TextEditor& editor, TextBuffer& out) {
  JsonLine(line, editor, out).edit();
}

}  // namespace doctor::redact
