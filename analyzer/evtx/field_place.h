#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace doctor::evtx {

/// Where a text stands, as a TextEditor is told: the name of the field, and whether the editor is asked at all.
struct FieldPlace {
  std::string name;
  bool ask = true;
};
/// Those of the values of a template, by number.
using FieldPlaces = std::map<std::uint16_t, FieldPlace>;

/// Follows the open elements of one fragment and says where a text in it stands. See event/text_editor.h for what is not asked about.
/// Threads: one at a time.
class FieldNames {
 public:
  void clear() { open_.clear(); }
  /// Names with their prefix; `open` and `close` in pairs, `attribute` while the start tag of the innermost element is read.
  void open(std::string_view name);
  void close() { open_.pop_back(); }

  FieldPlace attribute(std::string_view name) const;
  FieldPlace content() const;
  /// The literal value of an attribute: that of a <Data>'s Name names its content.
  void attribute_value(std::string_view attribute, std::string_view text);

 private:
  struct Element {
    std::string name, data_name;
  };
  bool inside(std::string_view part) const;
  bool is_fixed() const;

  std::vector<Element> open_;
};

}  // namespace doctor::evtx
