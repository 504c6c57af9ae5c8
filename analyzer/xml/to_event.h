#pragma once
#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>

#include "event/source.h"

namespace doctor::xml {

/// Makes Events of single <Event> elements. Holds the parser's memory: one per thread, reused for every event.
/// The result has the fields, names and paths that the EVTX reader gives the same event (event/event.h); all values are text.
/// Neither <RenderingInfo> nor <DebugData> becomes a field. Entities are never expanded but for the five of XML itself and
/// characters by number; the splitter refuses declarations before.
class EventParser {
 public:
  EventParser();
  ~EventParser();

  struct Outcome {
    std::string_view problem;      ///< why there is no event, a literal; empty if there is one
    bool fields_left_out = false;  ///< paths would have taken more memory than the event is worth
  };

  /// `text` is one clean element (see is_clean()), nested at most kMaxDepth deep. It is rewritten: the event's strings point
  /// into it, so it must live as long as the batch's content.
  Outcome parse(std::span<char> text, EventBatch& batch, Event& event);

  /// The same without rewriting the text and without a tree, if the event is written the way Windows writes most: known System elements,
  /// then EventData of named or unnamed Data, then RenderingInfo; nothing in it but plain text (xml/plain_walk.h). The event and, from
  /// collect_fields(), its fields are then those of parse(). False: `event` is as it was, and parse() has to look.
  bool parse_plainly(std::string_view text, EventBatch& batch, Event& event);

  // The two halves of parse(), for whoever does not always need both.
  /// All but the fields; returns the problem.
  std::string_view parse_system(std::span<char> text, EventBatch& batch, Event& event);
  /// The fields of the event last parsed. False: some are left out.
  bool collect_fields(EventBatch& batch, Event& event);

  /// The <Event> last parsed, other than plainly. Good until the next.
  pugi::xml_node root() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace doctor::xml
