#pragma once
#include <cstddef>
#include <string_view>

#include "event/event.h"

namespace doctor::facts {

/// The first step of a field path: "ChainElement[1]/SignatureAlgorithm/@oid" is the element ChainElement, number 1, and the rest
/// "SignatureAlgorithm/@oid". The rest of the last step is empty.
struct Step {
  std::string_view name;
  std::size_t index = 0;
  std::string_view rest;
};
Step first_step(std::string_view path);

/// A view of an event whose UserData is one tree.
/// Lifetime: that of the event.
class Tree {
 public:
  explicit Tree(const Event& event);

  /// The element below UserData; empty if the event is not of that form.
  std::string_view root() const { return root_; }

  /// The path of a field from below the root ("Result/@value"); empty if it lies elsewhere.
  std::string_view below_root(const Field& field) const;

  /// The value at that path; null if there is none.
  const Value* find(std::string_view path_below_root) const;
  const Event& event() const { return event_; }

 private:
  const Event& event_;
  std::string_view root_;
};

}  // namespace doctor::facts
