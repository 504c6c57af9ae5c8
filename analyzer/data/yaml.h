#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace doctor {

/// A YAML value with its place. Plain data, made from yaml-cpp's tree under bounds (see parse_yaml), so that nothing else in the
/// program touches yaml-cpp and a hostile document cannot exhaust memory or the stack.
struct Yaml {
  Yaml();
  Yaml(const Yaml&);
  Yaml(Yaml&&) noexcept;
  Yaml& operator=(const Yaml&);
  Yaml& operator=(Yaml&&) noexcept;
  ~Yaml();

  enum class Kind : std::uint8_t { null, scalar, list, map };
  Kind kind = Kind::null;
  bool quoted = false;  ///< a scalar written in quotes: always text, never a number or null
  std::string scalar;
  std::vector<Yaml> items;                                          ///< of a list
  std::vector<std::pair<std::string, Yaml>> members;                ///< of a map, in document order; keys are unique
  std::uint32_t line = 0, column = 0;                               ///< from 1
  std::vector<std::pair<std::uint32_t, std::uint32_t>> key_places;  ///< line, column of each member's key

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }

  /// The member of that key, or null.
  const Yaml* find(std::string_view key) const;
};

// Behind the struct, where `pair<string, Yaml>` is complete: clang insists.
inline Yaml::Yaml() = default;
inline Yaml::Yaml(const Yaml&) = default;
inline Yaml::Yaml(Yaml&&) noexcept = default;
inline Yaml& Yaml::operator=(const Yaml&) = default;
inline Yaml& Yaml::operator=(Yaml&&) noexcept = default;
inline Yaml::~Yaml() = default;

/// Bounds of parse_yaml: far above any real rule, far below harm.
inline constexpr std::size_t kYamlMaxDepth = 64;
inline constexpr std::size_t kYamlMaxNodes =
    200'000;  ///< counted after aliases are expanded (a "billion laughs" stops here)
inline constexpr std::size_t kYamlMaxBytes = 4u << 20;  ///< of all scalars, counted the same way

/// The documents of one file ("---" between). On a syntax error, a duplicate key, a bound, or text that is not UTF-8: an error
/// diagnostic with line and column, and the documents before it. `source` goes into Location::source.
std::vector<Yaml> parse_yaml(std::string_view text, std::uint32_t source, Diagnostics& problems);

/// Typed access to one map of a closed grammar. Every problem becomes a Diagnostic (code, place); ok() tells if there was one.
/// Lifetime: refers to the Yaml, the code and the Diagnostics it was given.
class YamlReader {
 public:
  YamlReader(const Yaml& map, std::uint32_t source, Diagnostics& problems);

  /// The texts of these members; `required` reports an absent one. Scalars only.
  std::string text(std::string_view key, bool required = false);
  std::optional<std::int64_t> integer(std::string_view key, bool required = false);
  std::optional<bool> boolean(std::string_view key);
  /// A list of scalars; one scalar counts as a list of one.
  std::vector<std::string> texts(std::string_view key, bool required = false);
  /// The member itself, of any kind, or null; marks it as known.
  const Yaml* node(std::string_view key, bool required = false);

  /// Reports every member that was not asked for, with the nearest known key. Call last.
  void finish();

  void error(const Yaml& at, std::string_view code, std::string message, std::string help = {});
  bool ok() const { return ok_; }
  std::uint32_t source() const { return source_; }
  Diagnostics& problems() { return problems_; }

 private:
  const Yaml& map_;
  std::uint32_t source_;
  Diagnostics& problems_;
  std::vector<std::string_view> known_;
  bool ok_ = true;
};

}  // namespace doctor
