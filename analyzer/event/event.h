#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "base/time.h"
#include "event/value.h"

namespace doctor {

/// One leaf (text or attribute) under EventData or UserData, or one fact.
/// `name`: the Name attribute of a <Data>, else the element's or attribute's own (local) name; an unnamed <Data> is "Data", as
/// Sigma rules call it. Names may repeat. An element's text has the element's name; an attribute the attribute's name.
/// `path` never repeats within an event. For flat EventData it equals `name`, with "[1]", "[2]" ... behind the second and
/// later field of that name; an unnamed <Data> is "Data[0]", "Data[1]", ... For nested UserData it is, for example,
/// "CertGetCertificateChain/CertificateChain/ChainElement[1]/SignatureAlgorithm/@hashName" (indices from 0; [0] is left out).
/// Fact fields have path == name, also when they repeat.
struct Field {
  std::string_view name;
  std::string_view path;
  Value value;
};

/// One event, as a view. Every pointer leads into the EventBatch that holds it and dies with the batch's
/// next clear(). Copying an Event copies pointers, not text.
struct Event {
  Location origin;  ///< where the record starts: EVTX: file offset; XML: offset of '<' and line
  std::uint64_t record_id = 0;
  bool carved = false;  ///< found outside the order of its log: in slack, or in bytes that are no log
  FileTime time;
  std::uint32_t event_id = 0;  ///< without qualifiers
  std::uint16_t qualifiers = 0;
  std::uint16_t task = 0;
  std::uint8_t version = 0;
  std::uint8_t level = 0;  ///< 0..5 as in Windows: LogAlways, Critical, Error, Warning, Information, Verbose
  std::uint8_t opcode = 0;
  std::uint64_t keywords = 0;
  std::uint32_t process_id = 0;
  std::uint32_t thread_id = 0;
  std::string_view provider;
  std::string_view provider_guid;      ///< "{...}" lower case, or empty
  std::string_view event_source_name;  ///< EventSourceName of the Provider element, or empty
  std::string_view channel;
  std::string_view computer;
  std::string_view user_sid;             ///< "S-1-5-18", or empty
  std::string_view activity_id;          ///< "{...}" of Correlation, or empty
  std::string_view related_activity_id;  ///< the same
  std::span<const Field> data;           ///< in document order
  std::span<const Field> facts;          ///< added by facts/

  /// The first field of that name (or, failing that, of that path) in data, then in facts, or null. Case-sensitive, as the
  /// schemas are. Names repeat: walk `data` for all of them.
  const Value* find(std::string_view name) const;
};

}  // namespace doctor
