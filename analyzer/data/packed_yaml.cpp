#include "data/packed_yaml.h"

#include <cstdint>

namespace doctor {

namespace {

class Packer {
 public:
  std::string take() { return std::move(out_); }

  void number(std::uint64_t n) {
    for (; n >= 0x80; n >>= 7) out_ += static_cast<char>((n & 0x7f) | 0x80);
    out_ += static_cast<char>(n);
  }

  void value(const Yaml& node) {
    out_ += static_cast<char>(static_cast<unsigned>(node.kind) + (node.quoted ? 4U : 0U));
    place(node.line, node.column);
    if (node.is_scalar()) text(node.scalar);
    if (node.is_list()) {
      number(node.items.size());
      for (const Yaml& item : node.items) value(item);
    }
    if (!node.is_map()) return;
    number(node.members.size());
    for (std::size_t i = 0; i < node.members.size(); ++i) {
      text(node.members[i].first);
      place(node.key_places[i].first, node.key_places[i].second);
      value(node.members[i].second);
    }
  }

 private:
  void text(std::string_view s) {
    number(s.size());
    out_ += s;
  }
  void place(std::uint32_t line, std::uint32_t column) {
    const std::int64_t step = std::int64_t{line} - last_line_;
    number(step < 0 ? static_cast<std::uint64_t>(-step) * 2 - 1 : static_cast<std::uint64_t>(step) * 2);
    number(column);
    last_line_ = line;
  }

  std::string out_;
  std::uint32_t last_line_ = 0;
};

// Every read is checked, though only a bug could break what the build made: a wrong byte must not become a wrong address.
class Unpacker {
 public:
  explicit Unpacker(std::string_view in) : in_(in) {}

  bool documents(std::vector<Yaml>& out) {
    std::size_t n = 0;
    if (!count(n)) return false;
    out.resize(n);
    for (Yaml& document : out) {
      if (!value(document, 1)) return false;
    }
    return in_.empty();
  }

 private:
  bool byte(std::uint8_t& b) {
    if (in_.empty()) return false;
    b = static_cast<std::uint8_t>(in_.front());
    in_.remove_prefix(1);
    return true;
  }
  bool number(std::uint64_t& n) {
    n = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      std::uint8_t b = 0;
      if (!byte(b)) return false;
      n |= std::uint64_t{b & 0x7fU} << shift;
      if (b < 0x80) return true;
    }
    return false;
  }
  // A number of things of one byte or more, so that what is reserved for them is bounded by what is there.
  bool count(std::size_t& n) {
    std::uint64_t read = 0;
    if (!number(read) || read > in_.size()) return false;
    n = static_cast<std::size_t>(read);
    return true;
  }
  bool text(std::string& s) {
    std::size_t n = 0;
    if (!count(n)) return false;
    s.assign(in_.substr(0, n));
    in_.remove_prefix(n);
    return true;
  }
  bool place(std::uint32_t& line, std::uint32_t& column) {
    std::uint64_t step = 0, c = 0;
    if (!number(step) || !number(c)) return false;
    const auto half = static_cast<std::uint32_t>((step + 1) / 2);
    last_line_ = step % 2 == 0 ? last_line_ + half : last_line_ - half;
    line = last_line_;
    column = static_cast<std::uint32_t>(c);
    return true;
  }
  bool value(Yaml& node, std::size_t depth) {
    std::uint8_t head = 0;
    if (depth > kYamlMaxDepth + 1 || !byte(head) || head > 7)
      return false;  // a leaf may lie below the deepest container
    node.kind = static_cast<Yaml::Kind>(head & 3);
    node.quoted = (head & 4) != 0;
    if (!place(node.line, node.column)) return false;
    switch (node.kind) {
      case Yaml::Kind::null:
        return true;
      case Yaml::Kind::scalar:
        return text(node.scalar);
      case Yaml::Kind::list:
        return list(node, depth);
      case Yaml::Kind::map:
        return map(node, depth);
    }
    return false;
  }
  bool list(Yaml& node, std::size_t depth) {
    std::size_t n = 0;
    if (!count(n)) return false;
    node.items.resize(n);
    for (Yaml& item : node.items) {
      if (!value(item, depth + 1)) return false;
    }
    return true;
  }
  bool map(Yaml& node, std::size_t depth) {
    std::size_t n = 0;
    if (!count(n)) return false;
    node.members.resize(n);
    node.key_places.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
      auto& [key, member] = node.members[i];
      auto& [line, column] = node.key_places[i];
      if (!text(key) || !place(line, column) || !value(member, depth + 1)) return false;
    }
    return true;
  }

  std::string_view in_;
  std::uint32_t last_line_ = 0;
};

}  // namespace

std::string pack_yaml(std::span<const Yaml> documents) {
  Packer packer;
  packer.number(documents.size());
  for (const Yaml& document : documents) packer.value(document);
  return packer.take();
}

std::optional<std::vector<Yaml>> unpack_yaml(std::string_view packed) {
  std::vector<Yaml> documents;
  if (!Unpacker(packed).documents(documents)) return std::nullopt;
  return documents;
}

}  // namespace doctor
