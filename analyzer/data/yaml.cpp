#include "data/yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"

namespace doctor {

const Yaml* Yaml::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) return &value;
  }
  return nullptr;
}

namespace {

// Ends the parse from inside yaml-cpp's callbacks; never leaves this file.
struct Refused {
  std::string_view code;
  std::string message;
  std::uint32_t line, column;
};

std::uint32_t line_of(const YAML::Mark& mark) {
  return static_cast<std::uint32_t>(std::max(0, mark.line) + 1);
}
std::uint32_t column_of(const YAML::Mark& mark) {
  return static_cast<std::uint32_t>(std::max(0, mark.column) + 1);
}

struct Size {
  std::size_t nodes = 0, bytes = 0;
};

void add_size(const Yaml& node, Size& size) {
  ++size.nodes;
  size.bytes += node.scalar.size();
  for (const Yaml& item : node.items) add_size(item, size);
  for (const auto& [key, value] : node.members) {
    size.bytes += key.size();
    add_size(value, size);
  }
}

// Builds our tree from yaml-cpp's events. Open containers are kept on a stack; depth and size are bounded here, before the
// tree exists.
class Builder : public YAML::EventHandler {
 public:
  Yaml take() { return std::move(root_); }
  bool complete() const { return complete_; }

  void OnDocumentStart(const YAML::Mark&) override {
    root_ = {};
    stack_.clear();
    anchors_.clear();
    complete_ = false;
  }
  void OnDocumentEnd() override { complete_ = true; }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    leaf(Yaml::Kind::null, mark, {}, false, anchor);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    leaf(Yaml::Kind::scalar, mark, value, tag == "!", anchor);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto it = anchors_.find(anchor);
    if (it == anchors_.end()) refuse("yaml-alias", "an alias inside its own anchor", mark);
    Size size;
    add_size(it->second, size);
    count(size, mark);
    if (depth_of(it->second) + stack_.size() > kYamlMaxDepth) refuse("yaml-depth", "nested too deeply", mark);
    Yaml copy = it->second;
    copy.line = line_of(mark);
    copy.column = column_of(mark);
    place(std::move(copy), mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(Yaml::Kind::list, mark, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(Yaml::Kind::map, mark, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    Yaml node;
    YAML::anchor_t anchor = 0;
    bool has_key = false;
    std::string key;
    std::set<std::string> keys;
    std::pair<std::uint32_t, std::uint32_t> key_place;
  };

  [[noreturn]] static void refuse(std::string_view code, std::string message, const YAML::Mark& mark) {
    throw Refused{code, std::move(message), line_of(mark), column_of(mark)};
  }
  void count(const Size& size, const YAML::Mark& mark) {
    size_.nodes += size.nodes;
    size_.bytes += size.bytes;
    if (size_.nodes > kYamlMaxNodes) refuse("yaml-size", fmt::format("more than {} values", kYamlMaxNodes), mark);
    if (size_.bytes > kYamlMaxBytes)
      refuse("yaml-size", fmt::format("more than {} bytes of text", kYamlMaxBytes), mark);
  }
  static std::size_t depth_of(const Yaml& node) {
    std::size_t deepest = 0;
    for (const Yaml& item : node.items) deepest = std::max(deepest, depth_of(item));
    for (const auto& [key, value] : node.members) deepest = std::max(deepest, depth_of(value));
    return deepest + 1;
  }

  void leaf(Yaml::Kind kind, const YAML::Mark& mark, const std::string& text, bool quoted, YAML::anchor_t anchor) {
    count({1, text.size()}, mark);
    Yaml node;
    node.kind = kind;
    node.quoted = quoted;
    node.scalar = text;
    node.line = line_of(mark);
    node.column = column_of(mark);
    if (anchor != 0) anchors_[anchor] = node;
    place(std::move(node), mark);
  }
  void open(Yaml::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    count({1, 0}, mark);
    if (stack_.size() >= kYamlMaxDepth) refuse("yaml-depth", "nested too deeply", mark);
    Open o;
    o.node.kind = kind;
    o.node.line = line_of(mark);
    o.node.column = column_of(mark);
    o.anchor = anchor;
    stack_.push_back(std::move(o));
  }
  void close() {
    Open done = std::move(stack_.back());
    stack_.pop_back();
    if (done.anchor != 0) anchors_[done.anchor] = done.node;
    YAML::Mark mark;
    mark.line = static_cast<int>(done.node.line) - 1;
    mark.column = static_cast<int>(done.node.column) - 1;
    place(std::move(done.node), mark);
  }
  void place(Yaml node, const YAML::Mark& mark) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& top = stack_.back();
    if (top.node.is_list()) {
      top.node.items.push_back(std::move(node));
    } else if (!top.has_key) {
      if (!node.is_scalar() && !node.is_null()) refuse("yaml-key", "a key must be a plain text", mark);
      top.key = node.is_null() ? "null" : std::move(node.scalar);
      top.key_place = {node.line, node.column};
      top.has_key = true;
      if (!top.keys.insert(top.key).second) {
        refuse("yaml-duplicate-key", fmt::format("key '{}' stands twice", printable(top.key)), mark);
      }
    } else {
      top.node.members.emplace_back(std::move(top.key), std::move(node));
      top.node.key_places.push_back(top.key_place);
      top.has_key = false;
    }
  }
  Yaml root_;
  std::vector<Open> stack_;
  std::map<YAML::anchor_t, Yaml> anchors_;
  Size size_;
  bool complete_ = false;
};

Diagnostic problem(std::string_view code, std::string message, std::uint32_t source, std::uint32_t line,
                   std::uint32_t column) {
  return {code, Severity::error, {source, 0, line, column}, 0, std::move(message), {}};
}

/// The first byte that YAML forbids, or npos: C0 but tab and line ends, and DEL.
std::size_t forbidden_byte(std::string_view text) {
  const auto it = std::find_if(text.begin(), text.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t' && u != '\n' && u != '\r') || u == 0x7f;
  });
  return it == text.end() ? std::string_view::npos : static_cast<std::size_t>(it - text.begin());
}

bool is_utf16(std::string_view text) {
  return text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff") || text.substr(0, 4).find('\0') < 4;
}

}  // namespace

std::vector<Yaml> parse_yaml(std::string_view text, std::uint32_t source, Diagnostics& problems) {
  std::vector<Yaml> documents;
  if (is_utf16(text) || !is_utf8(text)) {
    problems.add(problem("yaml-encoding", is_utf16(text) ? "UTF-16 or UTF-32 text; save it as UTF-8" : "not UTF-8 text",
                         source, 1, 1));
    return documents;
  }
  if (const std::size_t at = forbidden_byte(text); at != std::string_view::npos) {
    const std::string_view before = text.substr(0, at);
    const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
    const std::size_t begin = before.rfind('\n') + 1;  // 0 if there is none
    problems.add(
        problem("yaml-encoding", "a control character", source, line, static_cast<std::uint32_t>(at - begin + 1)));
    return documents;
  }
  // yaml-cpp takes a quote that is never closed for closed, if a line end stands behind it.
  text = text.substr(0, text.find_last_not_of("\r\n") + 1);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Builder builder;
    while (parser.HandleNextDocument(builder)) {
      if (builder.complete()) documents.push_back(builder.take());
    }
  } catch (const Refused& r) {
    problems.add(problem(r.code, r.message, source, r.line, r.column));
  } catch (const YAML::Exception& e) {
    problems.add(
        problem("yaml-syntax", "not valid YAML: " + printable(e.msg), source, line_of(e.mark), column_of(e.mark)));
  }
  return documents;
}

YamlReader::YamlReader(const Yaml& map, std::uint32_t source, Diagnostics& problems)
    : map_(map), source_(source), problems_(problems) {
  if (!map.is_map()) error(map, "yaml-type", "expected a map of keys and values");
}

void YamlReader::error(const Yaml& at, std::string_view code, std::string message, std::string help) {
  ok_ = false;
  problems_.add({code, Severity::error, {source_, 0, at.line, at.column}, 0, std::move(message), std::move(help)});
}

const Yaml* YamlReader::node(std::string_view key, bool required) {
  known_.push_back(key);
  const Yaml* found = map_.find(key);
  if (found == nullptr && required && map_.is_map())
    error(map_, "yaml-missing-key", fmt::format("key '{}' is missing", key));
  return found;
}

std::string YamlReader::text(std::string_view key, bool required) {
  const Yaml* value = node(key, required);
  if (value == nullptr || (value->is_null() && !required)) return {};
  if (!value->is_scalar()) {
    error(*value, "yaml-type", fmt::format("'{}' must be a text", key));
    return {};
  }
  return value->scalar;
}

std::optional<std::int64_t> YamlReader::integer(std::string_view key, bool required) {
  const Yaml* value = node(key, required);
  if (value == nullptr) return std::nullopt;
  bool negative = false;
  const auto number = value->is_scalar() ? parse_integer(value->scalar, &negative) : std::nullopt;
  if (!number || (!negative && *number > INT64_MAX)) {
    error(*value, "yaml-type", fmt::format("'{}' must be a whole number", key));
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*number);
}

std::optional<bool> YamlReader::boolean(std::string_view key) {
  const Yaml* value = node(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_scalar() && value->scalar == "true") return true;
  if (value->is_scalar() && value->scalar == "false") return false;
  error(*value, "yaml-type", fmt::format("'{}' must be true or false", key));
  return std::nullopt;
}

std::vector<std::string> YamlReader::texts(std::string_view key, bool required) {
  const Yaml* value = node(key, required);
  std::vector<std::string> out;
  if (value == nullptr || value->is_null()) return out;
  if (value->is_scalar()) {
    out.push_back(value->scalar);
    return out;
  }
  for (const Yaml& item : value->items) {
    if (!item.is_scalar()) {
      error(item, "yaml-type", fmt::format("'{}' must be a list of texts", key));
      return {};
    }
    out.push_back(item.scalar);
  }
  if (value->is_map()) error(*value, "yaml-type", fmt::format("'{}' must be a list of texts", key));
  return out;
}

void YamlReader::finish() {
  for (std::size_t i = 0; i < map_.members.size(); ++i) {
    const std::string& key = map_.members[i].first;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    ok_ = false;
    const auto [line, column] = map_.key_places[i];
    problems_.add({"yaml-unknown-key",
                   Severity::error,
                   {source_, 0, line, column},
                   0,
                   fmt::format("unknown key '{}'", printable(key)),
                   did_you_mean(key, known_)});
  }
}

}  // namespace doctor
