#pragma once
#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "event/source.h"
#include "xml/occurrences.h"

namespace doctor::xml {

/// The part of a name behind the namespace prefix.
std::string_view local_name(std::string_view name);

/// White space and the "-" or "+" of a tree view: what stands between elements without meaning anything.
bool is_filling(std::string_view text);
bool has_child_elements(pugi::xml_node node);

/// True if there is nothing in the element but text, in one piece: then that is `text`.
bool is_plain_leaf(pugi::xml_node element, std::string_view& text);
/// The Name of a <Data>, or nothing.
std::string_view data_name(pugi::xml_node data);

/// The text directly inside an element, in one piece. Copied to the arena only if it was in several.
std::string_view own_text(pugi::xml_node element, EventBatch& batch);

/// Collects the fields of an event from the children of <Event> that hold them. Names, paths and order are those of the EVTX
/// reader (evtx/data_walker.h).
class FieldCollector {
 public:
  /// `path_budget`: bytes that paths may take.
  FieldCollector(EventBatch& batch, std::vector<Field>& fields, std::size_t path_budget)
      : batch_(batch), fields_(fields), budget_(path_budget) {}

  /// EventData, UserData, ProcessingErrorData or BinaryEventData.
  void event_child(pugi::xml_node node);

  // The same for whoever has no tree of an EventData whose children are all <Data> with nothing but text:
  void begin_event_data() { siblings_.clear(); }
  /// `given`: its Name, or nothing.
  void data(std::string_view given, std::string_view text);

  /// True if fields are missing because the budget was used up.
  bool left_out() const { return left_out_; }

 private:
  void event_data(pugi::xml_node parent);
  void element(pugi::xml_node node, const std::string& path);
  void attributes(pugi::xml_node node, const std::string& path);
  void children(pugi::xml_node node, const std::string& path);
  void add(std::string_view name, std::string_view path, std::string_view text);

  EventBatch& batch_;
  std::vector<Field>& fields_;
  std::size_t budget_;
  Occurrences siblings_;  ///< names in the EventData at hand
  std::string path_;
  bool left_out_ = false;
};

}  // namespace doctor::xml
